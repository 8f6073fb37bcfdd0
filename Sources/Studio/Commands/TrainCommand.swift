import ArgumentParser
import Dispatch
import Engine
import Foundation

/// Trains without a screen.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "train", abstract: "Train a run without a screen.")

    @OptionGroup var options: RunOptions

    @Flag(help: "Leave it running in the background, after logout too; its output goes to FOLDER.log beside the run.")
    var detach = false

    mutating func run() throws {
        let start = try options.start()
        if detach { return try Detached.start(options) }
        let job = TrainingJob(start)
        let interrupt = StopSignals { job.ask(.stop) }
        var progress = TrainingProgress()
        while true {
            let status = job.status
            progress.show(status)
            if status.phase.isOver { break }
            // Before its first step a run has nothing to write, and reading its data may take long.
            if case .preparing = status.phase, interrupt.wasRaised { throw Interrupted() }
            usleep(50_000)
        }
        let status = job.status
        progress.end(status)
        if case .failed(let line) = status.phase { throw TrainingFailure(line: line) }
        if interrupt.wasRaised { throw Interrupted() }
    }
}

/// A job's own line, passed on.
struct TrainingFailure: Error, CustomStringConvertible {
    let line: String
    var description: String { line }
}

/// Ctrl-C and the wishes of the system, as a request instead of an end.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]
    private let raised = RaisedFlag()

    init(_ stop: @escaping @Sendable () -> Void) {
        let raised = raised
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in
                raised.raise()
                stop()
            }
            source.activate()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    var wasRaised: Bool { raised.isRaised }
}
