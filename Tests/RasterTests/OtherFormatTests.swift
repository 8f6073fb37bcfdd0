import Foundation
import Raster
import Testing

@Suite struct `Reading other formats` {
    private func contents(_ file: [UInt8], colors: ImageFile.Colors = .sRGB) throws -> ImageFile.Contents {
        try ImageFile.decode(file, name: "sample", colors: colors)
    }

    private static let rgb = Pattern.bitmap(Pattern.rgb)
    private static let alpha = Pattern.bitmap { x, y in [Pattern.alpha(x, y)] }
    private static let palette = Pattern.bitmap { x, y in Pattern.paletteColor(Pattern.paletteIndex(x, y, count: 16)) }

    @Test(arguments: [OtherSamples.webp, OtherSamples.tiff, OtherSamples.bmp24, OtherSamples.bmpTopDown])
    func `colours are exact`(file: [UInt8]) throws {
        let read = try contents(file)
        #expect(read.bitmap == Self.rgb && read.alpha == nil && read.conversions.isEmpty)
    }

    @Test(arguments: [OtherSamples.webpAlpha, OtherSamples.tiffAlpha, OtherSamples.bmpAlpha])
    func `alpha is separate from the colours`(file: [UInt8]) throws {
        let read = try contents(file)
        #expect(read.bitmap == Self.rgb && read.alpha == Self.alpha)
    }

    @Test(arguments: [
        OtherSamples.gif, OtherSamples.gifInterlaced, OtherSamples.bmp8, OtherSamples.bmp4, OtherSamples.bmpRuns8,
        OtherSamples.bmpRuns4, OtherSamples.tiffPalette,
    ])
    func `palettes become RGB`(file: [UInt8]) throws {
        #expect(try contents(file).bitmap == Self.palette)
    }

    @Test func `bits of 16-bit pixels are scaled to all bytes`() throws {
        let expected = Pattern.bitmap { x, y in
            let c = Pattern.rgb(x, y)
            return [(c[0] >> 3) * 255 / 31, (c[1] >> 2) * 255 / 63, (c[2] >> 3) * 255 / 31]
        }
        #expect(try contents(OtherSamples.bmp565).bitmap == expected)
    }

    @Test func `a transparent colour of a GIF is alpha`() throws {
        let alpha = try #require(try contents(OtherSamples.gifTransparent).alpha)
        #expect(alpha == Pattern.bitmap { x, y in [Pattern.paletteIndex(x, y, count: 16) == 3 ? 0 : 255] })
    }

    @Test(arguments: [OtherSamples.gifAnimated, OtherSamples.webpAnimated])
    func `of an animation the first image is read, and the report says so`(file: [UInt8]) throws {
        let read = try contents(file)
        #expect(read.bitmap == Self.palette)
        #expect(read.conversions.contains("of the animation only the first image was read"))
    }

    @Test(arguments: [OtherSamples.avif, OtherSamples.heif])
    func `AVIF and HEIF are read`(file: [UInt8]) throws {
        let bitmap = try contents(file).bitmap
        #expect((bitmap.width, bitmap.height, bitmap.channels) == (48, 32, 3))
        for (i, color) in `Reading JPEG`.colors.enumerated() {
            for c in 0..<3 { #expect(abs(Int(bitmap[i % 3 * 16 + 8, i / 3 * 16 + 8, c]) - color[c]) <= 6) }
        }
    }

    @Test func `16-bit TIFF is rounded to show, and kept to repair`() throws {
        let words = (0..<35).map { UInt16($0 * 1871) }
        let file = try ImageWriter.encode(
            WritableImage(
                width: 7, height: 5, channels: 1, samples: .words(words), metadata: ImageMetadata(format: .tiff),
                text: []),
            as: .tiff
        ).bytes
        #expect(try contents(file).bitmap.pixels == words.map { UInt8((Int($0) + 128) / 257) })
        #expect(try contents(file).conversions == ["16 bits a sample were rounded to 8"])
        let kept = try contents(file, colors: .stored)
        #expect(kept.stored?.values == .words(words) && kept.conversions.isEmpty)
    }

    @Test func `a BMP that is shorter than its size says is rejected before allocation`() throws {
        #expect(throws: ImageError.self) { try contents(Array(OtherSamples.bmp24.dropLast())) }
        var huge = OtherSamples.bmp24
        huge.replaceSubrange(18..<26, with: [0xFF, 0xFF, 0xFF, 0x0F, 0xFF, 0xFF, 0xFF, 0x0F])
        #expect(throws: ImageError.self) { try contents(huge) }
    }

    @Test func `endings of any case say what can be read and written`() throws {
        for name in ["a.PNG", "b.JPG", "c.jpe", "d.jfif", "e.WebP", "f.tif", "g.gif", "h.bmp", "i.heic", "j.avif"] {
            #expect(ImageFormat.isImage(name), "\(name)")
        }
        #expect(ImageFormat.ending(of: "x.d/a.PNG//") == "png" && ImageFormat.ending(of: "a.b/c") == nil)
        #expect(ImageFormat.ending(of: "a/.png") == nil && ImageFormat.ending(of: "/") == nil)
        #expect(!ImageFormat.isImage("a.txt") && !ImageFormat.isImage(".png") && !ImageFormat.isImage("png"))
        #expect(try ImageFormat(writing: "a/b.JPE") == .jpeg)
        #expect(try ImageFormat(writing: "/dev/stdout") == .png)
        #expect(throws: ImageError.unknownEnding(path: "a.gif", ending: "gif")) { try ImageFormat(writing: "a.gif") }
        #expect(throws: ImageError.unknownEnding(path: "a.b/c", ending: "")) { try ImageFormat(writing: "a.b/c") }
    }
}
