import Raster
import Testing

@Suite struct `Writing PNG` {
    @Test func `images of any size and channel count survive a round trip`() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<60 {
            let (width, height) = (Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random))
            let channels = Bool.random(using: &random) ? 1 : 3
            let bitmap = Bitmap(
                width: width, height: height, channels: channels,
                pixels: .random(width * height * channels, using: &random))
            let contents = try ImageFile.decode(PNG.encode(bitmap), name: "again")
            #expect(contents.bitmap == bitmap)
            #expect(contents.alpha == nil)
            #expect(contents.text.isEmpty)
        }
    }

    @Test func `texts of any script and length survive a round trip in order`() throws {
        let text = [
            PNG.Text(key: "Software", value: "Tessera"),
            PNG.Text(key: "Prompt", value: "naïve façade\nsecond line"),
            PNG.Text(key: "Prompt", value: "漢字 🙂 e\u{301}"),
            PNG.Text(key: "Café", value: String(repeating: "settings = 1\n", count: 5000)),
            PNG.Text(key: "Long", value: String(repeating: "日本語", count: 5000)),
            PNG.Text(key: "Lines", value: "a\r\nb\tc"),
            PNG.Text(key: "Nothing", value: ""),
        ]
        let file = try PNG.encode(Bitmap(width: 2, height: 2, channels: 3, filledWith: 9), text: text)
        #expect(file.count < 5000, "long values are compressed")
        #expect(try ImageFile.decode(file, name: "again").text == text)
    }

    @Test func `equal images have equal bytes`() throws {
        let bitmap = Pattern.bitmap(Pattern.rgb)
        let text = [PNG.Text(key: "Seed", value: "5")]
        #expect(try PNG.encode(bitmap, text: text) == PNG.encode(bitmap, text: text))
    }

    @Test func `the file has its colour space`() throws {
        let grey: [UInt8] = (0..<16).map { UInt8($0 * 17) }
        let sRGB = try PNG.encode(Bitmap(width: 16, height: 1, channels: 1, pixels: grey))
        #expect(sRGB.contains("sRGB".utf8))
        let linear = try PNG.encode(Bitmap(width: 16, height: 1, channels: 1, colorSpace: .linear, pixels: grey))
        let expected = grey.map { SRGB.byte(ofLinear: Float($0) / 255) }
        #expect(try ImageFile.decode(linear, name: "linear").bitmap.pixels == expected)
    }

    @Test(arguments: ["", " a", "a ", "a  b", "a\nb", "漢", String(repeating: "k", count: 80)])
    func `an invalid key is rejected`(key: String) {
        let bitmap = Bitmap(width: 1, height: 1, channels: 1, filledWith: 0)
        #expect(throws: ImageError.textKey(key)) { try PNG.encode(bitmap, text: [PNG.Text(key: key, value: "")]) }
    }

    @Test func `a zero byte in a text and an image without pixels are rejected`() {
        let bitmap = Bitmap(width: 1, height: 1, channels: 1, filledWith: 0)
        #expect(throws: ImageError.textValue(key: "k")) {
            try PNG.encode(bitmap, text: [PNG.Text(key: "k", value: "a\0b")])
        }
        #expect(throws: ImageError.nothingToWrite(width: 0, height: 3)) {
            try PNG.encode(Bitmap(width: 0, height: 3, channels: 1, pixels: []))
        }
    }
}
