import Raster

/// A profile of RGB with the checksums of the one that Hewlett-Packard and Microsoft published for sRGB in 1998.
///
/// libpng knows that profile by its length, its Adler-32 and its CRC-32, and refuses to write it. Its content is made here: a matrix
/// profile, and behind it bytes that give it these checksums.
enum OldSRGBProfile {
    private static let length = 3144, adler = 0xF784_F3FB, crc = 0x182E_A552
    private static let groups = 48

    static let bytes: [UInt8] = {
        guard
            var bytes = ColorProfile(chromaticities: [0.3127, 0.3290, 0.640, 0.330, 0.300, 0.600, 0.150, 0.060])?.bytes
        else { return [] }
        // The size comes first; the rendering intent and the fingerprint, which that profile does not have, are zero.
        bytes.replaceSubrange(0..<4, with: [0, 0, UInt8(length >> 8), UInt8(length & 0xFF)])
        bytes.replaceSubrange(64..<68, with: [0, 0, 0, 0])
        bytes.replaceSubrange(84..<100, with: [UInt8](repeating: 0, count: 16))
        bytes += [UInt8](repeating: 0, count: length - bytes.count)
        // Groups 0 2 0 can become 1 0 1 without a change of Adler-32.
        for group in 0..<groups { bytes[length - 3 * group - 2] = 2 }
        setAdler(&bytes, in: length - 3 * groups - 400..<length - 3 * groups)
        setCRC(&bytes)
        return bytes
    }()

    private static func adler32(_ bytes: [UInt8]) -> Int {
        var a = 1, b = 0
        for byte in bytes { (a, b) = ((a + Int(byte)) % 65521, (b + (a + Int(byte)) % 65521) % 65521) }
        return b << 16 | a
    }

    /// Chooses the bytes of a range of 400: their sum gives the lower half, units moved between them the upper one.
    private static func setAdler(_ bytes: inout [UInt8], in range: Range<Int>) {
        let missing = ((adler & 0xFFFF) - (adler32(bytes) & 0xFFFF) + 65521) % 65521
        // About 100 each, so that units can be taken and given.
        let sum = missing + (missing < 30_000 ? 65521 : 0)
        for (index, place) in range.enumerated() { bytes[place] = UInt8(sum / 400 + (index < sum % 400 ? 1 : 0)) }
        // A unit that moves to a byte 200 places before counts 200 more.
        var left = ((adler >> 16) - (adler32(bytes) >> 16) + 65521) % 65521
        let half = range.count / 2
        func move(from source: Int, to target: Int) {
            bytes[source] -= 1
            bytes[target] += 1
        }
        var turn = 0
        while left >= half {
            move(from: range.lowerBound + half + turn % half, to: range.lowerBound + turn % half)
            (left, turn) = (left - half, turn + 1)
        }
        if left > 0 { move(from: range.lowerBound + left, to: range.lowerBound) }
    }

    /// Switches groups until the CRC is right: each switch changes fixed bits of it.
    private static func setCRC(_ bytes: inout [UInt8]) {
        func value(_ bytes: [UInt8]) -> UInt32 { Checksums.crc(bytes).reduce(0) { $0 << 8 | UInt32($1) } }
        func switched(_ bytes: [UInt8], _ group: Int) -> [UInt8] {
            var copy = bytes
            copy.replaceSubrange(length - 3 * group - 3..<length - 3 * group, with: [1, 0, 1])
            return copy
        }
        let before = value(bytes)
        // Gaussian elimination over bits: each row is a change of the CRC and the groups that make it.
        var rows: [(change: UInt32, groups: UInt64)] = []
        var wanted: (change: UInt32, groups: UInt64) = (before ^ UInt32(crc), 0)
        for group in 0..<groups {
            var row = (change: value(switched(bytes, group)) ^ before, groups: UInt64(1) << group)
            for other in rows where row.change & highest(other.change) != 0 {
                row = (row.change ^ other.change, row.groups ^ other.groups)
            }
            if row.change != 0 { rows.append(row) }
        }
        for row in rows where wanted.change & highest(row.change) != 0 {
            wanted = (wanted.change ^ row.change, wanted.groups ^ row.groups)
        }
        for group in 0..<groups where wanted.groups >> group & 1 == 1 { bytes = switched(bytes, group) }
    }

    private static func highest(_ bits: UInt32) -> UInt32 { bits == 0 ? 0 : 1 << (31 - bits.leadingZeroBitCount) }

    /// Whether the checksums came out right.
    static var isExact: Bool {
        adler32(bytes) == adler && Checksums.crc(bytes) == [0x18, 0x2E, 0xA5, 0x52] && bytes.count == length
    }
}
