/// IDX and gzip bytes, built independently of the code under test.
enum IDXFixture {
    static func bytes(_ sizes: [UInt32], _ payload: [UInt8], type: UInt8 = 8) -> [UInt8] {
        var bytes: [UInt8] = [0, 0, type, UInt8(sizes.count)]
        for size in sizes {
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: size >> shift)) }
        }
        return bytes + payload
    }

    /// Three images of 2 x 2: 0...11.
    static let images = bytes([3, 2, 2], Array(0..<12))
    static let labels = bytes([3], [2, 0, 1])

    /// A gzip member of stored blocks (RFC 1951, 3.2.4; RFC 1952).
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            packed.append(end == bytes.count ? 1 : 0)
            packed += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            packed += bytes[start..<end]
            start = end
        } while start < bytes.count
        for word in [crc32(bytes), UInt32(bytes.count)] {
            for i in 0..<4 { packed.append(UInt8(truncatingIfNeeded: word >> (8 * UInt32(i)))) }
        }
        return packed
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
