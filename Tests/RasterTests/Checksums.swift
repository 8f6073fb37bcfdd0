/// Corrects the checksums of corrupted PNG files, so that corruption reaches the code after the checks.
enum Checksums {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }

    static func crc(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let sum = ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
        return big(sum)
    }

    static func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }

    /// The file with correct checksums of all chunks that its lengths reach.
    static func repaired(_ file: [UInt8]) -> [UInt8] {
        var file = file, start = 8
        while start + 12 <= file.count {
            let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = start + 8 + length
            guard end + 4 <= file.count else { break }
            file.replaceSubrange(end..<end + 4, with: crc(file[(start + 4)..<end]))
            start = end + 4
        }
        return file
    }

    /// A PNG of 8-bit grey with this size in its header and an empty end.
    static func header(width: UInt32, height: UInt32) -> [UInt8] {
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            big(UInt32(data.count)) + Array(name.utf8) + data + crc(Array(name.utf8) + data)
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(width) + big(height) + [8, 0, 0, 0, 0]) + chunk("IDAT", []) + chunk("IEND", [])
    }
}
