import Glibc

/// The size of an image file from its first bytes, without decoding it.
package enum ImageHeader {
    /// The sides in pixels as stored; nil for other formats than PNG and JPEG, which have to be decoded, or a header beyond the first 256 KB.
    package static func read(_ path: String) -> (width: Int, height: Int)? {
        guard let descriptor = try? RegularFile.open(path).descriptor else { return nil }
        defer { _ = close(descriptor) }
        return (try? AtomicFile.readBlock(descriptor, 1 << 18, path)).flatMap(of)
    }

    static func of(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        func number(_ start: Int, _ count: Int) -> Int { bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) } }
        switch FileKind(bytes) {
        case .image(.png) where bytes.count >= 24: return (number(16, 4), number(20, 4))
        case .image(.jpeg):
            var position = 2
            while position + 9 <= bytes.count, bytes[position] == 0xFF {
                let marker = bytes[position + 1]
                // A fill byte may precede a marker.
                if marker == 0xFF { position += 1; continue }
                if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                    return (number(position + 7, 2), number(position + 5, 2))
                }
                position += 2 + number(position + 2, 2)
            }
            return nil
        default: return nil
        }
    }
}
