/// A record of a TFRecord file: the length (8 bytes, little-endian), its masked CRC, the payload, the payload's masked CRC.
enum TFRecord {
    /// Bytes around a payload.
    static let overhead = 16
    /// Bytes before it.
    static let prefix = 12

    static func framed(_ payload: [UInt8]) -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(overhead + payload.count)
        append(UInt64(payload.count), to: &record)
        append(CRC32C.masked(record[...]), to: &record)
        record += payload
        append(CRC32C.masked(payload[...]), to: &record)
        return record
    }

    /// The result of parsing a record.
    enum Parsed {
        /// The record is longer than the bytes; `length` is its length where that is known.
        case incomplete(length: Int?)
        case whole(payload: ArraySlice<UInt8>, length: Int)
        /// The payload is corrupt but the length is intact: reading continues after it.
        case corrupt(length: Int)
        /// The length is corrupt: nothing after this point can be read.
        case corruptLength
    }

    static func parse(_ bytes: ArraySlice<UInt8>) -> Parsed {
        guard bytes.count >= prefix else { return .incomplete(length: nil) }
        let start = bytes.startIndex
        guard word(bytes, at: start + 8) == CRC32C.masked(bytes[start..<start + 8]),
            let payload = Int(exactly: UInt64(word(bytes, at: start)) | UInt64(word(bytes, at: start + 4)) << 32),
            payload < 1 << 40
        else { return .corruptLength }
        let length = overhead + payload
        guard bytes.count >= length else { return .incomplete(length: length) }
        let content = bytes[start + prefix..<start + prefix + payload]
        guard word(bytes, at: start + length - 4) == CRC32C.masked(content) else { return .corrupt(length: length) }
        return .whole(payload: content, length: length)
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func word(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * UInt32($1)) }
    }
}
