/// Reads the orientation in a JPEG's EXIF data.
///
/// EXIF 2.32 is a small TIFF file in the first APP1 segment. Corrupt EXIF data reads as upright, since the pixels do not need it.
enum EXIF {
    private static let orientationTag = 0x0112
    private static let short = 3

    static func orientation(ofJPEG bytes: [UInt8]) -> Orientation {
        guard let tiff = tiff(in: bytes) else { return .upright }
        func number(_ offset: Int, _ count: Int) -> Int? {
            guard offset >= 0, offset + count <= tiff.count else { return nil }
            let digits = tiff[(tiff.startIndex + offset)..<(tiff.startIndex + offset + count)]
            let isLittle = tiff.first == UInt8(ascii: "I")
            return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2)
        else { return .upright }
        for entry in 0..<entries {
            let start = directory + 2 + 12 * entry
            guard let tag = number(start, 2) else { break }
            if tag == orientationTag, number(start + 2, 2) == short, let value = number(start + 8, 2) {
                return Orientation(rawValue: value) ?? .upright
            }
        }
        return .upright
    }

    /// The TIFF file in the first EXIF segment before the pixels.
    private static func tiff(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let (application1, startOfScan, endOfImage): (UInt8, UInt8, UInt8) = (0xE1, 0xDA, 0xD9)
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            if marker == 0xFF {
                // Fill bytes may precede a marker.
                position += 1
                continue
            }
            if marker == startOfScan || marker == endOfImage { return nil }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= bytes.count else { return nil }
            let content = bytes[(position + 4)..<end]
            if marker == application1 && content.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
                let tiff = content.dropFirst(6)
                return tiff.starts(with: "II".utf8) || tiff.starts(with: "MM".utf8) ? tiff : nil
            }
            position = end
        }
        return nil
    }
}
