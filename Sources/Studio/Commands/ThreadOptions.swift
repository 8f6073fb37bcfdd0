import ArgumentParser
import Foundation

/// The number of threads of a command that computes.
struct ThreadOptions: ParsableArguments {
    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp("Threads, 1 to 1024 (default: one for each core).", valueName: "count"))
    var given: Int?

    mutating func validate() throws {
        if let given, !(1...1024).contains(given) {
            throw ValidationError("--threads \(given) is out of range; give 1 to 1024")
        }
    }

    var count: Int { given ?? ProcessInfo.processInfo.activeProcessorCount }
}
