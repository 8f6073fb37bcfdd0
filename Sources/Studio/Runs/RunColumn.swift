import Jobs
import Render

/// A column of the list of runs.
package enum RunColumn: String, Sendable, CaseIterable {
    case name = "run"
    case preset, data
    case imageSize = "size"
    case steps, score, duration
    case date = "started"
    case state, folder

    /// From the column that a narrow screen keeps longest to the first that it leaves out.
    static let byPriority: [RunColumn] = [
        .name, .state, .steps, .score, .preset, .data, .duration, .date, .imageSize, .folder,
    ]

    /// Whether numbers end in one column.
    var isRight: Bool { [.steps, .score, .duration].contains(self) }

    /// Whether it is first sorted from the greatest value down.
    var startsDescending: Bool { [.steps, .duration, .date].contains(self) }

    /// The least and the most useful width.
    var widths: (least: Int, most: Int) {
        switch self {
        case .name: (14, 48)
        case .preset: (9, 18)
        case .data: (10, 40)
        case .imageSize: (7, 11)
        case .steps: (13, 17)
        case .score: (6, 8)
        case .duration: (8, 9)
        case .date: (16, 16)
        case .state: (10, 12)
        case .folder: (10, 60)
        }
    }

    /// What the list shows of a run; "-" for what is not known.
    func text(_ run: RunSummary) -> String {
        switch self {
        case .name: return run.name
        case .preset: return run.preset.isEmpty ? "-" : run.preset
        case .data: return run.data.isEmpty ? "-" : run.data
        case .imageSize:
            guard let size = run.settings["image_size"]?.text else { return "-" }
            let channels = run.settings["channels"].map { "x" + $0.text } ?? ""
            return (size.contains("x") ? size : "\(size)x\(size)") + channels
        case .steps:
            return Numbers.grouped(run.step) + (run.steps.map { "/" + Numbers.grouped($0) } ?? "")
        case .score: return run.score.map { Numbers.short(Double($0), decimals: 2) } ?? "-"
        case .duration: return run.seconds > 0 ? Readouts.time(run.seconds) : "-"
        case .date: return run.created.map(Readouts.date) ?? "-"
        case .state: return run.state.text
        case .folder: return run.path
        }
    }

    /// Whether `a` comes before `b` in ascending order; runs without a value come last in every order.
    func isBefore(_ a: RunSummary, _ b: RunSummary, descending: Bool) -> Bool {
        func order<Value: Comparable>(_ a: Value?, _ b: Value?) -> Bool {
            guard let a, let b else { return a != nil && b == nil }
            return descending ? a > b : a < b
        }
        switch self {
        case .imageSize: return order(a.settings["image_size"]?.number, b.settings["image_size"]?.number)
        case .steps: return order(a.step, b.step)
        case .score: return order(a.score, b.score)
        case .duration: return order(a.seconds, b.seconds)
        case .date: return order(a.created, b.created)
        case .name, .preset, .data, .state, .folder: return order(text(a), text(b))
        }
    }
}
