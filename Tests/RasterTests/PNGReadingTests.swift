import Foundation
import Raster
import Testing

@Suite struct `Reading PNG` {
    private func contents(_ file: [UInt8]) throws -> ImageFile.Contents {
        try ImageFile.decode(file, name: "sample.png")
    }

    @Test(arguments: [(PNGSamples.grey1, 1), (PNGSamples.grey2, 2), (PNGSamples.grey4, 4), (PNGSamples.grey8, 8)])
    func `grey of few bits is scaled to all bytes`(file: [UInt8], bits: Int) throws {
        let top = (1 << bits) - 1
        let expected = Pattern.bitmap { x, y in [Pattern.grey(x, y) * top / 255 * 255 / top] }
        #expect(try contents(file).bitmap == expected)
    }

    @Test func `16 bits are rounded to the nearest of 8`() throws {
        let grey = Pattern.bitmap { x, y in [Int((Double(Pattern.grey(x, y) * 256 + x) / 257).rounded())] }
        #expect(try contents(PNGSamples.grey16).bitmap == grey)
        let rgb = Pattern.bitmap { x, y in Pattern.rgb(x, y).map { Int((Double($0 * 256 + y) / 257).rounded()) } }
        #expect(try contents(PNGSamples.rgb16).bitmap == rgb)
    }

    @Test func `interlacing changes nothing`() throws {
        #expect(try contents(PNGSamples.grey8interlaced).bitmap == Pattern.bitmap { x, y in [Pattern.grey(x, y)] })
        #expect(try contents(PNGSamples.rgb8interlaced).bitmap == Pattern.bitmap(Pattern.rgb))
        #expect(try contents(PNGSamples.rgb8).bitmap == Pattern.bitmap(Pattern.rgb))
    }

    @Test func `alpha is separate from the colours`() throws {
        let alpha = Pattern.bitmap { x, y in [Pattern.alpha(x, y)] }
        let rgba = try contents(PNGSamples.rgba8)
        #expect(rgba.bitmap == Pattern.bitmap(Pattern.rgb))
        #expect(rgba.alpha == alpha)
        let greyAlpha = try contents(PNGSamples.greyAlpha8)
        #expect(greyAlpha.bitmap == Pattern.bitmap { x, y in [Pattern.grey(x, y)] })
        #expect(greyAlpha.alpha == alpha)
        #expect(try contents(PNGSamples.rgba16interlaced).alpha == alpha)
        #expect(try contents(PNGSamples.rgb8).alpha == nil)
    }

    @Test(arguments: [
        (PNGSamples.palette1, 2), (PNGSamples.palette2, 4), (PNGSamples.palette4, 16),
        (PNGSamples.palette8, 16),
    ])
    func `palettes become RGB`(file: [UInt8], count: Int) throws {
        let expected = Pattern.bitmap { x, y in Pattern.paletteColor(Pattern.paletteIndex(x, y, count: count)) }
        #expect(try contents(file).bitmap == expected)
    }

    @Test func `a transparent colour or palette entry becomes alpha`() throws {
        let palette = try contents(PNGSamples.palette4transparent)
        #expect(palette.alpha == Pattern.bitmap { x, y in [Pattern.paletteIndex(x, y, count: 16) * 17] })
        let grey = try contents(PNGSamples.grey8key)
        #expect(grey.alpha == Pattern.bitmap { x, y in [Pattern.grey(x, y) == 36 ? 0 : 255] })
        let rgb = try contents(PNGSamples.rgb8key)
        #expect(rgb.alpha == Pattern.bitmap { x, y in (x, y) == (3, 2) ? [0] : [255] })
        #expect(rgb.bitmap == Pattern.bitmap(Pattern.rgb))
    }

    @Test func `a gamma far from sRGB is converted at full bit depth`() throws {
        func encoded(_ light: Double) -> Int {
            Int((255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055)).rounded())
        }
        let grey = Pattern.bitmap { x, y in [encoded(Double(Pattern.grey(x, y)) / 255)] }
        #expect(try contents(PNGSamples.grey8gamma1).bitmap == grey)
        let deep = Pattern.bitmap { x, y in [encoded(Double(Pattern.grey(x, y) * 256 + x) / 65535)] }
        #expect(try contents(PNGSamples.grey16gamma1).bitmap == deep)
    }

    @Test(arguments: [
        PNGSamples.grey8gamma22, PNGSamples.grey8gamma1sRGB, PNGSamples.grey8gammaAbsurd,
        PNGSamples.grey8profile,
    ])
    func `gammas near sRGB, sRGB chunks, absurd gammas and profiles do not change the samples`(file: [UInt8]) throws {
        #expect(try contents(file).bitmap == Pattern.bitmap { x, y in [Pattern.grey(x, y)] })
    }

    @Test func `every kind of text is read`() throws {
        let text = try contents(PNGSamples.texts).text
        #expect(
            text == [
                PNG.Text(key: "Title", value: "Café"),
                PNG.Text(key: "Comment", value: String(repeating: "tessera ", count: 200)),
                PNG.Text(key: "Author", value: "Zoë 漢字"),
                PNG.Text(key: "Source", value: "日本日本日本"),
                PNG.Text(key: "Empty", value: ""),
            ])
        #expect(try contents(PNGSamples.textAfterPixels).text == [PNG.Text(key: "Title", value: "late")])
    }

    @Test func `data after the end is ignored`() throws {
        let expected = try contents(PNGSamples.rgb8).bitmap
        #expect(try contents(PNGSamples.rgb8 + [1, 2, 3]).bitmap == expected)
    }

    @Test func `conversions are reported`() throws {
        #expect(try contents(PNGSamples.rgb16).conversions == ["16 bits a sample were rounded to 8"])
        #expect(try contents(PNGSamples.palette4).conversions == ["palette colours became RGB"])
        #expect(try contents(PNGSamples.rgb8).conversions.isEmpty)
        // An acTL chunk of one image, as animated files carry it, behind the header; its checksum by Python's zlib.
        let animated =
            PNGSamples.rgb8[..<33] + [
                0, 0, 0, 8, 0x61, 0x63, 0x54, 0x4C, 0, 0, 0, 2, 0, 0, 0, 0, 0xF3, 0x8D, 0x93, 0x70,
            ] + PNGSamples.rgb8[33...]
        #expect(try contents(Array(animated)).conversions == ["of the animation only the first image was read"])
        #expect(
            try ImageFile.decode(JPEGSamples.adobeInks, name: "inks.jpg").conversions == ["CMYK colours became RGB"])
        #expect(try ImageFile.decode(JPEGSamples.progressive, name: "p.jpg").conversions.isEmpty)
    }
}
