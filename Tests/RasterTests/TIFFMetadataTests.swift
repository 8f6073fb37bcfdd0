import Foundation
import Raster
import Testing

@Suite struct `EXIF data in TIFF files` {
    private static func number(_ value: Int, _ count: Int, _ isLittle: Bool) -> [UInt8] {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isLittle ? bytes : bytes.reversed()
    }

    /// A make, an orientation, an exposure time of 1/125 s and a comment in EXIF's own directory, and a latitude in that of GPS.
    private static func exif(isLittle: Bool) -> [UInt8] {
        func n(_ value: Int, _ count: Int = 4) -> [UInt8] { number(value, count, isLittle) }
        func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
            n(tag, 2) + n(type, 2) + n(count) + value
        }
        let first =
            n(4, 2) + entry(0x010F, 2, 9, n(62)) + entry(0x0112, 3, 1, n(1, 2) + [0, 0]) + entry(0x8769, 4, 1, n(72))
            + entry(0x8825, 4, 1, n(116)) + n(0)
        let values = Array("Acme Ltd\0\0".utf8)
        let own = n(2, 2) + entry(0x829A, 5, 1, n(102)) + entry(0x9286, 7, 4, Array("good".utf8)) + n(0)
        let exposure = n(1) + n(125) + [0, 0, 0, 0, 0, 0]
        let gps = n(1, 2) + entry(2, 5, 3, n(134)) + n(0) + n(52) + n(1) + n(31) + n(1) + n(12) + n(1)
        return (isLittle ? [0x49, 0x49, 42, 0] : [0x4D, 0x4D, 0, 42]) + n(8) + first + values + own + exposure + gps
    }

    private func written(_ exif: [UInt8], isWhole: Bool = true) throws -> ImageFile.Contents {
        var metadata = ImageMetadata(format: .jpeg)
        metadata.exif = exif
        let file = try ImageWriter.encode(WritableImage(Pattern.bitmap(Pattern.rgb), metadata: metadata), as: .tiff)
        if isWhole { #expect(file.notes.isEmpty) }
        return try ImageFile.decode(file.bytes, name: "written", colors: .stored)
    }

    @Test func `EXIF and GPS are written and read again, whatever the byte order they come in`() throws {
        let little = try written(Self.exif(isLittle: true)), big = try written(Self.exif(isLittle: false))
        #expect(little.bitmap == Pattern.bitmap(Pattern.rgb) && little.metadata.orientation == .upright)
        let block = try #require(little.metadata.exif)
        #expect(big.metadata.exif == block)
        for part in [
            Array("Acme Ltd".utf8), Array("good".utf8), [1, 0, 0, 0, 125, 0, 0, 0], [52, 0, 0, 0, 1, 0, 0, 0],
        ] {
            #expect(Data(block).range(of: Data(part)) != nil, "\(part)")
        }
        // What was read is written as it is.
        #expect(try written(block).metadata.exif == block)
    }

    @Test func `a TIFF without EXIF has none, and truncated EXIF data ends no reader`() throws {
        let plain = try ImageWriter.encode(
            WritableImage(Pattern.bitmap(Pattern.rgb), metadata: ImageMetadata(format: .png)), as: .tiff)
        #expect(try ImageFile.decode(plain.bytes, name: "plain").metadata.exif == nil)
        let exif = Self.exif(isLittle: true)
        for count in 8..<exif.count { _ = try written(Array(exif[..<count]), isWhole: false) }
    }
}
