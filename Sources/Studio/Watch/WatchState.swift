package import Jobs
import Runs

/// The state of the screen of `tessera watch`: the logs of a folder, as they were read last.
package struct WatchState: Sendable {
    package var folder = ""
    package var logs = LogView()
    /// Index of the selected tag among those that the filter shows.
    package var row = 0
    package var curves = CurveView()
    /// The runs that are shown, and the name of the one that keys show or hide; nil for the first.
    package var selection = RunSelection()
    package var run: String?
    /// How many passes before the newest one are read by the cursor, for a curve whose steps go back.
    package var older = 0
    /// The first image of those at the cursor that is shown, where not all have room.
    package var firstImage = 0
    /// The images on the screen, decoded, and those that are being decoded.
    var images: [LoggedImage: DecodedImage] = [:]
    var requestedImages: Set<LoggedImage> = []
    /// When the logs were requested last, on the loop's clock; nil before the first time.
    package var requestedAt: Double?
    /// Whether a request is under way, and whether one has been answered.
    var isReading = false, hasRead = false
    /// Problems that were reported before.
    var reported: Set<String> = []

    package init() {}

    /// Seconds between two reads of logs that were read to their ends.
    static let period = 1.0

    /// The tags that the filter shows: curves, then images.
    package func visibleTags(_ shared: SharedState) -> [(tag: String, isImage: Bool)] {
        let all = logs.tags.map { ($0, false) } + logs.imageTags.map { ($0, true) }
        let filter = shared.filter(.watch).lowercased()
        return filter.isEmpty ? all : all.filter { $0.0.lowercased().contains(filter) }
    }

    package func selectedTag(_ shared: SharedState) -> (tag: String, isImage: Bool)? {
        let tags = visibleTags(shared)
        return tags.indices.contains(row) ? tags[row] : tags.last
    }

    /// The selected tag's curve in each log that has it, hidden ones too.
    func allCurves(_ shared: SharedState) -> [(name: String, curve: LoggedCurve)] {
        guard let tag = selectedTag(shared), !tag.isImage else { return [] }
        return logs.logs.compactMap { log in log.curves[tag.tag].map { (log.name, $0) } }
    }

    /// Those of the runs that are shown.
    func visibleCurves(_ shared: SharedState) -> [(name: String, curve: LoggedCurve)] {
        allCurves(shared).filter { selection.isShown($0.name) }
    }

    /// The runs that have the selected tag, in the order of the legend.
    func runNames(_ shared: SharedState) -> [String] {
        guard let tag = selectedTag(shared) else { return [] }
        return logs.logs.filter { tag.isImage ? $0.images[tag.tag] != nil : $0.curves[tag.tag] != nil }.map(\.name)
    }

    /// The index of the run that keys show or hide.
    func runIndex(_ names: [String]) -> Int { run.flatMap(names.firstIndex) ?? 0 }

    /// The number of the pass of a curve that the cursor reads, from 0; nil for an empty curve.
    func pass(of curve: LoggedCurve) -> Int? {
        curve.passes.isEmpty ? nil : max(curve.passes.count - 1 - older, 0)
    }
}
