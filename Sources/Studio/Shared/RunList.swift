package import Jobs
import Runs

/// The runs below a folder, as they were listed last.
package struct RunList: Sendable {
    package var folder = RunFolder.standardParent
    package var all: [RunSummary] = []
    /// Folders of the runs whose curves are compared.
    package var marked: Set<String> = []
    /// When the list was requested last, on the loop's clock; nil before the first time.
    package var requestedAt: Double?

    package init() {}

    /// Seconds between two listings.
    private static let period = 2.0

    /// Requests the list, at most every two seconds.
    /// - Parameter open: the folder of the run that is shown, which is listed wherever it is; empty for none.
    mutating func refresh(now: Double, open: String) -> [ScreenAction] {
        if let requestedAt, now - requestedAt < Self.period { return [] }
        requestedAt = now
        return [.backgroundTask(.listRuns(folder: folder, others: isElsewhere(open) ? [open] : []))]
    }

    /// Whether a run is not in the folder of runs.
    func isElsewhere(_ run: String) -> Bool { !run.isEmpty && !run.hasPrefix(folder + "/") }

    /// The path of a run that is named in the form: a bare name is a folder in `folder`.
    static func path(_ name: String, in folder: String) -> String {
        name.contains("/") || name.hasPrefix("~") || name == "." || name == ".." ? name : "\(folder)/\(name)"
    }
}
