import Raster
import Repair
import Synchronization
import Testing

@Suite struct DeepImagePriorTests {
    /// A pattern that repeats every 8 pixels.
    private static func texture(_ side: Int, channels: Int = 1) -> Bitmap {
        var image = Bitmap(width: side, height: side, channels: channels, filledWith: 0)
        for y in 0..<side {
            for x in 0..<side {
                for c in 0..<channels { image[x, y, c] = (x / 4 + y / 4) % 2 == 0 ? UInt8(60 + 20 * c) : 190 }
            }
        }
        return image
    }

    private static func hole(_ side: Int) -> Mask {
        var mask = Mask(width: side, height: side)
        for y in 24..<48 { for x in 24..<48 { mask[x, y] = true } }
        return mask
    }

    private static let few: [String: Double] = ["steps": 120, "base_channels": 32]

    @Test func `deep image prior continues a pattern in a hole 3 dB better than laplace`() throws {
        let truth = Self.texture(80)
        let smooth = try Repair.run(truth, mask: Self.hole(80), method: "laplace", threads: 2, truth: truth).report
        let fitted = try Repair.run(
            truth, mask: Self.hole(80), method: "deep-image-prior", settings: Self.few, seed: 1, threads: 2,
            truth: truth
        ).report
        #expect((fitted.insideHole?.psnr ?? 0) > (smooth.insideHole?.psnr ?? 99) + 3)
        #expect(fitted.notes.contains { $0.contains("validation pixels") } && !fitted.curve.isEmpty)
        #expect((fitted.curve.last?.validation ?? 9e9) < (fitted.curve.first?.validation ?? 0))
    }

    @Test func `the result depends on the seed and not on the number of threads`() throws {
        let image = Self.texture(70, channels: 3)
        let run = { (seed: UInt64, threads: Int) in
            try Repair.run(
                image, mask: Self.hole(70), method: "deep-image-prior", settings: ["steps": 12, "base_channels": 32],
                seed: seed, threads: threads
            ).image
        }
        let one = try run(3, 1)
        #expect(try one == run(3, 2) && one == run(3, 3))
        #expect(try one != run(4, 2))
    }

    @Test func `a fit can be cancelled`() {
        let steps = Mutex(0)
        #expect(throws: RepairStopped.self) {
            try Repair.run(
                Self.texture(70), mask: Self.hole(70), method: "deep-image-prior",
                settings: ["steps": 5000, "base_channels": 32], threads: 2,
                watch: RepairWatch(
                    fitPoint: { point in steps.withLock { $0 = point.step } },
                    isStopped: { steps.withLock { $0 } >= 20 }))
        }
        #expect(steps.withLock { $0 } == 20)
    }

    @Test func `the step with the lowest validation error is used, and previews are sent`() throws {
        let previews = Mutex(0)
        let outcome = try Repair.run(
            Self.texture(70), mask: Self.hole(70), method: "deep-image-prior", settings: Self.few, threads: 2,
            watch: RepairWatch(preview: { _ in previews.withLock { $0 += 1 } }))
        let best = try #require(outcome.report.curve.min { $0.validation < $1.validation })
        #expect(outcome.report.notes.contains { $0.hasSuffix("best step \(best.step)") })
        #expect(previews.withLock { $0 } > 1)
    }

    @Test(arguments: [2, 3])
    func `deep image prior upscales, and the downscaled result equals the input`(scale: Int) throws {
        let outcome = try Repair.run(
            Self.texture(24), mask: nil, task: .upscale, method: "deep-image-prior",
            settings: ["steps": 10, "base_channels": 32, "scale": Double(scale)], threads: 2)
        #expect(outcome.image.width == 24 * scale && (outcome.report.enlarged?.rootMeanSquare ?? 99) < 6)
    }

    @Test func `deep image prior denoises a whole image`() throws {
        var random = SeededGenerator(8)
        let truth = Self.texture(64)
        var noisy = truth
        for i in noisy.pixels.indices {
            let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) }
            noisy.pixels[i] = UInt8(min(max(Double(truth.pixels[i]) + 20 * normal, 0), 255))
        }
        let outcome = try Repair.run(
            noisy, mask: nil, method: "deep-image-prior", settings: ["steps": 60, "base_channels": 32], threads: 2,
            truth: truth)
        #expect((outcome.report.wholeImage?.psnr ?? 0) > 27)
    }
}
