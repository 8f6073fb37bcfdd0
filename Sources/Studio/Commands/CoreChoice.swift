import Foundation
import Numerics

/// Restarts the program with the OpenBLAS kernels that are fastest on this CPU.
///
/// The library chooses kernels when it is loaded, and some versions do not know the CPU. An environment variable is the only way to
/// choose others, so the program sets it and executes itself again.
enum CoreChoice {
    /// Keeps the library's own choice.
    static let keepVariable = "TESSERA_KEEP_BLAS_CORE"
    private static let marker = "TESSERA_RESTARTED"

    static var hasRestarted: Bool { getenv(marker) != nil }

    static func restartIfSlower() {
        guard getenv(marker) == nil, getenv(keepVariable) == nil, let better = BLAS.betterCore() else { return }
        setenv("OPENBLAS_CORETYPE", better, 1)
        // Our own threads call it: its threads would only wait.
        setenv("OPENBLAS_NUM_THREADS", "1", 1)
        // A cache size for other kernels makes their tiles too small.
        unsetenv("OPENBLAS_L2_SIZE")
        setenv(marker, "1", 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        // Without /proc the program continues with slower kernels, which `tessera doctor` reports.
    }
}
