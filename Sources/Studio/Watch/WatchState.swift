package import Jobs

/// The state of the screen of `tessera watch`: the logs of a folder, as they were read last.
package struct WatchState: Sendable {
    package var folder = ""
    package var logs = LogView()
    /// Index of the selected tag among those that the filter shows.
    package var row = 0
    package var curves = CurveView()
    /// When the logs were read last, on the loop's clock; nil before the first time.
    package var requestedAt: Double?
    /// Problems that were reported before.
    package var reported: Set<String> = []

    package init() {}

    /// Seconds between two reads of the logs.
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

    /// Steps of the selected tag's images, ascending; empty for a curve.
    func imageSteps(_ shared: SharedState) -> [Int] {
        guard let tag = selectedTag(shared), tag.isImage else { return [] }
        return logs.logs.lazy.compactMap { $0.images[tag.tag] }.first { !$0.isEmpty }?.map(\.step) ?? []
    }

    /// The selected tag's curve in each log that has it.
    func visibleCurves(_ shared: SharedState) -> [(name: String, history: LossHistory)] {
        guard let tag = selectedTag(shared), !tag.isImage else { return [] }
        return logs.logs.compactMap { log in log.curves[tag.tag].map { (log.name, $0) } }
    }
}
