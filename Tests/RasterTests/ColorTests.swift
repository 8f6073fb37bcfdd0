import Foundation
import Raster
import Testing

@Suite struct `Colours of files` {
    private func read(_ file: [UInt8], _ colors: ImageFile.Colors) throws -> ImageFile.Contents {
        try ImageFile.decode(file, name: "sample", colors: colors)
    }

    private static let image = Bitmap(
        width: 3, height: 1, channels: 3, pixels: [200, 100, 50, 128, 128, 128, 60, 180, 90])
    /// By Little CMS through Pillow, relative colorimetric with black point compensation.
    private static let ofP3: [Int] = [215, 93, 31, 128, 128, 128, 0, 183, 78]

    private func p3(_ format: ImageFormat) throws -> [UInt8] {
        var metadata = ImageMetadata(format: .png)
        metadata.profile = ColorProfile(chromaticities: Profiles.p3)
        return try ImageWriter.encode(WritableImage(Self.image, metadata: metadata), as: format).bytes
    }

    @Test(arguments: [ImageFormat.png, .webp, .tiff]) func `a profile is kept with the samples, or applied`(
        format: ImageFormat
    ) throws {
        let stored = try read(p3(format), .stored)
        #expect(stored.bitmap == Self.image && stored.conversions.isEmpty)
        #expect(stored.metadata.profile == ColorProfile(chromaticities: Profiles.p3))
        let shown = try read(p3(format), .sRGB)
        #expect(zip(shown.bitmap.pixels, Self.ofP3).allSatisfy { abs(Int($0) - $1) <= 1 }, "\(shown.bitmap.pixels)")
        #expect(shown.metadata.profile == nil)
        #expect(
            shown.conversions.count == 1 && shown.conversions[0].hasPrefix("its colours became sRGB by their profile"))
    }

    @Test func `a profile of sRGB changes no sample`() throws {
        var metadata = ImageMetadata(format: .png)
        metadata.profile = ColorProfile(chromaticities: [0.3127, 0.3290, 0.640, 0.330, 0.300, 0.600, 0.150, 0.060])
        let rgb = Pattern.bitmap(Pattern.rgb)
        let file = try ImageWriter.encode(WritableImage(rgb, metadata: metadata), as: .png).bytes
        #expect(try read(file, .sRGB).bitmap == rgb)
        #expect(try read(file, .sRGB).conversions.isEmpty)
    }

    @Test func `a PNG keeps the old profile of sRGB that libpng refuses to write`() throws {
        #expect(OldSRGBProfile.isExact)
        var metadata = ImageMetadata(format: .png)
        let profile = try #require(ColorProfile(OldSRGBProfile.bytes))
        metadata.profile = profile
        let file = try ImageWriter.encode(WritableImage(Self.image, metadata: metadata), as: .png).bytes
        let again = try read(file, .stored)
        #expect(again.metadata.profile?.bytes == OldSRGBProfile.bytes && again.bitmap == Self.image)
        #expect(again.conversions.isEmpty)
    }

    @Test(arguments: [(UInt8(16), true), (18, true), (13, false)])
    func `reading says of a PNG that its range is high`(curve: UInt8, isHigh: Bool) throws {
        let plain = try ImageWriter.encode(WritableImage(Self.image, metadata: ImageMetadata(format: .png)), as: .png)
            .bytes
        let file = Profiles.chunk("cICP", [9, curve, 0, 1], inPNG: plain)
        #expect(try read(file, .sRGB).conversions.contains { $0.contains("PQ or HLG") } == isHigh)
    }

    @Test func `a grey profile is kept or applied, also to each sample of a JPEG in colour`() throws {
        let profile = Profiles.grey(gamma: 1)
        let grey = Profiles.inserted(profile, intoJPEG: JPEGSamples.grey)
        #expect(try read(grey, .stored).bitmap == read(JPEGSamples.grey, .sRGB).bitmap)
        #expect(try read(grey, .stored).metadata.profile?.bytes == profile)
        // 77 as light is 149 in sRGB.
        #expect(try abs(Int(read(grey, .sRGB).bitmap.pixels[0]) - 149) <= 1)
        let colored = try read(Profiles.inserted(profile, intoJPEG: JPEGSamples.rgb), .stored)
        #expect(colored.metadata.profile == nil && colored.changedSamples > 0)
        #expect(colored.conversions.count == 1 && colored.conversions[0].contains("samples changed"))
    }

    @Test func `CMYK is converted by its profile, and every sample counts as changed`() throws {
        let plain = try read(JPEGSamples.adobeInks, .stored)
        #expect(plain.conversions == ["CMYK colours became RGB (576 samples changed)"] && plain.changedSamples == 576)
        let managed = try read(Profiles.inserted(Profiles.inks, intoJPEG: JPEGSamples.adobeInks), .stored)
        #expect(managed.conversions[0].hasPrefix("CMYK colours became sRGB by their profile"))
        #expect(managed.metadata.profile == nil)
        // The profile knows lightness only: cyan alone is neutral.
        let pixel = managed.bitmap.pixels[12..<15]
        #expect(Int(pixel.max() ?? 0) - Int(pixel.min() ?? 0) <= 3, "\(pixel)")
    }

    @Test func `CMYK without Adobe's marker is positive, whichever way its inks are stored`() throws {
        // An Adobe file whose marker of 16 bytes was lost.
        let file = JPEGSamples.adobeInks
        let start = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xEE]) })
        let stripped = Array(file[..<start] + file[(start + 16)...])
        #expect(try read(stripped, .sRGB).bitmap == read(file, .sRGB).bitmap)
        #expect(try read(stripped, .sRGB).conversions[0].contains("255 as no ink"))
        #expect(try read(JPEGSamples.plainInks, .sRGB).conversions[0].contains("255 as full ink"))
    }

    @Test func `a profile that is broken or for other channels is left out, and this is said`() throws {
        let broken = try read(Profiles.inserted([1, 2, 3], intoJPEG: JPEGSamples.rgb), .stored)
        #expect(broken.conversions == ["its colour profile cannot be read and was left out"])
        let foreign = try read(Profiles.inserted(Profiles.inks, intoJPEG: JPEGSamples.rgb), .stored)
        #expect(foreign.metadata.profile == nil && foreign.conversions[0].contains("is for CMYK samples, not for RGB"))
    }

    @Test func `a gamma is kept with the samples, and written again`() throws {
        let shown = try read(PNGSamples.grey8gamma1, .sRGB), stored = try read(PNGSamples.grey8gamma1, .stored)
        #expect(stored.bitmap == shown.bitmap && stored.metadata.gamma == 100_000)
        let samples = Pattern.bitmap { x, y in [Pattern.grey(x, y)] }
        #expect(stored.stored?.values == .bytes(samples.pixels))
        let again = try ImageWriter.encode(WritableImage(samples, metadata: stored.metadata), as: .png).bytes
        #expect(try read(again, .sRGB).bitmap == shown.bitmap)
        let jpeg = try ImageWriter.encode(WritableImage(samples, metadata: stored.metadata), as: .jpeg, quality: 100)
        #expect(jpeg.notes.count == 1 && jpeg.notes[0].hasPrefix("JPEG holds no gAMA: "))
        let difference = try zip(read(jpeg.bytes, .sRGB).bitmap.pixels, shown.bitmap.pixels).map {
            abs(Int($0) - Int($1))
        }
        #expect((difference.max() ?? 0) <= 3)
    }

    @Test func `primaries are kept, as cHRM or as a profile, or applied`() throws {
        var metadata = ImageMetadata(format: .png)
        (metadata.gamma, metadata.chromaticities) = (45_455, Profiles.p3.map { Int($0 * 100_000 + 0.5) })
        let image = WritableImage(Self.image, metadata: metadata)
        let png = try ImageWriter.encode(image, as: .png).bytes
        let stored = try read(png, .stored)
        #expect(stored.bitmap == Self.image && stored.metadata.chromaticities == metadata.chromaticities)
        #expect(try zip(read(png, .sRGB).bitmap.pixels, Self.ofP3).allSatisfy { abs(Int($0) - $1) <= 1 })
        let webp = try ImageWriter.encode(image, as: .webp)
        #expect(webp.notes == ["the primaries (cHRM) are kept as a colour profile"])
        #expect(try read(webp.bytes, .stored).metadata.profile != nil)
    }

    @Test func `an impossible gamma and a profile that PNG refuses are named`() throws {
        #expect(
            try read(PNGSamples.grey8gammaAbsurd, .stored).conversions == ["its gAMA is impossible and was left out"])
        let refused = Profiles.chunk("iCCP", Array("x\0\0".utf8) + [1, 2, 3], inPNG: PNGSamples.rgb8)
        #expect(
            try read(refused, .stored).conversions == [
                "its colour profile does not fit a PNG of its kind and was left out"
            ])
    }

    @Test(arguments: Orientation.allCases) func `the orientation in a PNG is obeyed and reset`(orientation: Orientation)
        throws
    {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation.rawValue), 0, 0, 0, 0,
            0, 0,
        ]
        let contents = try read(Profiles.chunk("eXIf", tiff, inPNG: PNGSamples.rgb8), .stored)
        #expect(contents.bitmap == Pattern.bitmap(Pattern.rgb).oriented(orientation))
        let again = try ImageWriter.encode(WritableImage(contents.bitmap, metadata: contents.metadata), as: .png).bytes
        let second = try read(again, .stored)
        #expect(second.bitmap == contents.bitmap && second.metadata.orientation == .upright)
        #expect(second.metadata.exif?.count == tiff.count)
    }
}
