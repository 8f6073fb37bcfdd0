import FoundationEssentials
import Raster

/// The format of a file of decoded pixels.
///
/// Eight bytes `tesspix1`; the length of the header and its CRC-32, 8 bytes each, little-endian; the header as JSON; zeros up to a
/// multiple of 4096; the pixels of all images, (count, stride).
enum PixelCacheFile {
    struct Header: Codable {
        struct Skipped: Codable {
            var file: String, reason: String
        }

        /// What the pixels were decoded from, and how.
        var key: String
        /// Images, and bytes of each.
        var count: Int, stride: Int
        var blocks: [UInt32]
        var skipped: [Skipped]
        /// Images whose proportions were not those of the set.
        var fitted: Int

        var checksums: BlockChecksums { BlockChecksums(values: blocks) }
    }

    private static let magic = Array("tesspix1".utf8)
    private static let fixed = 24
    /// The header of most files has as many bytes at most.
    static let page = 4096

    private static func dataStart(_ header: Int) -> Int { (fixed + header + page - 1) / page * page }

    /// Writes the pixels atomically. Not durably: after a crash of the system the checksums tell what is missing, and it is decoded again.
    static func write(_ images: PixelCache.Images, stride: Int, key: String, to path: String) throws {
        let pixels = images.pixels
        let blocks = pixels.withContiguousStorageIfAvailable { BlockChecksums(of: UnsafeRawBufferPointer($0)) }
        let header = Header(
            key: key, count: pixels.count / stride, stride: stride, blocks: blocks?.values ?? [],
            skipped: images.skipped.map { .init(file: $0.file, reason: $0.reason) }, fitted: images.fitted)
        let json = Array(try JSONEncoder().encode(header))
        try AtomicFile.write(to: path, isDurable: false) { file in
            try file.append(magic)
            try file.append(word(json.count))
            try file.append(word(Int(json.withUnsafeBytes(BlockChecksums.checksum))))
            try file.append(json)
            try file.append([UInt8](repeating: 0, count: dataStart(json.count) - fixed - json.count))
            try file.append(pixels)
        }
    }

    private static func word(_ value: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// What a file holds.
    enum Content {
        case missing
        /// It is not what was written, or of another key.
        case damaged
        case pixels(CachedPixels)
    }

    /// Maps the file at `path`. The header is verified, the pixels are not: see `CachedPixels.isIntact`.
    static func open(_ path: String, key: String) -> Content {
        guard let file = MappedFile(path) else { return FileListing.exists(path) ? .damaged : .missing }
        guard file.count >= fixed, file.bytes(0..<magic.count) == magic else { return .damaged }
        func number(_ offset: Int) -> Int {
            file.bytes(offset..<offset + 8).reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let length = number(8)
        guard length >= 0, length <= file.count - fixed else { return .damaged }
        let json = file.bytes(fixed..<fixed + length)
        guard Int(json.withUnsafeBytes(BlockChecksums.checksum)) == number(16),
            let header = try? JSONDecoder().decode(Header.self, from: Data(json)), header.key == key,
            header.stride > 0, header.count >= 0, dataStart(length) + header.count * header.stride == file.count
        else { return .damaged }
        return .pixels(CachedPixels(key: key, file: file, start: dataStart(length), header: header))
    }
}
