package import Raster
package import Runs

/// The log of one folder, or of one event file, in bounded memory; `refresh` reads appended records only.
package struct LogCurves: Sendable {
    private var stream: EventStream
    /// By tag.
    package private(set) var curves: [String: LoggedCurve] = [:]
    /// By tag, in the order of logging; of very many, every second of the older ones is left out. Empty unless requested.
    package private(set) var images: [String: [LoggedImage]] = [:]
    /// The newest lines of text of all tags, oldest first.
    package private(set) var texts: [EventText] = []
    /// The tags of kinds that are not read, by the kind.
    package private(set) var others: [String: Set<String>] = [:]
    /// All points of the tags of which all are kept.
    private var points: [String: [EventPoint]]
    /// The newest point of each tag.
    private var newest: [String: EventPoint] = [:]
    private let keepsImages: Bool
    /// Whether a restart has voided part of a bucket, so that the log must be read again to be exact.
    private var isInexact = false
    private static let textLimit = 200, imageLimit = 4096

    /// - Parameter exact: tags of which all points are kept.
    package init(_ path: ExactPath, images: Bool = false, exact: Set<String> = []) {
        (stream, keepsImages) = (EventStream(path), images)
        points = Dictionary(uniqueKeysWithValues: exact.map { ($0, []) })
    }

    package init(folder: String, exact: Set<String> = []) { self.init(ExactPath(folder), exact: exact) }

    /// The newest pass of each curve, by tag.
    package var histories: [String: LossHistory] { curves.mapValues(\.newest) }
    /// Unknown versions of event files.
    package var foreignVersions: Set<String> { stream.foreignVersions }
    /// Event files with a damaged part, and those that are pipes or devices, by name.
    package var damaged: Set<String> { stream.damaged }
    package var ignored: Set<String> { stream.ignored }
    /// Event files that cannot be read, with the reason.
    package var failures: [String: String] { stream.failures }
    /// Bytes that were read, and bytes that were found so far.
    package var progress: (read: Int, of: Int) { stream.progress }

    /// Reads appended records, and everything again after a file was replaced.
    /// - Parameter limit: bytes after which it stops; `progress` tells whether more is there.
    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func refresh(limit: Int = .max) throws(RunError) -> Bool {
        var stream = stream
        defer { self.stream = stream }
        let changed = try stream.refresh(limit: limit) { entry, file in add(entry, file) }
        guard isInexact else { return changed }
        isInexact = false
        stream.rereadWithoutOrphans()
        _ = try stream.refresh(limit: limit) { entry, file in add(entry, file) }
        isInexact = false
        return true
    }

    private mutating func add(_ entry: EventEntry, _ file: Int) {
        switch entry {
        case .reset:
            (curves, images, texts, others, newest) = ([:], [:], [], [:], [:])
            points = points.mapValues { _ in [] }
        case .restart(let step):
            for tag in curves.keys { removeAll(tag, from: step) }
            for tag in images.keys { images[tag]?.removeAll { $0.step >= step } }
            // A text of the step that a run resumes from is still valid.
            texts.removeAll { $0.step > step }
        case .orphans(let tag, let step):
            removeAll(tag, from: step)
            images[tag]?.removeAll { $0.step >= step }
        case .scalar(let tag, let point):
            curves[tag, default: LoggedCurve()].append(
                point.value, step: point.step, time: point.time, file: file)
            points[tag]?.append(point)
            newest[tag] = point
        case .image(let tag, let image): if keepsImages { add(image, tag) }
        case .text(let text): texts = (texts + [text]).suffix(Self.textLimit)
        case .other(let tag, let kind): others[kind, default: []].insert(tag)
        }
    }

    private mutating func removeAll(_ tag: String, from step: Int) {
        if curves[tag]?.removeAll(from: step) == false { isInexact = true }
        points[tag]?.removeAll { $0.step >= step }
        guard let rest = curves[tag]?.newest, let last = rest.lastStep, let value = rest.last else {
            (curves[tag], newest[tag]) = (nil, nil)
            return
        }
        if let point = newest[tag], point.step >= step {
            newest[tag]?.step = last
            newest[tag]?.value = value
        }
    }

    private mutating func add(_ image: LoggedImage, _ tag: String) {
        var image = image
        if let last = images[tag]?.last { image.pass = image.step < last.step ? last.pass + 1 : last.pass }
        if let count = images[tag]?.count, count >= Self.imageLimit {
            // Images of one value stay together.
            images[tag] = images[tag]?.enumerated().filter { $0.offset / $0.element.count % 2 == 0 }.map(\.element)
        }
        images[tag, default: []].append(image)
    }

    /// All points of a tag of which all are kept, in the order of logging.
    package func points(_ tag: String) -> [EventPoint] { points[tag] ?? [] }

    /// The newest point of a tag.
    package func last(_ tag: String) -> EventPoint? { newest[tag] }

    /// The newest step of any tag.
    package var step: Int { newest.values.reduce(0) { max($0, $1.step) } }
}
