/// The scalars of a folder of TensorBoard event files, read once or followed while they grow.
///
/// Understands what Tessera writes, PyTorch's and TensorFlow's files too. A restart makes it forget the steps that were
/// trained again; a record torn at the end is left for later; a damaged one is skipped.
public struct EventReader: Sendable {
    /// One value of one tag.
    public struct Point: Sendable, Equatable {
        public var step: Int
        public var value: Float
        /// Seconds since 1970.
        public var time: Double
    }

    /// One picture of one tag.
    public struct Image: Sendable, Equatable {
        public var step: Int
        /// The file it was logged as, mostly PNG.
        public var file: [UInt8]
    }

    /// A line of text, as the plugin of that name logs it.
    public struct Text: Sendable, Equatable {
        public var tag: String
        public var step: Int
        public var text: String
    }

    public let folder: String
    /// By tag, in the order of the files.
    public private(set) var scalars: [String: [Point]] = [:]
    /// By tag; where there are too many, every second of the older ones is left out. Empty unless asked for.
    public private(set) var images: [String: [Image]] = [:]
    /// The newest lines of text of all tags, oldest first.
    public private(set) var texts: [Text] = []
    private static let textLimit = 200
    /// Versions of event files that are not the one known here; their records are read all the same.
    public private(set) var foreignVersions: Set<String> = []
    private let keepsImages: Bool
    private static let imageLimit = 64, knownVersions: Set<String> = ["brain.Event:1", "brain.Event:2"]
    /// Event files with a damaged part, by name.
    public private(set) var damaged: Set<String> = []
    /// Bytes of each file that have been read.
    private var offsets: [String: Int] = [:]
    private var lost: Set<String> = []

    public init(folder: String, images: Bool = false) { (self.folder, keepsImages) = (folder, images) }

    /// The whole history of every tag, in the order of logging.
    public static func readScalars(_ folder: String) throws(RunError) -> [String: [(step: Int, value: Float)]] {
        var reader = EventReader(folder: folder)
        try reader.refresh()
        return reader.scalars.mapValues { $0.map { (step: $0.step, value: $0.value) } }
    }

    /// Reads what has been appended since the last time.
    /// - Returns: whether there was anything.
    @discardableResult
    public mutating func refresh() throws(RunError) -> Bool {
        let files = try Folder.entries(folder).filter { $0.contains("tfevents") }
        var changed = false
        for file in files.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !lost.contains(file) {
            // A file that cannot be read now may be readable the next time.
            changed = ((try? read(file)) ?? false) || changed
        }
        return changed
    }

    private mutating func read(_ name: String) throws -> Bool {
        let file = try ReadableFile("\(folder)/\(name)")
        let start = offsets[name] ?? 0
        var offset = start
        var wanted = 1 << 20
        while offset < file.size {
            let window = try file.read(UInt8.self, at: offset, count: min(wanted, file.size - offset))
            let (used, needed) = take(window[...], of: name)
            offset += used
            if lost.contains(name) { break }
            if used == 0 {
                // Either the record is longer than the window, or its end has not been written yet.
                guard let needed, needed > window.count, offset + needed <= file.size else { break }
                wanted = needed
            } else {
                wanted = 1 << 20
            }
        }
        offsets[name] = offset
        return offset > start
    }

    /// Takes in whole records; says how many bytes they were and how long the next record is where that is known.
    private mutating func take(_ bytes: ArraySlice<UInt8>, of name: String) -> (used: Int, needed: Int?) {
        var rest = bytes
        while true {
            switch Record.next(in: rest) {
            case .incomplete(let length):
                return (rest.startIndex - bytes.startIndex, length)
            case .lost:
                damaged.insert(name)
                lost.insert(name)
                return (rest.startIndex - bytes.startIndex, nil)
            case .damaged(let length):
                damaged.insert(name)
                rest = rest.dropFirst(length)
            case .whole(let payload, let length):
                if let event = try? Tensorboard_Event(serializedBytes: Array(payload)) {
                    take(event)
                } else {
                    damaged.insert(name)
                }
                rest = rest.dropFirst(length)
            }
        }
    }

    private mutating func take(_ event: Tensorboard_Event) {
        if event.sessionLog.status == .start {
            for tag in scalars.keys { scalars[tag]?.removeAll { $0.step >= event.step } }
            for tag in images.keys { images[tag]?.removeAll { $0.step >= event.step } }
            // What was said of the very step that a run goes on from still holds.
            texts.removeAll { $0.step > event.step }
        }
        if !event.fileVersion.isEmpty, !Self.knownVersions.contains(event.fileVersion) {
            foreignVersions.insert(event.fileVersion)
        }
        for value in event.summary.value {
            if keepsImages, let file = Self.picture(value) { keep(file, value.tag, step: Int(event.step)) }
            if let words = Self.words(value) {
                texts = (texts + [Text(tag: value.tag, step: Int(event.step), text: words)]).suffix(Self.textLimit)
            }
            guard let number = Self.number(value) else { continue }
            scalars[value.tag, default: []].append(Point(step: Int(event.step), value: number, time: event.wallTime))
        }
    }

    private mutating func keep(_ file: [UInt8], _ tag: String, step: Int) {
        var kept = images[tag] ?? []
        if kept.count == Self.imageLimit {
            kept = kept.enumerated().filter { $0.offset % 2 == 0 || $0.offset == kept.count - 1 }.map(\.element)
        }
        images[tag] = kept + [Image(step: step, file: file)]
    }

    /// The file of a picture: plain, or TensorFlow 2's tensor of width, height and files.
    private static func picture(_ value: Tensorboard_Summary.Value) -> [UInt8]? {
        switch value.value {
        case .image(let image): Array(image.encodedImageString)
        case .tensor(let tensor) where value.metadata.pluginData.pluginName == "images" && tensor.stringVal.count > 2:
            Array(tensor.stringVal[2])
        default: nil
        }
    }

    private static func words(_ value: Tensorboard_Summary.Value) -> String? {
        guard case .tensor(let tensor) = value.value, value.metadata.pluginData.pluginName == "text" else { return nil }
        return tensor.stringVal.first.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The number of a scalar: plain, or TensorFlow 2's tensor of one element.
    private static func number(_ value: Tensorboard_Summary.Value) -> Float? {
        switch value.value {
        case .simpleValue(let number): return number
        case .tensor(let tensor) where tensor.tensorShape.dim.allSatisfy { $0.size == 1 }:
            let content = tensor.tensorContent
            switch tensor.dtype {
            case TensorType.float:
                if let number = tensor.floatVal.first { return number }
                return content.count == 4 ? Float(bitPattern: UInt32(word(content))) : nil
            case TensorType.double:
                if let number = tensor.doubleVal.first { return Float(number) }
                return content.count == 8 ? Float(Double(bitPattern: word(content))) : nil
            default: return nil
            }
        default: return nil
        }
    }

    /// Little-endian bytes, at most eight.
    private static func word(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
