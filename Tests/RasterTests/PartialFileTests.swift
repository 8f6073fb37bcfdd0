import Raster
import Testing

@Suite struct `Files that end early` {
    private func partial(_ file: [UInt8]) throws -> ImageFile.Contents {
        try ImageFile.decode(file, name: "cut", partial: true)
    }

    private static func noise(_ side: Int) -> Bitmap {
        var random = SeededRandom(seed: 11)
        return Bitmap(width: side, height: side, channels: 3, pixels: .random(side * side * 3, using: &random))
    }

    @Test func `a PNG has its rows, grey ones below, and says how many`() throws {
        let whole = Self.noise(40), file = try PNG.encode(whole)
        let contents = try partial(Array(file[..<(file.count / 2)]))
        let missing = try #require(contents.missing)
        #expect(missing.total == 40 && missing.side == .lower && (18...22).contains(missing.count))
        let known = (40 - missing.count) * 40 * 3
        #expect(contents.bitmap.pixels[..<known] == whole.pixels[..<known])
        #expect(contents.bitmap.pixels[known...].allSatisfy { $0 == 128 })
        #expect(contents.notes == ["the file ends early: the lower \(missing.count) of 40 rows are grey"])
    }

    @Test func `a JPEG has its rows, grey ones below, and says how many`() throws {
        let image = Self.noise(64)
        let file = try ImageWriter.encode(WritableImage(image, metadata: ImageMetadata(format: .png)), as: .jpeg).bytes
        let whole = try ImageFile.decode(file, name: "whole").bitmap
        let contents = try partial(Array(file[..<(file.count / 2)]))
        let missing = try #require(contents.missing)
        #expect(missing.total == 64 && missing.count % 8 == 0 && (24...40).contains(missing.count))
        let known = (64 - missing.count) * 64 * 3
        #expect(contents.bitmap.pixels[..<known] == whole.pixels[..<known])
        #expect(contents.bitmap.pixels.suffix(64 * 3 * 8).allSatisfy { $0 == 128 })
        #expect(contents.notes == ["the file ends early: the lower \(missing.count) of 64 rows are grey"])
    }

    @Test func `the side is that of the image turned upright`() throws {
        let image = Self.noise(64)
        var metadata = ImageMetadata(format: .png)
        // EXIF's orientation 6: the stored rows run from right to left.
        metadata.exif = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
        let file = try ImageWriter.encode(WritableImage(image, metadata: metadata), as: .jpeg).bytes
        let contents = try partial(Array(file[..<(file.count * 2 / 3)]))
        let missing = try #require(contents.missing)
        #expect(missing.side == .left)
        #expect(contents.notes == ["the file ends early: the left \(missing.count) of 64 columns are grey"])
    }

    @Test func `a progressive JPEG without its last scans is named, cut or not`() throws {
        let file = JPEGSamples.progressive
        let scans = file.indices.filter { file[$0...].starts(with: [0xFF, 0xDA]) }
        #expect(scans.count > 3)
        let note = "the file ends early: scans are missing, so that the image lacks details or colours"
        #expect(try partial(Array(file[..<scans[3]])).notes == [note])
        // With an end marker it is complete for libjpeg.
        let closed = Array(file[..<scans[3]]) + [0xFF, 0xD9]
        #expect(try ImageFile.decode(closed, name: "closed").notes == [note])
        #expect(try ImageFile.decode(file, name: "whole").notes.isEmpty)
    }

    @Test func `a data folder is told what a file lacks`() throws {
        let file = try PNG.encode(Self.noise(40))
        do {
            _ = try ImageFile.decode(Array(file[..<(file.count / 2)]), name: "cut.png")
            Issue.record("a cut file was accepted")
        } catch {
            #expect(
                error.what.hasPrefix("the PNG ends early: the lower ")
                    && error.what.hasSuffix(" of 40 rows are missing"))
        }
    }

    @Test func `a file without a single row is an error`() {
        #expect(throws: ImageError.self) { try partial(Array(PNGSamples.rgb8.prefix(40))) }
        #expect(throws: ImageError.self) { try partial(Array(JPEGSamples.rgb.prefix(200))) }
    }
}
