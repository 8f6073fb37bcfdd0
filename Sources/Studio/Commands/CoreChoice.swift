import Engine
import Foundation

/// Makes OpenBLAS use the kernels that are fastest on this CPU.
///
/// The library chooses when it loads and some versions do not know the CPU; the only way to change its mind is a
/// variable in the environment, so the program sets it and starts over in the same process.
enum CoreChoice {
    /// Set by the user to keep what the library chose.
    static let keepVariable = "TESSERA_KEEP_BLAS_CORE"
    private static let marker = "TESSERA_STARTED_OVER"

    static var hasStartedOver: Bool { getenv(marker) != nil }

    static func startOverIfSlower() {
        guard getenv(marker) == nil, getenv(keepVariable) == nil, let better = BLAS.betterCore() else { return }
        setenv("OPENBLAS_CORETYPE", better, 1)
        // Our lanes call it one thread each: its own would only wait.
        setenv("OPENBLAS_NUM_THREADS", "1", 1)
        // A cache size set for another core makes its tiles too small.
        unsetenv("OPENBLAS_L2_SIZE")
        setenv(marker, "1", 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        // Where /proc is missing the program goes on, slower; `tessera doctor` says so.
    }
}
