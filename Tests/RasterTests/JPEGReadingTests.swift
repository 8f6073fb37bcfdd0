import Raster
import Testing

@Suite struct `Reading JPEG` {
    /// The colours of the samples' blocks, three in a row.
    static let colors: [[Int]] = [
        [200, 40, 10], [0, 128, 255], [90, 90, 90], [250, 240, 20], [10, 160, 60], [128, 0, 128],
    ]
    /// The three of the CMYK samples: cyan, half magenta with yellow, half black.
    static let inks: [[Int]] = [[0, 255, 255], [255, 127, 0], [127, 127, 127]]

    private func decoded(_ file: [UInt8]) throws -> Bitmap {
        try ImageFile.decode(file, name: "sample.jpg").bitmap
    }

    /// The largest difference from the expected colours in the middle of the blocks.
    private func distance(_ bitmap: Bitmap, _ expected: [[Int]], block: Int) -> Int {
        expected.indices.map { i in
            (0..<3).map { channel in
                abs(Int(bitmap[i % 3 * block + block / 2, i / 3 * block + block / 2, channel]) - expected[i][channel])
            }.max() ?? 0
        }.max() ?? 0
    }

    @Test func `colours are right, subsampled or not, sequential or progressive, with restarts`() throws {
        let rgb = try decoded(JPEGSamples.rgb)
        #expect((rgb.width, rgb.height, rgb.channels) == (24, 16, 3))
        #expect(distance(rgb, Self.colors, block: 8) <= 3)
        for file in [JPEGSamples.subsampled, JPEGSamples.progressive, JPEGSamples.restarts] {
            let bitmap = try decoded(file)
            #expect((bitmap.width, bitmap.height, bitmap.channels) == (48, 32, 3))
            #expect(distance(bitmap, Self.colors, block: 16) <= 5)
        }
    }

    @Test func `decoding is reduced for a small display size, but not below four times that size`() throws {
        func decoded(_ file: [UInt8], _ width: Int, _ height: Int) throws -> Bitmap {
            try ImageFile.decode(file, name: "sample.jpg", displaySize: (width, height)).bitmap
        }
        let half = try decoded(JPEGSamples.subsampled, 6, 4)
        #expect((half.width, half.height) == (24, 16))
        #expect(distance(half, Self.colors, block: 8) <= 8)
        let all = try decoded(JPEGSamples.subsampled, 7, 4)
        #expect((all.width, all.height) == (48, 32))
        // Stored rotated: the display size is for the upright image.
        let turned = try decoded(JPEGSamples.orientation6, 3, 2)
        #expect((turned.width, turned.height) == (12, 8))
    }

    @Test func `colours stored as RGB are not converted`() throws {
        let bitmap = try decoded(JPEGSamples.storedRGB)
        #expect(distance(bitmap, Array(Self.colors.prefix(3)), block: 8) <= 3)
    }

    @Test func `grey stays one channel`() throws {
        let bitmap = try decoded(JPEGSamples.grey)
        #expect(bitmap == Bitmap(width: 9, height: 5, channels: 1, filledWith: 77))
    }

    @Test(arguments: [JPEGSamples.adobeInks, JPEGSamples.adobeYCCK, JPEGSamples.plainInks])
    func `CMYK becomes RGB, inverted as Adobe stores it or not`(file: [UInt8]) throws {
        let bitmap = try decoded(file)
        #expect((bitmap.width, bitmap.height, bitmap.channels) == (24, 8, 3))
        #expect(distance(bitmap, Self.inks, block: 8) <= 3)
    }

    @Test(
        arguments: zip(
            Array(1...8),
            [
                JPEGSamples.orientation1, JPEGSamples.orientation2, JPEGSamples.orientation3, JPEGSamples.orientation4,
                JPEGSamples.orientation5, JPEGSamples.orientation6, JPEGSamples.orientation7, JPEGSamples.orientation8,
            ]))
    func `all eight EXIF orientations come out upright`(orientation: Int, file: [UInt8]) throws {
        let bitmap = try decoded(file)
        #expect((bitmap.width, bitmap.height) == (24, 16))
        #expect(distance(bitmap, Self.colors, block: 8) <= 3)
    }

    @Test func `broken EXIF data reads as upright`() throws {
        let file = JPEGSamples.orientation6
        let start = try #require(file.indices.first { file[$0...].starts(with: "Exif".utf8) }) + 6
        var random = SeededRandom(seed: 3)
        for _ in 0..<300 {
            var damaged = file
            for _ in 0..<4 {
                damaged[start + Int.random(in: 0..<38, using: &random)] = .random(in: 0...255, using: &random)
            }
            let bitmap = try decoded(damaged)
            #expect(bitmap.width * bitmap.height == 24 * 16)
        }
    }

    @Test func `a truncated file is an error, not a half grey image`() {
        for (_, file) in JPEGSamples.all where file != JPEGSamples.twoComponents {
            for count in 4..<file.count {
                #expect(throws: ImageError.self) { try decoded(Array(file[..<count])) }
            }
        }
    }

    @Test func `missing data in the middle is an error`() {
        let file = JPEGSamples.restarts
        #expect(throws: ImageError.self) { try decoded(Array(file[..<(file.count - 40)] + file.suffix(20))) }
    }

    @Test func `padding before the end is accepted`() throws {
        let file = JPEGSamples.rgb
        let padded = Array(file.dropLast(2)) + [0, 0, 0] + file.suffix(2)
        #expect(try decoded(padded) == decoded(file))
    }

    @Test func `unsupported kinds are named`() {
        func isOtherKind(_ error: any Error) -> Bool {
            if case ImageError.otherKind(_, .jpeg, _) = error { true } else { false }
        }
        #expect(performing: { try decoded(JPEGSamples.twoComponents) }, throws: isOtherKind)
        var deep = JPEGSamples.rgb
        if let frame = deep.indices.first(where: { deep[$0...].starts(with: [0xFF, 0xC0]) }) { deep[frame + 4] = 12 }
        #expect(performing: { try decoded(deep) }, throws: isOtherKind)
    }
}
