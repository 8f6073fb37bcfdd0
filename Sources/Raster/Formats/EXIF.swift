/// Reads and resets the orientation in EXIF data.
///
/// EXIF 2.32 is a small TIFF file. Corrupt EXIF data reads as upright, since the pixels do not need it.
struct EXIF {
    private static let orientationTag = 0x0112
    private static let short = 3

    /// The TIFF file, from its "II" or "MM".
    private(set) var bytes: [UInt8]
    private let isLittle: Bool

    /// - Parameter block: what a file stores; formats put up to ten bytes before the TIFF file.
    init?(_ block: some Collection<UInt8>) {
        let block = Array(block)
        let starts: [[UInt8]] = [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A]]
        let found = (0...min(10, block.count)).first { i in starts.contains { block[i...].starts(with: $0) } }
        guard let start = found else { return nil }
        bytes = Array(block[start...])
        isLittle = block[start] == UInt8(ascii: "I")
    }

    var orientation: Orientation {
        orientationOffset.flatMap { number($0, 2) }.flatMap(Orientation.init(rawValue:)) ?? .upright
    }

    /// The data of the image turned upright: its orientation says so, and the thumbnail, which shows the old image, is unlinked.
    var upright: [UInt8] {
        var copy = bytes
        if let offset = orientationOffset {
            copy.replaceSubrange(offset..<offset + 2, with: isLittle ? [1, 0] : [0, 1])
        }
        if let directory = number(4, 4), let entries = number(directory, 2) {
            let next = directory + 2 + 12 * entries
            if next + 4 <= copy.count { copy.replaceSubrange(next..<next + 4, with: [0, 0, 0, 0]) }
        }
        return copy
    }

    /// Where the value of the orientation is.
    private var orientationOffset: Int? {
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let start = directory + 2 + 12 * entry
            guard let tag = number(start, 2) else { return nil }
            if tag == Self.orientationTag, number(start + 2, 2) == Self.short, number(start + 8, 2) != nil {
                return start + 8
            }
        }
        return nil
    }

    private func number(_ offset: Int, _ count: Int) -> Int? {
        guard offset >= 0, offset + count <= bytes.count else { return nil }
        let digits = bytes[offset..<offset + count]
        return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }
}
