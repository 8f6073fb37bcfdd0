/// Bytes of zip archives, built independently of the library under test (PKWARE's APPNOTE 4.3).
struct ZipFixture {
    struct Entry {
        var name: String
        var bytes: [UInt8]
        var isDeflated = false
        var isEncrypted = false
        var isLink = false
        var hasWrongChecksum = false
    }

    var entries: [Entry] = []

    mutating func add(_ name: String, _ bytes: [UInt8]) { entries.append(Entry(name: name, bytes: bytes)) }

    /// The archive.
    var bytes: [UInt8] {
        var file: [UInt8] = [], directory: [UInt8] = []
        for entry in entries {
            let offset = file.count, content = entry.isDeflated ? Self.deflated(entry.bytes) : entry.bytes
            // Bit 11: the name is UTF-8; bit 0: encrypted.
            let flags = 0x0800 | (entry.isEncrypted ? 1 : 0)
            let checksum = IDXFixture.crc32(entry.bytes) ^ (entry.hasWrongChecksum ? 1 : 0)
            let common =
                Self.word(20, 2) + Self.word(flags, 2) + Self.word(entry.isDeflated ? 8 : 0, 2)
                + Self.word(0x5C21_0000, 4)
                + Self.word(Int(checksum), 4) + Self.word(content.count, 4) + Self.word(entry.bytes.count, 4)
                + Self.word(entry.name.utf8.count, 2) + Self.word(0, 2)
            file += [0x50, 0x4B, 3, 4] + common + Array(entry.name.utf8) + content
            let mode = entry.isLink ? 0o120777 : 0o100644
            directory +=
                [0x50, 0x4B, 1, 2] + Self.word(0x0314, 2) + common + Self.word(0, 2) + Self.word(0, 2) + Self.word(0, 2)
                + Self.word(mode << 16, 4) + Self.word(offset, 4) + Array(entry.name.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6] + Self.word(0, 2) + Self.word(0, 2) + Self.word(entries.count, 2)
            + Self.word(entries.count, 2) + Self.word(directory.count, 4) + Self.word(file.count, 4) + Self.word(0, 2)
        return file + directory + end
    }

    /// Little-endian.
    private static func word(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// One stored block of deflate, of less than 64 KB.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        [1] + word(bytes.count, 2) + word(~bytes.count, 2) + bytes
    }
}
