/// Every scalar of a log folder as a curve in bounded memory, kept up to date by reading what was appended.
public struct LogCurves: Sendable {
    private var reader: EventReader
    /// By tag.
    public private(set) var histories: [String: LossHistory] = [:]
    /// How many points of a tag are in its curve, and the last of them.
    private var taken: [String: (count: Int, last: EventReader.Point)] = [:]

    public init(folder: String, images: Bool = false) { reader = EventReader(folder: folder, images: images) }

    /// Pictures by tag, where they were asked for.
    public var images: [String: [EventReader.Image]] { reader.images }
    /// The newest lines of text, oldest first.
    public var texts: [EventReader.Text] { reader.texts }
    /// Versions of event files that are not known here.
    public var foreignVersions: Set<String> { reader.foreignVersions }

    /// Event files with a damaged part, by name.
    public var damaged: Set<String> { reader.damaged }

    /// Takes in what is new; a curve that was taken back is drawn anew.
    /// - Returns: whether there was anything.
    @discardableResult
    public mutating func refresh() throws(RunError) -> Bool {
        guard try reader.refresh() else { return false }
        for (tag, points) in reader.scalars {
            var start = 0
            if let taken = taken[tag], taken.count <= points.count, points[taken.count - 1] == taken.last {
                start = taken.count
            } else {
                histories[tag] = LossHistory()
            }
            for point in points[start...] { histories[tag, default: LossHistory()].append(point.value, step: point.step) }
            taken[tag] = points.last.map { (points.count, $0) }
        }
        return true
    }

    /// Every value of a tag, in rising order of steps.
    public func points(_ tag: String) -> [EventReader.Point] { reader.scalars[tag] ?? [] }

    /// The newest value of a tag.
    public func last(_ tag: String) -> EventReader.Point? { reader.scalars[tag]?.last }

    /// The newest step of any tag.
    public var step: Int { reader.scalars.values.reduce(0) { max($0, $1.last?.step ?? 0) } }
}
