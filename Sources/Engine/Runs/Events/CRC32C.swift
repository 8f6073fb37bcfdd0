/// The CRC-32C of TFRecord files (Castagnoli's polynomial; RFC 3720, appendix B.4), eight bytes at a time.
package enum CRC32C {
    /// Table k is for a byte that is followed by k others.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
            }
        }
        for i in 256..<8 * 256 { tables[i] = tables[i - 256] >> 8 ^ tables[Int(tables[i - 256] & 0xFF)] }
        return tables
    }()

    /// The CRC of `bytes`. Cost: about one gigabyte a second.
    package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let tables = tables.span
        return bytes.withUnsafeBytes { bytes in
            var crc = ~(0 as UInt32)
            var i = 0
            while i + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ UInt64(crc)
                crc = 0
                for k in 0..<8 { crc ^= tables[(7 - k) * 256 + Int(word >> (8 * UInt64(k)) & 0xFF)] }
                i += 8
            }
            for byte in bytes[i...] { crc = crc >> 8 ^ tables[Int((crc ^ UInt32(byte)) & 0xFF)] }
            return ~crc
        }
    }

    /// TFRecord's masked CRC, rotated and offset, since the CRC of data that contains CRCs is weak.
    static func masked(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let crc = checksum(bytes)
        return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    }
}
