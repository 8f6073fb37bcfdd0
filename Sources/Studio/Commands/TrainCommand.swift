import ArgumentParser
import Dispatch
import Foundation
import Jobs

/// Trains without a screen.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "train", abstract: "Train a run without a screen.")

    @OptionGroup var options: RunOptions

    @Flag(help: "Train in the background, after logout too; the output goes to FOLDER.log next to the run's folder.")
    var detach = false

    @OptionGroup var quiet: QuietOption

    @Flag(help: "Print the run's last status as one JSON object, and progress only on a terminal, on standard error.")
    var json = false

    mutating func run() throws {
        let start = try options.start()
        if detach { return try startDetached() }
        let job = TrainingJob(start)
        let interrupt = StopSignals { job.send(.stop) }
        var progress = TrainingProgress(isQuiet: quiet.isOn, isJSON: json)
        while true {
            let status = job.status
            progress.show(status)
            if status.phase.hasEnded { break }
            // Before the first step there is nothing to write, and reading the data may take long.
            if case .preparing = status.phase, interrupt.wasRaised { throw Interrupted() }
            usleep(50_000)
        }
        let status = job.status
        progress.end(status)
        if json { try JSONReport.print(ControlStatus(status)) }
        if case .failed(let line) = status.phase { throw TrainingFailure(line: line.line(\.onCommandLine)) }
        if interrupt.wasRaised { throw Interrupted() }
    }

    /// The report of `--detach --json`.
    private struct Detached: Encodable {
        let process: Int, log: String
    }

    /// Starts this program again in the background, with the same options less `--detach`.
    private func startDetached() throws {
        let log = DetachedProcess.log(of: options.run)
        let process = try DetachedProcess.launch(
            CommandLine.arguments.dropFirst().filter { $0 != "--detach" }, log: log)
        if json { return try JSONReport.print(Detached(process: Int(process), log: log)) }
        print(
            "training in the background as process \(process); its output goes to \(log); `kill \(process)` stops it after a checkpoint"
        )
    }
}

/// The error line of a training.
struct TrainingFailure: Error, CustomStringConvertible {
    let line: String
    var description: String { line }
}
