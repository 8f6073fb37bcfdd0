import Engine
import Raster
import Synchronization
import Testing

@Suite struct PriorTests {
    /// A pattern that repeats every 8 pixels.
    private static func texture(_ side: Int, channels: Int = 1) -> Bitmap {
        var picture = Bitmap(width: side, height: side, channels: channels, filledWith: 0)
        for y in 0..<side {
            for x in 0..<side { for c in 0..<channels { picture[x, y, c] = (x / 4 + y / 4) % 2 == 0 ? UInt8(60 + 20 * c) : 190 } }
        }
        return picture
    }

    private static func hole(_ side: Int) -> Mask {
        var mask = Mask(width: side, height: side)
        for y in 24..<48 { for x in 24..<48 { mask[x, y] = true } }
        return mask
    }

    private static let few: [String: Double] = ["steps": 120, "width": 32]

    @Test func `a pattern goes on in a hole that a smooth fill blurs`() throws {
        let truth = Self.texture(80)
        let smooth = try Repair.run(truth, mask: Self.hole(80), method: "harmonic", lanes: 2, truth: truth).receipt
        let fitted = try Repair.run(truth, mask: Self.hole(80), method: "prior", settings: Self.few, seed: 1, lanes: 2, truth: truth).receipt
        #expect((fitted.insideHole?.psnr ?? 0) > (smooth.insideHole?.psnr ?? 99) + 3)
        #expect(fitted.notes.contains { $0.contains("held out pixels") } && !fitted.curve.isEmpty)
        #expect((fitted.curve.last?.held ?? 9e9) < (fitted.curve.first?.held ?? 0))
    }

    @Test func `one seed gives one picture on any number of threads, another seed another`() throws {
        let picture = Self.texture(70, channels: 3)
        let run = { (seed: UInt64, lanes: Int) in
            try Repair.run(picture, mask: Self.hole(70), method: "prior", settings: ["steps": 12, "width": 32], seed: seed, lanes: lanes).picture
        }
        let one = try run(3, 1)
        #expect(try one == run(3, 2) && one == run(3, 3))
        #expect(try one != run(4, 2))
    }

    @Test func `it stops when told, in the middle of the fit`() {
        let steps = Mutex(0)
        #expect(throws: RepairStopped.self) {
            try Repair.run(Self.texture(70), mask: Self.hole(70), method: "prior", settings: ["steps": 5000, "width": 32], lanes: 2,
                           watch: RepairWatch(moment: { point in steps.withLock { $0 = point.step } }, isStopped: { steps.withLock { $0 } >= 20 }))
        }
        #expect(steps.withLock { $0 } == 20)
    }

    @Test func `the best moment on held out pixels is what counts, and it is looked at on the way`() throws {
        let looks = Mutex(0)
        let outcome = try Repair.run(Self.texture(70), mask: Self.hole(70), method: "prior", settings: Self.few, lanes: 2,
                                     watch: RepairWatch(preview: { _ in looks.withLock { $0 += 1 } }))
        let best = try #require(outcome.receipt.curve.min { $0.held < $1.held })
        #expect(outcome.receipt.notes.contains { $0.hasSuffix("the best at \(best.step)") })
        #expect(looks.withLock { $0 } > 1)
    }

    @Test(arguments: [2, 3])
    func `a larger picture comes of the same fit, and agrees with what was given`(scale: Int) throws {
        let outcome = try Repair.run(Self.texture(24), mask: nil, task: .upscale, method: "prior",
                                     settings: ["steps": 10, "width": 32, "scale": Double(scale)], lanes: 2)
        #expect(outcome.picture.width == 24 * scale && (outcome.receipt.enlarged?.rootMeanSquare ?? 99) < 6)
    }

    @Test func `noise goes from a whole picture`() throws {
        var random = SeededGenerator(8)
        let truth = Self.texture(64)
        var noisy = truth
        for i in noisy.pixels.indices {
            let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) }
            noisy.pixels[i] = UInt8(min(max(Double(truth.pixels[i]) + 20 * normal, 0), 255))
        }
        let outcome = try Repair.run(noisy, mask: nil, method: "prior", settings: ["steps": 60, "width": 32], lanes: 2, truth: truth)
        #expect((outcome.receipt.wholePicture?.psnr ?? 0) > 27)
    }
}
