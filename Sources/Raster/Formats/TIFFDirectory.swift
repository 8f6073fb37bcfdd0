/// A directory of a TIFF file, which EXIF data is too: its entries with their values, in little-endian order wherever they come from.
///
/// TIFF 6.0 and EXIF 2.32. What lies outside of the bytes is left out.
struct TIFFDirectory: Equatable {
    struct Entry: Equatable {
        var tag: Int
        /// The type of the values, e.g. 3 for 16 bits.
        var type: Int
        var count: Int
        /// The values in little-endian order; of a pointer to a directory, empty.
        var bytes: [UInt8]
        /// The directory that the entry points to.
        var directory: TIFFDirectory?
    }

    var entries: [Entry] = []

    /// Pointers to directories of EXIF data: EXIF itself, GPS, and interoperability inside EXIF.
    private static let pointers: Set<Int> = [0x8769, 0x8825, 0xA005]
    /// Bytes of the number that each type is made of, and of a value.
    private static let sizes: [Int: (unit: Int, value: Int)] = [
        1: (1, 1), 2: (1, 1), 3: (2, 2), 4: (4, 4), 5: (4, 8), 6: (1, 1), 7: (1, 1), 8: (2, 2), 9: (4, 4), 10: (4, 8),
        11: (4, 4), 12: (8, 8),
    ]
    private static let long = 4

    init() {}

    /// The first directory of a TIFF file; nil for other bytes, and for a BigTIFF.
    init?(file: [UInt8]) {
        guard let isLittle = Self.isLittle(file), let offset = Self.number(file, 4, 4, isLittle) else { return nil }
        self.init(file, at: offset, isLittle, depth: 0)
    }

    private init?(_ file: [UInt8], at offset: Int, _ isLittle: Bool, depth: Int) {
        guard depth < 3, let count = Self.number(file, offset, 2, isLittle) else { return nil }
        for index in 0..<count {
            let start = offset + 2 + 12 * index
            guard let tag = Self.number(file, start, 2, isLittle), let type = Self.number(file, start + 2, 2, isLittle),
                let values = Self.number(file, start + 4, 4, isLittle)
            else { break }
            guard let size = Self.sizes[type], values <= file.count / size.value else { continue }
            let length = values * size.value
            guard let place = length <= 4 ? start + 8 : Self.number(file, start + 8, 4, isLittle), place >= 0,
                length <= file.count, place <= file.count - length
            else { continue }
            var bytes = Array(file[place..<place + length])
            if Self.pointers.contains(tag) {
                guard let target = Self.number(file, start + 8, 4, isLittle),
                    let directory = TIFFDirectory(file, at: target, isLittle, depth: depth + 1)
                else { continue }
                entries.append(Entry(tag: tag, type: Self.long, count: 1, bytes: [], directory: directory))
                continue
            }
            if !isLittle, size.unit > 1 {
                for unit in stride(from: 0, to: length, by: size.unit) { bytes[unit..<unit + size.unit].reverse() }
            }
            entries.append(Entry(tag: tag, type: type, count: values, bytes: bytes))
        }
    }

    /// The directory for a file where it begins at `base`: entries in the order of their tags, then their values and directories.
    /// - Parameter next: where the file's next directory is; 0 for none.
    func written(at base: Int, next: Int = 0) -> [UInt8] {
        let sorted = entries.sorted { $0.tag < $1.tag }
        var table = Self.little(sorted.count, 2), values: [UInt8] = []
        let start = base + 2 + 12 * sorted.count + 4
        for entry in sorted {
            table += Self.little(entry.tag, 2) + Self.little(entry.type, 2) + Self.little(entry.count, 4)
            if entry.directory == nil, entry.bytes.count <= 4 {
                table += entry.bytes + [UInt8](repeating: 0, count: 4 - entry.bytes.count)
                continue
            }
            table += Self.little(start + values.count, 4)
            values += entry.directory?.written(at: start + values.count) ?? entry.bytes
            // Values begin at even bytes.
            if values.count % 2 == 1 { values.append(0) }
        }
        return table + Self.little(next, 4) + values
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    static func isLittle(_ file: [UInt8]) -> Bool? {
        file.starts(with: [0x49, 0x49, 0x2A, 0]) ? true : file.starts(with: [0x4D, 0x4D, 0, 0x2A]) ? false : nil
    }

    static func number(_ file: [UInt8], _ offset: Int, _ count: Int, _ isLittle: Bool) -> Int? {
        guard offset >= 0, offset <= file.count - count else { return nil }
        let digits = file[offset..<offset + count]
        return isLittle ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
    }
}
