import Raster
import Repair
import Tensors
import Testing

@Suite struct RestoringTests {
    /// Smooth waves and an edge.
    private static func scene(_ w: Int, _ h: Int, channels: Int = 1) -> Bitmap {
        var image = Bitmap(width: w, height: h, channels: channels, filledWith: 0)
        for y in 0..<h {
            for x in 0..<w {
                let stripes = (x * 3 + y * 2) / 24 % 2 == 0 ? 70 : 170
                for c in 0..<channels { image[x, y, c] = UInt8(stripes + 10 * c) }
            }
        }
        return image
    }

    @Test func `bicubic resampling keeps constants, and the middle of a ramp`() {
        for (from, to) in [(24, 12), (24, 6), (12, 24), (10, 40), (16, 16)] {
            let taps = AxisTaps.bicubic(from: from, to: to)
            #expect(taps.alongRows([Float](repeating: 3, count: from), rows: 1).allSatisfy { abs($0 - 3) < 1e-5 })
            let ramp = taps.alongRows((0..<from).map(Float.init), rows: 1)
            let middle = to / 2
            #expect(abs(ramp[middle] - ((Float(middle) + 0.5) * Float(from) / Float(to) - 0.5)) < 1e-4)
        }
    }

    @Test func `resampling rows, resampling columns and the matrix product agree`() {
        var random = SeededNumbers(4)
        let taps = AxisTaps.bicubic(from: 9, to: 4), values = random.numbers(9 * 3, in: -1...1).map(Float.init)
        let columns = taps.alongColumns(values, width: 3, planes: 1)
        let turned = (0..<27).map { values[$0 % 9 * 3 + $0 / 9] }
        let rows = taps.alongRows(turned, rows: 3)
        for x in 0..<3 {
            for i in 0..<4 {
                let product = (0..<9).reduce(Float(0)) { $0 + taps.matrix[i * 9 + $1] * values[$1 * 3 + x] }
                #expect(abs(rows[x * 4 + i] - columns[i * 3 + x]) < 1e-5 && abs(product - columns[i * 3 + x]) < 1e-5)
            }
        }
    }

    @Test(arguments: [2, 3, 4])
    func `an upscaled image, downscaled, equals the input`(scale: Int) throws {
        let small = Self.scene(41, 30, channels: 3)
        let outcome = try Repair.run(
            small, mask: nil, task: .upscale, method: "upscale", settings: ["scale": Double(scale)], threads: 2)
        #expect(outcome.image.width == 41 * scale && outcome.image.height == 30 * scale)
        let enlarged = try #require(outcome.report.enlarged)
        #expect(enlarged.rootMeanSquare < 2 && enlarged.width == 41 * scale)
        #expect(outcome.report.knownSamples == 0)
    }

    @Test func `tiles leave no seam in an upscaled image`() throws {
        let small = Self.scene(200, 20)
        let whole = try Repair.run(small, mask: nil, method: "upscale", threads: 2).image
        // The stripes repeat every 32 pixels; two tiles meet at 200. The difference is 1 level, away from the seam too.
        for x in 190..<210 { #expect(abs(Int(whole[x, 20, 0]) - Int(whole[x - 64, 20, 0])) < 3) }
    }

    @Test func `restore removes a blur of known width`() throws {
        let truth = Self.scene(64, 64)
        var soft = truth
        let taps = AxisTaps.gaussian(64, deviation: 1.2)
        let blurred = taps.alongColumns(taps.alongRows(truth.pixels.map(Float.init), rows: 64), width: 64, planes: 1)
        for i in soft.pixels.indices { soft.pixels[i] = UInt8(blurred[i].rounded()) }
        let before =
            try Repair.run(soft, mask: Mask(width: 64, height: 64), threads: 1, truth: truth).report.wholeImage?.psnr
            ?? 99
        let after =
            try Repair.run(
                soft, mask: nil, task: .restore, method: "restore", settings: ["blur": 1.2], threads: 2, truth: truth
            ).report.wholeImage?.psnr ?? 0
        // The measured gain is 2.4 dB.
        #expect(after > before + 2.3)
    }

    @Test(arguments: [(1, 1), (1, 9), (30_000, 2)])
    func `tiny and very long images are upscaled, and flat images stay flat`(width: Int, height: Int) throws {
        let outcome = try Repair.run(
            Bitmap(width: width, height: height, channels: 3, filledWith: 90), mask: nil, method: "upscale", threads: 2)
        #expect(outcome.image.width == 2 * width && outcome.image.height == 2 * height)
        #expect(outcome.image.pixels.allSatisfy { abs(Int($0) - 90) <= 1 })
    }

    @Test func `a result that is too large to be read is refused at once`() {
        let wide = Bitmap(width: 30_000, height: 1_200, channels: 1, filledWith: 7)
        #expect(throws: RepairError.resultTooLarge(width: 90_000, height: 3_600, limit: 1 << 28)) {
            try Repair.run(wide, mask: nil, method: "upscale", settings: ["scale": 3], threads: 1)
        }
    }

    @Test func `upscaling takes no mask, and a truth of the result's size`() {
        let image = Bitmap(width: 16, height: 16, channels: 1, filledWith: 7)
        #expect(throws: RepairError.maskForWholeImage(name: "m", task: "upscale")) {
            try Repair.run(
                image, mask: Mask(width: 16, height: 16), task: .upscale, method: "upscale", threads: 1, maskName: "m")
        }
        #expect(
            throws: RepairError.truthSize(name: "truth", width: 16, height: 16, expectedWidth: 32, expectedHeight: 32)
        ) {
            try Repair.run(image, mask: nil, task: .upscale, method: "upscale", threads: 1, truth: image)
        }
    }
}
