import Engine
import Raster
import Testing

@Suite struct RestoringTests {
    /// Smooth waves and an edge.
    private static func scene(_ w: Int, _ h: Int, channels: Int = 1) -> Bitmap {
        var picture = Bitmap(width: w, height: h, channels: channels, filledWith: 0)
        for y in 0..<h {
            for x in 0..<w {
                let stripes = (x * 3 + y * 2) / 24 % 2 == 0 ? 70 : 170
                for c in 0..<channels { picture[x, y, c] = UInt8(stripes + 10 * c) }
            }
        }
        return picture
    }

    @Test func `an axis made shorter or longer keeps what is even, and a ramp in its middle`() {
        for (from, to) in [(24, 12), (24, 6), (12, 24), (10, 40), (16, 16)] {
            let taps = AxisTaps.bicubic(from: from, to: to)
            #expect(taps.alongRows([Float](repeating: 3, count: from), rows: 1).allSatisfy { abs($0 - 3) < 1e-5 })
            let ramp = taps.alongRows((0..<from).map(Float.init), rows: 1)
            let middle = to / 2
            #expect(abs(ramp[middle] - ((Float(middle) + 0.5) * Float(from) / Float(to) - 0.5)) < 1e-4)
        }
    }

    @Test func `rows, columns and the matrix of an axis say the same`() {
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
    func `a larger picture is, made smaller again, the one that was given`(scale: Int) throws {
        let small = Self.scene(41, 30, channels: 3)
        let outcome = try Repair.run(small, mask: nil, task: .upscale, method: "upscale", settings: ["scale": Double(scale)], lanes: 2)
        #expect(outcome.picture.width == 41 * scale && outcome.picture.height == 30 * scale)
        let enlarged = try #require(outcome.receipt.enlarged)
        #expect(enlarged.rootMeanSquare < 2 && enlarged.width == 41 * scale)
        #expect(outcome.receipt.knownSamples == 0)
    }

    @Test func `tiles leave no seam in a larger picture`() throws {
        let small = Self.scene(200, 20)
        let whole = try Repair.run(small, mask: nil, method: "upscale", lanes: 2).picture
        // The stripes repeat every 32 pixels; two tiles meet at 200. 1 level is reached, away from the seam too.
        for x in 190..<210 { #expect(abs(Int(whole[x, 20, 0]) - Int(whole[x - 64, 20, 0])) < 3) }
    }

    @Test func `a blur of known width is undone`() throws {
        let truth = Self.scene(64, 64)
        var soft = truth
        let taps = AxisTaps.gaussian(64, deviation: 1.2)
        let blurred = taps.alongColumns(taps.alongRows(truth.pixels.map(Float.init), rows: 64), width: 64, planes: 1)
        for i in soft.pixels.indices { soft.pixels[i] = UInt8(blurred[i].rounded()) }
        let before = try Repair.run(soft, mask: Mask(width: 64, height: 64), lanes: 1, truth: truth).receipt.wholePicture?.psnr ?? 99
        let after = try Repair.run(soft, mask: nil, task: .restore, method: "restore", settings: ["blur": 1.2], lanes: 2, truth: truth).receipt.wholePicture?.psnr ?? 0
        // 2.4 dB are reached.
        #expect(after > before + 2.3)
    }

    @Test(arguments: [(1, 1), (1, 9), (30_000, 2)])
    func `tiny and very long pictures become larger, and what is flat stays flat`(width: Int, height: Int) throws {
        let outcome = try Repair.run(Bitmap(width: width, height: height, channels: 3, filledWith: 90), mask: nil, method: "upscale", lanes: 2)
        #expect(outcome.picture.width == 2 * width && outcome.picture.height == 2 * height)
        #expect(outcome.picture.pixels.allSatisfy { abs(Int($0) - 90) <= 1 })
    }

    @Test func `a result that could not be opened again is refused at once`() {
        let wide = Bitmap(width: 30_000, height: 1_200, channels: 1, filledWith: 7)
        #expect(throws: RepairError.resultTooLarge(width: 90_000, height: 3_600, most: 1 << 28)) {
            try Repair.run(wide, mask: nil, method: "upscale", settings: ["scale": 3], lanes: 1)
        }
    }

    @Test func `a larger picture takes no mask, and its truth is as large`() {
        let picture = Bitmap(width: 16, height: 16, channels: 1, filledWith: 7)
        #expect(throws: RepairError.maskForWholePicture(name: "m", task: "upscale")) {
            try Repair.run(picture, mask: Mask(width: 16, height: 16), task: .upscale, method: "upscale", lanes: 1, maskName: "m")
        }
        #expect(throws: RepairError.truthSize(name: "--truth", width: 16, height: 16, wantedWidth: 32, wantedHeight: 32)) {
            try Repair.run(picture, mask: nil, task: .upscale, method: "upscale", lanes: 1, truth: picture)
        }
    }
}
