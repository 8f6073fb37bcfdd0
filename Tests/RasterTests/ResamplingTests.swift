import Raster
import Testing

@Suite struct `Resampling` {
    private func noise(
        _ width: Int, _ height: Int, _ channels: Int, _ space: Bitmap.ColorSpace,
        using random: inout SeededRandom
    ) -> Bitmap {
        Bitmap(
            width: width, height: height, channels: channels, colorSpace: space,
            pixels: .random(width * height * channels, using: &random))
    }

    @Test(arguments: ResamplingFilter.allCases)
    func `agrees with its definition for any two sizes`(filter: ResamplingFilter) {
        var random = SeededRandom(seed: 11)
        for _ in 0..<60 {
            func side() -> Int { Int.random(in: 1...24, using: &random) }
            let source = noise(
                side(), side(), Bool.random(using: &random) ? 1 : 3,
                Bool.random(using: &random) ? .sRGB : .linear, using: &random)
            let (width, height) = (side(), side())
            let fast = source.resampled(width: width, height: height, filter: filter)
            let exact = ResamplingReference.samples(source, width: width, height: height, filter: filter)
            #expect((fast.width, fast.height, fast.channels) == (width, height, source.channels))
            #expect(fast.colorSpace == source.colorSpace)
            let worst = zip(fast.pixels, exact).map { abs(Double($0) - $1) }.max() ?? 1
            // Rounding is half a byte; the rest is single precision.
            #expect(worst < 0.501, "\(source.width) x \(source.height) to \(width) x \(height)")
        }
    }

    @Test(arguments: ResamplingFilter.allCases)
    func `to the same size changes nothing, and a uniform colour stays`(filter: ResamplingFilter) {
        var random = SeededRandom(seed: 12)
        let image = noise(9, 7, 3, .sRGB, using: &random)
        #expect(image.resampled(width: 9, height: 7, filter: filter) == image)
        for value in [UInt8](0...255) {
            let even = Bitmap(width: 5, height: 3, channels: 1, filledWith: value)
            #expect(even.resampled(width: 3, height: 7, filter: filter).pixels.allSatisfy { $0 == value })
        }
    }

    @Test func `averages light, not bytes`() {
        let board = Bitmap(width: 8, height: 8, channels: 1, pixels: (0..<64).map { ($0 / 8 + $0) % 2 == 0 ? 255 : 0 })
        #expect(board.resampled(width: 4, height: 4, filter: .area).pixels.allSatisfy { $0 == 188 })
        let linear = Bitmap(width: 2, height: 1, channels: 1, colorSpace: .linear, pixels: [0, 255])
        #expect(linear.resampled(width: 1, height: 1).pixels == [128])
    }

    @Test func `by area enlarges integer multiples to blocks`() {
        let small = Bitmap(width: 2, height: 1, channels: 1, pixels: [10, 200])
        #expect(small.resampled(width: 6, height: 2).pixels == [10, 10, 10, 200, 200, 200, 10, 10, 10, 200, 200, 200])
    }

    @Test func `to an empty size is empty`() {
        let none = Bitmap(width: 2, height: 2, channels: 3, filledWith: 1).resampled(width: 0, height: 4)
        #expect(none == Bitmap(width: 0, height: 4, channels: 3, pixels: []))
    }
}
