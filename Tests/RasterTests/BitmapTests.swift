import Raster
import Testing

@Suite struct `A bitmap` {
    /// Samples 0, 1, 2 ... in reading order.
    private func counted(_ width: Int, _ height: Int, _ channels: Int, from start: Int = 0) -> Bitmap {
        Bitmap(
            width: width, height: height, channels: channels,
            pixels: (0..<width * height * channels).map { UInt8(start + $0) })
    }

    @Test func `is indexed by column, row and channel`() {
        var bitmap = counted(4, 3, 3)
        #expect(bitmap[2, 1, 0] == 18)
        bitmap[3, 2, 2] = 99
        #expect(bitmap.pixels.last == 99)
    }

    @Test func `is cropped to a part`() {
        let part = counted(4, 3, 3).cropped(x: 1, y: 1, width: 2, height: 2)
        #expect((part.width, part.height) == (2, 2))
        #expect(part.pixels == [15, 16, 17, 18, 19, 20, 27, 28, 29, 30, 31, 32])
        #expect(counted(4, 3, 1).cropped(x: 4, y: 0, width: 0, height: 3).isEmpty)
    }

    @Test func `joins bitmaps in a grid, with black in free cells`() {
        let grid = Bitmap.grid([counted(2, 2, 1), counted(2, 2, 1, from: 10), counted(2, 2, 1, from: 20)], columns: 2)
        #expect((grid.width, grid.height) == (4, 4))
        #expect(grid.pixels == [0, 1, 10, 11, 2, 3, 12, 13, 20, 21, 0, 0, 22, 23, 0, 0])
        #expect(Bitmap.grid([counted(2, 1, 3)], columns: 1) == counted(2, 1, 3))
    }

    @Test func `becomes grey by luminance in linear light`() {
        let primaries = Bitmap(width: 3, height: 1, channels: 3, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255])
        let expected = [0.2126, 0.7152, 0.0722].map { UInt8(ResamplingReference.encoded($0, .sRGB).rounded()) }
        #expect(primaries.converted(toChannels: 1).pixels == expected)
        let linear = Bitmap(width: 1, height: 1, channels: 3, colorSpace: .linear, pixels: [0, 255, 0])
        #expect(linear.converted(toChannels: 1).pixels == [182])
    }

    @Test func `keeps neutral pixels through RGB and back`() {
        let greys = Bitmap(width: 256, height: 1, channels: 1, pixels: [UInt8](0...255))
        let rgb = greys.converted(toChannels: 3)
        #expect(rgb[77, 0, 0] == 77 && rgb[77, 0, 1] == 77 && rgb[77, 0, 2] == 77)
        #expect(rgb.converted(toChannels: 1) == greys)
        #expect(greys.converted(toChannels: 1) == greys)
    }

    @Test func `each orientation has an inverse`() {
        let bitmap = counted(3, 2, 3)
        for orientation in Orientation.allCases {
            let undo: Orientation =
                switch orientation {
                case .turnedRight: .turnedLeft
                case .turnedLeft: .turnedRight
                default: orientation
                }
            #expect(bitmap.oriented(orientation).oriented(undo) == bitmap)
        }
        #expect(counted(3, 2, 1).oriented(.turnedRight).pixels == [3, 0, 4, 1, 5, 2])
    }

    @Test func `has exact sRGB rounding at every byte and between`() {
        for byte in 0...255 {
            #expect(SRGB.byte(ofLinear: SRGB.linear[byte]) == UInt8(byte))
        }
        for i in 0...100_000 {
            let light = Float(i) / 100_000
            let exact = ResamplingReference.encoded(Double(light), .sRGB)
            #expect(abs(Double(SRGB.byte(ofLinear: light)) - exact) < 0.5001)
        }
        #expect(SRGB.byte(ofLinear: -1) == 0)
        #expect(SRGB.byte(ofLinear: 2) == 255)
        #expect(SRGB.byte(ofLinear: .nan) == 0)
    }

    @Test func `a gap separates the images of a grid, and taking it apart gives them back`() {
        let images = (0..<3).map { Bitmap(width: 2, height: 3, channels: 1, filledWith: UInt8($0 * 100)) }
        let grid = Bitmap.grid(images, columns: 2, gap: 1)
        #expect(grid.width == 5 && grid.height == 7)
        #expect(Array(grid.pixels[0..<5]) == [0, 0, 128, 100, 100])
        #expect(Array(grid.pixels[15..<20]) == [128, 128, 128, 128, 128])
        #expect(Array(grid.tiles(columns: 2, rows: 2, gap: 1).prefix(3)) == images)
        #expect(Bitmap.grid(images, columns: 2).tiles(columns: 2, rows: 2)[1] == images[1])
        let clear = Bitmap.grid(
            [
                Bitmap(width: 1, height: 1, channels: 4, filledWith: 9),
                Bitmap(width: 1, height: 1, channels: 4, filledWith: 9),
            ],
            columns: 2, gap: 1)
        #expect(Array(clear.pixels[4..<8]) == [0, 0, 0, 0])
    }
}
