import Foundation

/// The program that the terminal tests run: the one place that says which and with what.
enum TestedProgram {
    /// `TESSERA_PROGRAM`, else the `tessera` that was built beside these tests.
    static let path: String = {
        if let named = ProcessInfo.processInfo.environment["TESSERA_PROGRAM"] { return named }
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("tessera").path
    }()

    /// Opens the studio on a training run that goes on for minutes. `TESSERA_PROGRAM_ARGUMENTS` replaces them, split
    /// at spaces.
    static let arguments: [String] =
        ProcessInfo.processInfo.environment["TESSERA_PROGRAM_ARGUMENTS"]
        .map { $0.split(separator: " ").map(String.init) } ?? []

    /// Empty when the terminal tests can run, else what is missing.
    static let missing: String = {
        let tmux = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: $0 + "/tmux") }
        if !tmux { return "tmux is not installed" }
        return FileManager.default.isExecutableFile(atPath: path) ? "" : "\(path) has not been built"
    }()
}
