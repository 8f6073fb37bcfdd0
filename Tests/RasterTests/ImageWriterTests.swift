import Foundation
import Raster
import Testing

@Suite struct `Writing images` {
    private func read(_ file: [UInt8]) throws -> ImageFile.Contents {
        try ImageFile.decode(file, name: "written", colors: .stored)
    }

    private func coding(_ file: [UInt8]) throws -> JPEGCoding { try #require(try read(file).metadata.jpeg) }

    private static let alpha = Pattern.bitmap { x, y in [Pattern.alpha(x, y)] }
    private static let rgb = Pattern.bitmap(Pattern.rgb)

    private static func metadata() -> ImageMetadata {
        var metadata = ImageMetadata(format: .png)
        metadata.exif = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        metadata.xmp = Array("<x:xmpmeta>naïve</x:xmpmeta>".utf8)
        metadata.resolution = .init(x: 300, y: 200)
        metadata.profile = ColorProfile(chromaticities: Profiles.p3)
        return metadata
    }

    @Test(arguments: [ImageFormat.png, .webp, .tiff]) func `samples and alpha survive without loss`(format: ImageFormat)
        throws
    {
        let image = WritableImage(Self.rgb, alpha: Self.alpha, metadata: ImageMetadata(format: .png))
        let contents = try read(ImageWriter.encode(image, as: format).bytes)
        #expect(contents.metadata.format == format)
        #expect(contents.bitmap == Self.rgb && contents.alpha == Self.alpha)
    }

    @Test(arguments: [ImageFormat.png, .jpeg, .webp, .tiff])
    func `what is around the samples is kept, or its loss is said`(
        format: ImageFormat
    ) throws {
        let metadata = Self.metadata()
        let image = WritableImage(Self.rgb, metadata: metadata, text: [PNG.Text(key: "Title", value: "a")])
        let written = try ImageWriter.encode(image, as: format), again = try read(written.bytes)
        #expect(again.metadata.profile == metadata.profile)
        #expect(again.metadata.xmp == metadata.xmp)
        if format != .tiff { #expect(again.metadata.exif == metadata.exif) }
        if format != .webp {
            let resolution = try #require(again.metadata.resolution)
            #expect(abs(resolution.x - 300) < 0.1 && abs(resolution.y - 200) < 0.1)
        }
        switch format {
        case .png: #expect(again.text == image.text && written.notes.isEmpty)
        case .jpeg: #expect(again.text == [PNG.Text(key: "Comment", value: "Title: a")] && written.notes.isEmpty)
        case .webp: #expect(written.notes == ["WebP holds no text: 1 texts were left out"])
        default: #expect(written.notes.isEmpty)
        }
    }

    @Test(arguments: [1, 3]) func `16 bits stay in PNG and TIFF, with their alpha, and are rounded for JPEG and WebP`(
        channels: Int
    ) throws {
        var random = SeededRandom(seed: 5)
        let words = (0..<35 * channels).map { _ in UInt16.random(in: 0...65535, using: &random) }
        let alpha = (0..<35).map { _ in UInt16.random(in: 0...65535, using: &random) }
        let image = WritableImage(
            width: 7, height: 5, channels: channels, samples: .words(words), alpha: .words(alpha),
            metadata: ImageMetadata(format: .png), text: [])
        for format in [ImageFormat.png, .tiff] {
            let again = try read(ImageWriter.encode(image, as: format).bytes)
            #expect(again.stored?.values == .words(words) && again.stored?.alpha == alpha && again.metadata.depth == 16)
        }
        let note = "WebP holds 8 bits a sample: the 16 bits were rounded"
        #expect(try ImageWriter.encode(image, as: .webp).notes.contains(note))
    }

    @Test(arguments: [JPEGSamples.rgb, JPEGSamples.subsampled, JPEGSamples.progressive, JPEGSamples.grey])
    func `a JPEG from a JPEG has its tables, its sampling and its kind`(file: [UInt8]) throws {
        let original = try read(file)
        let image = WritableImage(original.bitmap, metadata: original.metadata)
        let again = try coding(ImageWriter.encode(image, as: .jpeg).bytes)
        let before = try #require(original.metadata.jpeg)
        #expect(again.components == before.components && again.isProgressive == before.isProgressive)
        for component in before.components {
            #expect(again.tables[Int(component.table)] == before.tables[Int(component.table)])
        }
    }

    @Test func `quality changes the tables and not the sampling, which is full without an original`() throws {
        let plain = WritableImage(Self.rgb, metadata: ImageMetadata(format: .png))
        let high = try ImageWriter.encode(plain, as: .jpeg), low = try ImageWriter.encode(plain, as: .jpeg, quality: 20)
        #expect(try coding(high.bytes).isFullySampled && coding(low.bytes).isFullySampled)
        let tables = try (coding(high.bytes).tables[0], coding(low.bytes).tables[0])
        #expect((tables.0?[0] ?? 0) < (tables.1?[0] ?? 0))
        let original = try read(JPEGSamples.subsampled)
        let again = try coding(
            ImageWriter.encode(WritableImage(original.bitmap, metadata: original.metadata), as: .jpeg, quality: 50)
                .bytes)
        #expect(!again.isFullySampled)
    }

    @Test func `JPEG says what becomes of transparency`() throws {
        let image = WritableImage(Self.rgb, alpha: Self.alpha, metadata: ImageMetadata(format: .png))
        let transparent = Self.alpha.pixels.count { $0 < 255 }
        #expect(
            try ImageWriter.encode(image, as: .jpeg).notes == [
                "JPEG holds no transparency: \(transparent) transparent pixels became opaque"
            ])
    }

    @Test func `WebP has a grey image in colour, its profile applied`() throws {
        let grey = Pattern.bitmap { x, y in [Pattern.grey(x, y)] }
        var metadata = ImageMetadata(format: .png)
        #expect(
            try read(ImageWriter.encode(WritableImage(grey, metadata: metadata), as: .webp).bytes).bitmap
                == grey.converted(toChannels: 3))
        metadata.profile = ColorProfile(Profiles.grey(gamma: 1))
        let written = try ImageWriter.encode(WritableImage(grey, metadata: metadata), as: .webp)
        #expect(try read(written.bytes).metadata.profile == nil && written.notes.count == 1)
    }

    @Test func `an image that a format cannot hold is refused by name`() {
        let long = WritableImage(
            Bitmap(width: 16_384, height: 1, channels: 1, filledWith: 0), metadata: ImageMetadata(format: .png))
        #expect(throws: ImageError.unwritable(reason: "WebP has at most 16383 pixels a side, not 16384 x 1")) {
            try ImageWriter.encode(long, as: .webp)
        }
    }

    @Test func `texts that PNG does not allow are left out with a note`() throws {
        let image = WritableImage(
            Self.rgb, metadata: ImageMetadata(format: .png), text: [PNG.Text(key: " bad", value: "a")])
        #expect(try ImageWriter.encode(image, as: .png).notes == ["1 texts that PNG does not allow were left out"])
    }
}
