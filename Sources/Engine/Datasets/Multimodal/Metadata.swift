import FoundationEssentials
import Numerics

/// One line of a metadata file: an image with its captions and sounds, as paths relative to the file's folder.
struct MetadataEntry: Equatable {
    var line: Int
    var image: String
    var captions: [String] = []
    var sounds: [String] = []
    /// What to do about captions under another name; nil for none.
    var advice: String?
}

/// The metadata files of Hugging Face's ImageFolder: `metadata.jsonl` and `metadata.csv` with the columns `file_name`, `text` and
/// `audio_file_name`; other columns are ignored.
enum Metadata {
    static let fileNames: Set = ["metadata.jsonl", "metadata.csv"]

    /// One line or its fault.
    typealias Line = Result<MetadataEntry, DataFault>

    /// Reads the metadata file at `path`; faults name it `name`.
    /// - Throws: `DataError` where the file cannot be read.
    static func read(_ path: String, name: String, threads: Int) throws(DataError) -> [Line] {
        let file = try Gzip(path)
        let bytes = try file.read(file.limit)
        return path.hasSuffix(".csv") ? csv(bytes, name: name) : jsonLines(bytes, name: name, threads: threads)
    }

    // MARK: - JSON, one object a line

    static func jsonLines(_ bytes: [UInt8], name: String, threads: Int) -> [Line] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let lines = bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var read: [Line] = []
        ThreadPool(threads).forEachResult(lines.count, progress: { _ in }) { i -> Line? in
            guard lines[i].contains(where: { $0 > 0x20 }) else { return nil }
            return object(Data(lines[i]), line: i + 1, name: name)
        } _: { _, line in
            if let line { read.append(line) }
        }
        return read
    }

    private static func object(_ data: Data, line: Int, name: String) -> Line {
        do {
            let object = try JSONDecoder().decode(Object.self, from: data)
            guard let file = object.file_name else {
                let advice = NearColumns.advice(for: "file_name", among: keys(data)).map { ": " + $0 } ?? ""
                return .failure(DataFault(file: name, line: line, reason: "no file_name" + advice))
            }
            let isBare = object.text == nil && object.audio_file_name == nil
            return .success(
                MetadataEntry(
                    line: line, image: file, captions: object.text?.values ?? [],
                    sounds: object.audio_file_name?.values ?? [], advice: isBare ? advice(keys(data)) : nil))
        } catch DecodingError.typeMismatch(_, let context) {
            let key = context.codingPath.first?.stringValue
            return .failure(
                DataFault(
                    file: name, line: line,
                    reason: key.map { "\($0) is neither a string nor a list of strings" } ?? "not a JSON object"))
        } catch {
            return .failure(DataFault(file: name, line: line, reason: "not a JSON object"))
        }
    }

    /// The keys of an object, sorted.
    private static func keys(_ data: Data) -> [String] {
        ((try? JSONDecoder().decode([String: Anything].self, from: data)) ?? [:]).keys.sorted()
    }

    /// What to do about captions or sounds under other names; nil where there are none.
    private static func advice(_ columns: [String]) -> String? {
        NearColumns.advice(for: "text", among: columns) ?? NearColumns.advice(for: "audio_file_name", among: columns)
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    /// The names are the format's.
    private struct Object: Decodable {
        var file_name: String?
        var text: Texts?
        var audio_file_name: Texts?
    }

    /// A string or a list of strings.
    private struct Texts: Decodable {
        var values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                values = [one]
            } else {
                values = try container.decode([String].self)
            }
        }
    }

    // MARK: - Comma-separated values

    static func csv(_ bytes: [UInt8], name: String) -> [Line] {
        var rows = CSVRows(bytes)
        guard let first = rows.next() else { return [.failure(DataFault(file: name, reason: "it is empty"))] }
        let columns = (try? first.content.get()) ?? []
        guard let image = columns.firstIndex(of: "file_name") else {
            let advice =
                NearColumns.separatorAdvice(columns) ?? NearColumns.advice(for: "file_name", among: columns)
            let reason = "the first line has no column file_name" + (advice.map { ": " + $0 } ?? "")
            return [.failure(DataFault(file: name, line: first.line, reason: reason))]
        }
        let (text, sound) = (columns.firstIndex(of: "text"), columns.firstIndex(of: "audio_file_name"))
        let missing = text == nil && sound == nil ? advice(columns) : nil
        return (missing.map { [.failure(DataFault(file: name, line: first.line, reason: $0))] } ?? [])
            + rows.map { row -> Line in
                switch row.content {
                case .failure(let malformed):
                    return .failure(DataFault(file: name, line: row.line, reason: malformed.reason))
                case .success(let fields):
                    guard fields.count == columns.count else {
                        let reason = "\(fields.count) fields where the first line has \(columns.count)"
                        return .failure(DataFault(file: name, line: row.line, reason: reason))
                    }
                    let sounds = sound.map { [fields[$0]] }?.filter { !$0.isEmpty } ?? []
                    // An empty text is allowed beside a sound; alone it is reported as an empty caption.
                    let captions = text.map { [fields[$0]] }?.filter { sounds.isEmpty || !$0.isEmpty } ?? []
                    return .success(
                        MetadataEntry(line: row.line, image: fields[image], captions: captions, sounds: sounds))
                }
            }
    }
}
