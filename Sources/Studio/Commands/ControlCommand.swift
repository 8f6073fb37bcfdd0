import ArgumentParser
import Foundation
import Jobs
import Raster
import Runs

/// Controls a run that trains in another process.
struct ControlCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control", abstract: "Control a run that trains in another process.",
        usage: "tessera control <run> pause|resume|checkpoint|sample|stop|status [--json]\n"
            + "tessera control <run> set <name> <value> [--json]",
        discussion: """
            Requests take effect between two steps; `stop` answers when the last checkpoint is written. The request goes to \
            control.sock in the run's folder, which only the run's owner can open. `tessera settings --live` lists the \
            settings that `set` can change.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"), completion: .directory)
    var folder: String

    @Argument(
        help: ArgumentHelp("pause, resume, checkpoint, sample, stop, status or set.", valueName: "action"),
        completion: .list(ControlRequest.Verb.allCases.map(\.rawValue)))
    var action: String

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("For `set`: a setting's name and its new value.", valueName: "name value"),
        completion: .list(Setting.all.filter(\.isLive).map(\.name)))
    var change: [String] = []

    @Flag(help: "Print the answer as one JSON object.")
    var json = false

    @OptionGroup var quiet: QuietOption

    @Option(help: ArgumentHelp("Seconds to wait for the answer, up to 86400.", valueName: "seconds"))
    var timeout = 60.0

    mutating func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout \(timeout) is out of range; give more than 0, up to 86400")
        }
        let verbs = ControlRequest.Verb.allCases.map(\.rawValue)
        guard verbs.contains(action) else {
            let nearest = Spelling.nearest(to: action, among: verbs)
            throw ValidationError(
                "\(action): no action has this name; "
                    + Spelling.question(nearest, else: "give one of \(verbs.joined(separator: ", "))"))
        }
        if action == ControlRequest.Verb.set.rawValue {
            // As --set has it.
            if change.count == 1 { change = change[0].split(separator: "=", maxSplits: 1).map(String.init) }
            guard change.count == 2 else {
                throw ValidationError(
                    "set takes a name and a value: tessera control RUN set generator.learning_rate 1e-4")
            }
        } else if !change.isEmpty {
            throw ValidationError("\(action) takes no argument; leave out \(change.joined(separator: " "))")
        }
    }

    mutating func run() throws {
        let request = try request()
        CheckpointChoice.warnOfBroken(folder)
        let reply = try RunClient(run: folder).request(request, seconds: timeout)
        if json {
            try JSONReport.print(reply, isPretty: false)
        }
        guard reply.ok else {
            throw ControlRefusal(run: folder, what: reply.error ?? "refused", isUsage: reply.usage == true)
        }
        guard !json, !quiet.isOn || request == .status else { return }
        if let status = reply.status { StatusReport(status: status).lines.forEach { print($0) } }
        if let text = reply.text { print("step \(reply.step ?? 0): \(text)") }
    }

    private func request() throws(SettingError) -> ControlRequest {
        switch action {
        case "pause": return .training(.pause)
        case "resume": return .training(.resume)
        case "checkpoint": return .training(.checkpoint)
        case "sample": return .training(.sample)
        case "stop": return .training(.stop)
        case "set":
            let setting = try Setting.named(change[0])
            guard setting.isLive else { throw SettingError.notLive(setting) }
            return .training(.set(setting, to: try setting.parsed(change[1])))
        default: return .status
        }
    }
}

/// A request that the run refused.
struct ControlRefusal: UserError {
    let run: String
    /// The run's reason, which says what to do.
    let what: String
    let isUsage: Bool

    var location: String? { run }
    var suggestion: Suggestion { "" }
}
