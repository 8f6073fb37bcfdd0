import FoundationEssentials

/// What one line of a metadata file says of one picture; names are relative to the file's folder.
struct MetadataEntry: Equatable {
    var line: Int
    var picture: String
    var captions: [String] = []
    var sounds: [String] = []
}

/// The metadata files of the ImageFolder convention: `metadata.jsonl` and `metadata.csv` with the columns `file_name`, `text`
/// and `audio_file_name`; other columns are ignored.
enum Metadata {
    static let fileNames: Set = ["metadata.jsonl", "metadata.csv"]

    /// One line, or what is wrong with it.
    typealias Line = Result<MetadataEntry, DataFault>

    /// Reads the metadata file at `path`, which faults call `name`.
    /// - Throws: `DataError` where the file cannot be read at all.
    static func read(_ path: String, name: String) throws(DataError) -> [Line] {
        let file = try Gzip(path)
        let bytes = try file.read(file.limit)
        return path.hasSuffix(".csv") ? csv(bytes, name: name) : jsonLines(bytes, name: name)
    }

    // MARK: - JSON, one object a line

    static func jsonLines(_ bytes: [UInt8], name: String) -> [Line] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let lines = bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var read: [Line] = []
        Blocks.each(lines.count, progress: { _ in }) { i -> Line? in
            guard lines[i].contains(where: { $0 > 0x20 }) else { return nil }
            return object(Data(lines[i]), line: i + 1, name: name)
        } take: { _, line in
            if let line { read.append(line) }
        }
        return read
    }

    private static func object(_ data: Data, line: Int, name: String) -> Line {
        do {
            let object = try JSONDecoder().decode(Object.self, from: data)
            guard let file = object.file_name else { return .failure(DataFault(file: name, line: line, reason: "no file_name")) }
            return .success(MetadataEntry(line: line, picture: file, captions: object.text?.values ?? [],
                                          sounds: object.audio_file_name?.values ?? []))
        } catch DecodingError.typeMismatch(_, let context) {
            let key = context.codingPath.first?.stringValue
            return .failure(DataFault(file: name, line: line, reason: key.map { "\($0) is neither a text nor a list of texts" } ?? "not a JSON object"))
        } catch {
            return .failure(DataFault(file: name, line: line, reason: "not a JSON object"))
        }
    }

    /// Named as in the file.
    private struct Object: Decodable {
        var file_name: String?
        var text: Texts?
        var audio_file_name: Texts?
    }

    /// One text or several.
    private struct Texts: Decodable {
        var values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) { values = [one] } else { values = try container.decode([String].self) }
        }
    }

    // MARK: - Comma-separated values

    static func csv(_ bytes: [UInt8], name: String) -> [Line] {
        var rows = CSVRows(bytes)
        guard let first = rows.next() else { return [.failure(DataFault(file: name, reason: "it is empty"))] }
        guard case .success(let columns) = first.content, let picture = columns.firstIndex(of: "file_name") else {
            return [.failure(DataFault(file: name, line: first.line, reason: "the first line names no column file_name"))]
        }
        let (text, sound) = (columns.firstIndex(of: "text"), columns.firstIndex(of: "audio_file_name"))
        return rows.map { row in
            switch row.content {
            case .failure(let malformed): return .failure(DataFault(file: name, line: row.line, reason: malformed.reason))
            case .success(let fields):
                guard fields.count == columns.count else {
                    let reason = "\(fields.count) fields where the first line names \(columns.count)"
                    return .failure(DataFault(file: name, line: row.line, reason: reason))
                }
                let sounds = sound.map { [fields[$0]] }?.filter { !$0.isEmpty } ?? []
                // A line may say nothing but its sound; one that says nothing at all is told of.
                let captions = text.map { [fields[$0]] }?.filter { sounds.isEmpty || !$0.isEmpty } ?? []
                return .success(MetadataEntry(line: row.line, picture: fields[picture], captions: captions, sounds: sounds))
            }
        }
    }
}
