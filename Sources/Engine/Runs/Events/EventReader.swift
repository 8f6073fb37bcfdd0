/// Reads a folder of TensorBoard event files, once or repeatedly while they grow.
///
/// Reads the files of Tessera, PyTorch and TensorFlow. A session start discards the steps that are trained again; an incomplete record
/// at the end is read later; a corrupt record is skipped.
package struct EventReader: Sendable {
    /// One value of one tag.
    package struct Point: Sendable, Equatable {
        package var step: Int
        package var value: Float
        /// Seconds since 1970.
        package var time: Double
    }

    /// One image of one tag.
    package struct Image: Sendable, Equatable {
        package var step: Int
        /// The image file, usually PNG.
        package var file: [UInt8]
    }

    /// A line of text of TensorBoard's text plugin.
    package struct Text: Sendable, Equatable {
        package var tag: String
        package var step: Int
        package var text: String
    }

    package let folder: String
    /// By tag, in the order of the files.
    package private(set) var scalars: [String: [Point]] = [:]
    /// By tag; of more than 64, every second of the older ones is left out. Empty where the reader was created without images.
    package private(set) var images: [String: [Image]] = [:]
    /// The newest lines of text of all tags, oldest first.
    package private(set) var texts: [Text] = []
    private static let textLimit = 200
    /// Unknown versions of event files; their records are read nevertheless.
    package private(set) var foreignVersions: Set<String> = []
    private let keepsImages: Bool
    private static let imageLimit = 64, knownVersions: Set<String> = ["brain.Event:1", "brain.Event:2"]
    /// Names of event files with corrupt records.
    package private(set) var damaged: Set<String> = []
    /// Bytes read of each file.
    private var offsets: [String: Int] = [:]
    /// Files with a corrupt length, which cannot be read further.
    private var unreadable: Set<String> = []

    package init(folder: String, images: Bool = false) { (self.folder, keepsImages) = (folder, images) }

    /// All scalars of every tag, in the order of logging.
    package static func readScalars(_ folder: String) throws(RunError) -> [String: [(step: Int, value: Float)]] {
        var reader = EventReader(folder: folder)
        try reader.refresh()
        return reader.scalars.mapValues { $0.map { (step: $0.step, value: $0.value) } }
    }

    /// Reads what was appended since the last call.
    /// - Returns: whether there was anything new.
    @discardableResult
    package mutating func refresh() throws(RunError) -> Bool {
        let files = try Folder.entries(folder).filter { $0.contains("tfevents") }
        var changed = false
        for file in files.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !unreadable.contains(file) {
            // A file that cannot be read now may be readable later.
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
            let (used, needed) = readRecords(window[...], of: name)
            offset += used
            if unreadable.contains(name) { break }
            if used == 0 {
                // The record is longer than the window, or its end is not written yet.
                guard let needed, needed > window.count, offset + needed <= file.size else { break }
                wanted = needed
            } else {
                wanted = 1 << 20
            }
        }
        offsets[name] = offset
        return offset > start
    }

    /// Reads complete records.
    /// - Returns: their bytes, and the length of the next record where that is known.
    private mutating func readRecords(_ bytes: ArraySlice<UInt8>, of name: String) -> (used: Int, needed: Int?) {
        var rest = bytes
        while true {
            switch TFRecord.parse(rest) {
            case .incomplete(let length):
                return (rest.startIndex - bytes.startIndex, length)
            case .corruptLength:
                damaged.insert(name)
                unreadable.insert(name)
                return (rest.startIndex - bytes.startIndex, nil)
            case .corrupt(let length):
                damaged.insert(name)
                rest = rest.dropFirst(length)
            case .whole(let payload, let length):
                if let event = try? Tensorboard_Event(serializedBytes: Array(payload)) {
                    add(event)
                } else {
                    damaged.insert(name)
                }
                rest = rest.dropFirst(length)
            }
        }
    }

    private mutating func add(_ event: Tensorboard_Event) {
        if event.sessionLog.status == .start {
            for tag in scalars.keys { scalars[tag]?.removeAll { $0.step >= event.step } }
            for tag in images.keys { images[tag]?.removeAll { $0.step >= event.step } }
            // A text of the step that a run resumes from is still valid.
            texts.removeAll { $0.step > event.step }
        }
        if !event.fileVersion.isEmpty, !Self.knownVersions.contains(event.fileVersion) {
            foreignVersions.insert(event.fileVersion)
        }
        for value in event.summary.value {
            if keepsImages, let file = Self.image(value) { add(file, value.tag, step: Int(event.step)) }
            if let text = Self.text(value) {
                texts = (texts + [Text(tag: value.tag, step: Int(event.step), text: text)]).suffix(Self.textLimit)
            }
            guard let scalar = Self.scalar(value) else { continue }
            scalars[value.tag, default: []].append(Point(step: Int(event.step), value: scalar, time: event.wallTime))
        }
    }

    private mutating func add(_ file: [UInt8], _ tag: String, step: Int) {
        var logged = images[tag] ?? []
        if logged.count == Self.imageLimit {
            logged = logged.enumerated().filter { $0.offset % 2 == 0 || $0.offset == logged.count - 1 }.map(\.element)
        }
        images[tag] = logged + [Image(step: step, file: file)]
    }

    /// The file of an image, in the format of TensorFlow 1 or as TensorFlow 2's tensor of width, height and files.
    private static func image(_ value: Tensorboard_Summary.Value) -> [UInt8]? {
        switch value.value {
        case .image(let image): Array(image.encodedImageString)
        case .tensor(let tensor) where value.metadata.pluginData.pluginName == "images" && tensor.stringVal.count > 2:
            Array(tensor.stringVal[2])
        default: nil
        }
    }

    private static func text(_ value: Tensorboard_Summary.Value) -> String? {
        guard case .tensor(let tensor) = value.value, value.metadata.pluginData.pluginName == "text" else { return nil }
        return tensor.stringVal.first.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A scalar, in the format of TensorFlow 1 or as TensorFlow 2's tensor of one element.
    static func scalar(_ value: Tensorboard_Summary.Value) -> Float? {
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
