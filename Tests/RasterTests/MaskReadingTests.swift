import Raster
import Testing

/// Masks as files hold them: transparent, coloured, labelled, deep, compressed, of another size.
@Suite struct MaskReadingTests {
    /// A line of 12 pixels at row 5 of 24 x 16.
    private static let truth: Mask = {
        var mask = Mask(width: 24, height: 16)
        for x in 6..<18 { mask[x, 5] = true }
        return mask
    }()

    private static func image(channels: Int, marked: [UInt8], other: [UInt8]) -> Bitmap {
        Bitmap(
            width: 24, height: 16, channels: channels, pixels: truth.damaged.flatMap { $0 ? marked : other })
    }

    private static func alpha(marked: UInt8, other: UInt8) -> Bitmap {
        image(channels: 1, marked: [marked], other: [other])
    }

    private static func read(_ bitmap: Bitmap, _ alpha: Bitmap? = nil) throws -> MaskReading {
        try MaskReading(ImageFile.Contents(bitmap: bitmap, alpha: alpha), name: "m.png")
    }

    /// A photo: a ramp in each channel, and texture.
    private static let photo: Bitmap = {
        var pixels: [UInt8] = []
        for y in 0..<16 {
            for x in 0..<24 {
                let texture = (y * 24 + x) * 7919 % 60
                pixels += [UInt8(40 + x * 6), UInt8(70 + y * 8), UInt8(90 + texture)]
            }
        }
        return Bitmap(width: 24, height: 16, channels: 3, pixels: pixels)
    }()

    @Test func `erased places of a photo are its mask`() throws {
        let reading = try Self.read(Self.photo, Self.alpha(marked: 0, other: 255))
        #expect(reading.mask == Self.truth && reading.source == .transparency)
        #expect(reading.text == "by transparency: transparent pixels are marked, 3.1 %")
        // Half erased is not erased.
        #expect(try Self.read(Self.photo, Self.alpha(marked: 127, other: 128)).mask == Self.truth)
    }

    @Test(arguments: [[0, 0, 0], [255, 0, 0], [255, 255, 255]] as [[UInt8]])
    func `strokes of one colour on a transparent layer are the mask`(color: [UInt8]) throws {
        let layer = Self.image(channels: 3, marked: color, other: [0, 0, 0])
        let reading = try Self.read(layer, Self.alpha(marked: 255, other: 0))
        #expect(reading.mask == Self.truth && reading.source == .strokes)
        #expect(reading.text == "by transparency: painted pixels are marked, 3.1 %")
    }

    @Test func `a hole in a layer of one colour is the mask`() throws {
        let white = Bitmap(width: 24, height: 16, channels: 1, filledWith: 255)
        let reading = try Self.read(white, Self.alpha(marked: 0, other: 255))
        #expect(reading.mask == Self.truth && reading.source == .transparency)
    }

    @Test func `an empty layer marks nothing`() throws {
        let reading = try Self.read(Self.photo, Bitmap(width: 24, height: 16, channels: 1, filledWith: 0))
        #expect(reading.fraction == 0 && reading.source == .nothing)
    }

    @Test(
        arguments: [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 0, 255], [128, 0, 0], [0, 0, 128]] as [[UInt8]])
    func `a coloured mask marks what has a channel of 128 and above`(color: [UInt8]) throws {
        let reading = try Self.read(Self.image(channels: 3, marked: color, other: [0, 0, 0]))
        #expect(reading.mask == Self.truth && reading.source == .color)
    }

    @Test func `an opaque alpha channel does not count`() throws {
        let grey = Self.image(channels: 1, marked: [255], other: [0])
        let reading = try Self.read(grey, Bitmap(width: 24, height: 16, channels: 1, filledWith: 255))
        #expect(reading.mask == Self.truth && reading.source == .brightness)
    }

    @Test func `maps of labels mark every label`() throws {
        // 0 and 1 for false and true.
        let small = try Self.read(Self.image(channels: 1, marked: [1], other: [0]))
        #expect(small.mask == Self.truth && small.source == .labels)
        // The label (64, 0, 0) of a palette, an area of 3 x 3, beside (128, 0, 0).
        var palette = Self.image(channels: 3, marked: [128, 0, 0], other: [0, 0, 0]), wanted = Self.truth
        for y in 9..<12 { for x in 2..<5 { palette[x, y, 0] = 64; wanted[x, y] = true } }
        let labels = try Self.read(palette)
        #expect(labels.mask == wanted && labels.source == .labels)
    }

    @Test func `soft edges count from 128 on`() throws {
        let values: [UInt8] = (0..<24).map { UInt8($0 * 11) }
        let row = Bitmap(width: 24, height: 1, channels: 1, pixels: values)
        #expect(try Self.read(row).mask.damaged == values.map { $0 >= 128 })
    }

    @Test func `an opaque picture is refused, with the reason`() throws {
        let error = #expect(throws: MaskError.isPicture(name: "m.png")) { try Self.read(Self.photo) }
        #expect(error?.description.hasPrefix("m.png: it is a picture, not a mask: it is opaque") == true)
        // In grey too, and noise.
        #expect(throws: MaskError.isPicture(name: "m.png")) { try Self.read(Self.photo.converted(toChannels: 1)) }
        var state: UInt64 = 1
        func random() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
        let noise = Bitmap(
            width: 64, height: 64, channels: 3, pixels: (0..<64 * 64 * 3).map { _ in random() })
        #expect(throws: MaskError.isPicture(name: "m.png")) { try Self.read(noise) }
    }

    @Test(
        arguments: [[255, 255, 255], [255, 0, 0], [0, 0, 255], [255, 0, 255], [128, 0, 0]] as [[Int]], [1, 4, 20])
    func `a mask blurred over most of the image is no picture`(color: [Int], radius: Int) throws {
        // A disc that fades over `radius` pixels.
        let pixels = (0..<96 * 96).flatMap { i -> [UInt8] in
            let (x, y) = (Double(i % 96) - 48, Double(i / 96) - 48), away = (x * x + y * y).squareRoot()
            let share = min(max((30 - away) / Double(radius), 0), 1)
            return color.map { UInt8(Double($0) * share) }
        }
        let reading = try Self.read(Bitmap(width: 96, height: 96, channels: 3, pixels: pixels))
        #expect(reading.mask[48, 48] && !reading.mask[0, 0])
    }

    @Test func `a mask that marks nearly everything gets a hint`() throws {
        let reading = try Self.read(Self.image(channels: 1, marked: [0], other: [255]))
        #expect(
            reading.hint?.description
                == "the mask marks nearly everything, 96.9 %; if it marks what to keep, invert the mask")
        #expect(reading.inverted.mask == Self.truth && reading.inverted.hint == nil)
        #expect(reading.inverted.text == "by brightness: dark pixels are marked, 3.1 %")
    }

    @Test func `a mask of the same proportions is scaled, and thin damage stays`() throws {
        let reading = try Self.read(Self.image(channels: 1, marked: [255], other: [0]))
        let twice = reading.scaled(toWidth: 48, height: 32)
        #expect(
            twice.mask.count == 4 * Self.truth.count && twice.mask[12, 10] && twice.mask[35, 11] && !twice.mask[36, 11])
        #expect(twice.text.hasSuffix("scaled from 24x16 to 48x32"))
        // A line of one pixel survives any reduction.
        let small = reading.scaled(toWidth: 6, height: 4)
        #expect((0..<6).map { small.mask[$0, 1] } == [false, true, true, true, true, false])
        #expect(reading.hasProportions(ofWidth: 49, height: 32) && !reading.hasProportions(ofWidth: 24, height: 24))
        #expect(!reading.hasProportions(ofWidth: 1, height: 16))
    }
}
