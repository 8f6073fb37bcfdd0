import Foundation

/// Evaluates a run with `tessera evaluate` in a process of its own, so that the report is that of the command.
enum RunEvaluation {
    /// The lines of the report, or those that say why there is none. Takes a minute or two where the classifier is not in the cache.
    static func lines(run: String) throws -> [String] {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["evaluate", run]
        process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "dumb"]) { $1 }
        (process.standardInput, process.standardOutput, process.standardError) = (
            FileHandle.nullDevice, output, output
        )
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
