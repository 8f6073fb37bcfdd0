package import Runs

/// All scalars of a log folder as curves in bounded memory; `refresh` reads appended records only.
package struct LogCurves: Sendable {
    private var reader: EventReader
    /// By tag.
    package private(set) var histories: [String: LossHistory] = [:]
    /// The number of points of a tag in its curve, and the last one.
    private var read: [String: (count: Int, last: EventReader.Point)] = [:]

    package init(folder: String, images: Bool = false) { reader = EventReader(folder: folder, images: images) }

    /// Images by tag; empty unless requested.
    package var images: [String: [EventReader.Image]] { reader.images }
    /// The newest text lines, oldest first.
    package var texts: [EventReader.Text] { reader.texts }
    /// Unknown versions of event files.
    package var foreignVersions: Set<String> { reader.foreignVersions }

    /// Event files with a damaged part, by name.
    package var damaged: Set<String> { reader.damaged }

    /// Reads appended records; the curve of a tag that was rolled back is rebuilt.
    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func refresh() throws(RunError) -> Bool {
        guard try reader.refresh() else { return false }
        for (tag, points) in reader.scalars {
            var start = 0
            if let read = read[tag], read.count <= points.count, points[read.count - 1] == read.last {
                start = read.count
            } else {
                histories[tag] = LossHistory()
            }
            for point in points[start...] {
                histories[tag, default: LossHistory()].append(point.value, step: point.step)
            }
            read[tag] = points.last.map { (points.count, $0) }
        }
        return true
    }

    /// All points of a tag, in ascending order of steps.
    package func points(_ tag: String) -> [EventReader.Point] { reader.scalars[tag] ?? [] }

    /// The newest point of a tag.
    package func last(_ tag: String) -> EventReader.Point? { reader.scalars[tag]?.last }

    /// The newest step of any tag.
    package var step: Int { reader.scalars.values.reduce(0) { max($0, $1.last?.step ?? 0) } }
}
