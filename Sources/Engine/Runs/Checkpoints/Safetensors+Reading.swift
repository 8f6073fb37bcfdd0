import FoundationEssentials

extension Safetensors {
    /// Bytes; the limit of the reference implementation.
    private static let headerLimit = 100_000_000

    /// Reads the header and checks names, shapes, ranges without gap or overlap, and the file's length.
    /// - Throws: `SafetensorsError`.
    package static func readHeader(_ path: String) throws(SafetensorsError) -> Header {
        try readHeader(try open(path), path)
    }

    /// Reads all tensors, about as fast as the disk.
    package static func read(_ path: String) throws(SafetensorsError) -> File {
        try read(path, where: { _ in true })
    }

    /// Reads the tensors of the names that `isWanted`; the others may have any element type and are not read.
    package static func read(_ path: String, where isWanted: (String) -> Bool) throws(SafetensorsError) -> File {
        let file = try open(path)
        let header = try readHeader(file, path)
        var tensors: [NamedTensor] = []
        tensors.reserveCapacity(header.entries.count)
        for entry in header.entries where isWanted(entry.name) {
            let values = try values(of: entry, at: header.dataStart + entry.bytes.lowerBound, file, path)
            tensors.append(NamedTensor(name: entry.name, shape: entry.shape, values: values))
        }
        return File(tensors: tensors, metadata: header.metadata)
    }

    private static func open(_ path: String) throws(SafetensorsError) -> ReadableFile {
        do throws(ReadableFile.Failure) {
            return try ReadableFile(path)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
    }

    private static func elements<Element: BitwiseCopyable>(
        _ type: Element.Type, at offset: Int, count: Int, _ file: borrowing ReadableFile, _ path: String
    ) throws(SafetensorsError) -> [Element] {
        let elements: [Element]
        do throws(ReadableFile.Failure) {
            elements = try file.read(type, at: offset, count: count)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        // The length was checked, so the file has shrunk since.
        guard elements.count == count else { throw .truncated(path: path, expected: file.size, found: offset) }
        return elements
    }

    private static func values(
        of entry: Entry, at offset: Int, _ file: borrowing ReadableFile,
        _ path: String
    ) throws(SafetensorsError) -> [Float] {
        func integers<Element: BinaryInteger & BitwiseCopyable>(_ type: Element.Type) throws(SafetensorsError)
            -> [Float]
        {
            try elements(type, at: offset, count: entry.count, file, path).map { Float($0) }
        }
        switch entry.type.name {
        case "F32": return try elements(Float.self, at: offset, count: entry.count, file, path)
        case "F64": return try elements(Double.self, at: offset, count: entry.count, file, path).map { Float($0) }
        case "F16": return try elements(UInt16.self, at: offset, count: entry.count, file, path).map(HalfFloat.value)
        case "BF16":
            // The upper half of a Float.
            return try elements(UInt16.self, at: offset, count: entry.count, file, path).map {
                Float(bitPattern: UInt32($0) << 16)
            }
        case "I64": return try integers(Int64.self)
        case "I32": return try integers(Int32.self)
        case "I16": return try integers(Int16.self)
        case "I8": return try integers(Int8.self)
        case "U8": return try integers(UInt8.self)
        default:
            let reason = "has elements of type \(entry.type.name), only \(ElementType.readable) are read"
            throw .tensor(path: path, name: entry.name, reason: reason)
        }
    }

    private static func readHeader(
        _ file: borrowing ReadableFile,
        _ path: String
    ) throws(SafetensorsError) -> Header {
        guard file.size > 0 else { throw .truncated(path: path, expected: 8, found: 0) }
        guard file.size >= 8 else { throw .foreign(path: path) }
        let length = try elements(UInt64.self, at: 0, count: 1, file, path)[0]
        guard length >= 2, length <= headerLimit else { throw .foreign(path: path) }
        let start = try elements(UInt8.self, at: 8, count: min(1, file.size - 8), file, path)
        guard start.isEmpty || start == [UInt8(ascii: "{")] else { throw .foreign(path: path) }
        guard Int(length) <= file.size - 8 else {
            throw .truncated(path: path, expected: 8 + Int(length), found: file.size)
        }
        let json = try elements(UInt8.self, at: 8, count: Int(length), file, path)
        guard let parsed = try? JSONDecoder().decode(HeaderJSON.self, from: Data(json)) else {
            throw .header(path: path, reason: "not the JSON that safetensors has")
        }
        if let key = JSONKeys.firstDuplicate(in: json) {
            throw .header(path: path, reason: "the key '\(key)' occurs twice")
        }
        let entries = try check(parsed.tensors, path)
        let dataStart = 8 + Int(length), end = dataStart + (entries.last?.bytes.upperBound ?? 0)
        guard file.size >= end else { throw .truncated(path: path, expected: end, found: file.size) }
        guard file.size == end else { throw .trailing(path: path, expected: end, found: file.size) }
        return Header(entries: entries, metadata: parsed.metadata, dataStart: dataStart)
    }

    /// Sorts the ranges and checks that there is no gap or overlap and that each has the length of its shape.
    private static func check(
        _ tensors: [String: HeaderJSON.Tensor],
        _ path: String
    ) throws(SafetensorsError) -> [Entry] {
        var entries: [Entry] = []
        for (name, tensor) in tensors {
            let type = ElementType(tensor.dtype)
            guard tensor.offsets.count == 2, tensor.offsets[0] >= 0, tensor.offsets[0] <= tensor.offsets[1] else {
                throw .tensor(path: path, name: name, reason: "has impossible offsets \(tensor.offsets)")
            }
            let bytes = tensor.offsets[0]..<tensor.offsets[1]
            // The width of a type that is not read is not known, but the elements can be counted.
            guard let count = length(of: tensor.shape, elements: type.width ?? 1),
                type.width == nil || count == bytes.count
            else {
                throw .tensor(path: path, name: name, reason: "has \(bytes.count) bytes for shape \(tensor.shape)")
            }
            entries.append(Entry(name: name, type: type, shape: tensor.shape, bytes: bytes))
        }
        entries.sort { a, b in
            (a.bytes.lowerBound, a.bytes.upperBound, a.name) < (b.bytes.lowerBound, b.bytes.upperBound, b.name)
        }
        var end = 0
        for entry in entries {
            guard entry.bytes.lowerBound == end else {
                let problem = entry.bytes.lowerBound < end ? "overlaps the one before" : "leaves a gap before it"
                throw .tensor(path: path, name: entry.name, reason: problem)
            }
            end = entry.bytes.upperBound
        }
        return entries
    }

    private static func length(of shape: [Int], elements width: Int) -> Int? {
        shape.reduce(width as Int?) { total, size in
            guard size >= 0, let product = total?.multipliedReportingOverflow(by: size) else { return nil }
            return product.overflow ? nil : product.partialValue
        }
    }
}

/// The header as JSON: names to tensors, and `__metadata__` to strings.
private struct HeaderJSON: Decodable {
    struct Tensor: Decodable {
        var dtype: String
        var shape: [Int]
        var offsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case offsets = "data_offsets"
        }
    }

    struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    var metadata: [String: String] = [:]
    var tensors: [String: Tensor] = [:]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for name in container.allKeys {
            if name.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: name)
            } else {
                tensors[name.stringValue] = try container.decode(Tensor.self, forKey: name)
            }
        }
    }
}
