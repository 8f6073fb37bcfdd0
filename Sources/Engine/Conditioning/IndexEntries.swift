import Datasets
import FoundationEssentials
import Numerics
import Raster

/// The captions and classes of an index as JSON, an image to a line. Only the lines that are asked for are parsed.
struct IndexEntries: Sendable {
    struct Entry: Codable, Equatable {
        var caption: String?
        /// The name of its class.
        var label: String?
        /// Its path below the data's folder.
        var file: String?
    }

    private let bytes: [UInt8]
    /// The first byte of each line, and the end of the last one.
    private let starts: [Int]

    var count: Int { starts.count - 1 }
    var byteCount: Int { bytes.count }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        let span = bytes.span
        for index in span.indices where span[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
        self.starts = starts
    }

    /// Those of a dataset: the first caption of each image, its class and its file.
    init(_ pairs: MultimodalSet) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        for index in 0..<pairs.images.count {
            let entry = Entry(
                caption: pairs.captions[index].first, label: pairs.images.className(at: index),
                file: pairs.images.files?[index])
            guard let line = try? encoder.encode(entry) else { preconditionFailure("two texts as JSON") }
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        self.init(bytes: bytes)
    }

    subscript(index: Int) -> Entry {
        (try? JSONDecoder().decode(Entry.self, from: Data(bytes[starts[index]..<starts[index + 1]]))) ?? Entry()
    }

    /// A hash of all lines, sixteen hexadecimal digits.
    var checksum: String {
        var hash = FNV1a()
        for byte in bytes { hash.add(byte) }
        return hash.text
    }

    static func read(_ path: String) -> IndexEntries? {
        guard let bytes = try? AtomicFile.read(path), bytes.last == UInt8(ascii: "\n") else { return nil }
        return IndexEntries(bytes: bytes)
    }

    func write(_ path: String) throws(FileError) { try AtomicFile.write(bytes, to: path) }
}
