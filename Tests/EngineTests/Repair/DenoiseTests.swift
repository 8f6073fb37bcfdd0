import Foundation
import Numerics
import Raster
import Repair
import Testing

/// Denoising of whole images and of parts.
@Suite struct DenoiseTests {
    /// A normal variable, from a fixed seed.
    private struct Noise {
        var random: SplitMix64.Sequence

        mutating func next(_ sigma: Double) -> Double {
            let u = Double(random.next() >> 11) / Double(1 << 53), v = Double(random.next() >> 11) / Double(1 << 53)
            return sigma * (-2 * log(1 - u)).squareRoot() * cos(2 * .pi * v)
        }
    }

    /// `value` of each pixel with noise, rounded and clipped.
    private static func image(
        _ width: Int, _ height: Int, channels: Int = 3, sigma: Double, seed: UInt64 = 3, _ value: (Int, Int) -> Double
    ) -> Bitmap {
        var noise = Noise(random: SplitMix64.Sequence(seed: seed)), pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                for _ in 0..<channels {
                    pixels.append(UInt8(min(max(value(x, y) + noise.next(sigma), 0), 255).rounded()))
                }
            }
        }
        return Bitmap(width: width, height: height, channels: channels, pixels: pixels)
    }

    private static func denoised(
        _ image: Bitmap, mask: Mask? = nil, sigma: Double, slab: Int = 1 << 21, threads: Int = 2
    ) throws -> Bitmap {
        let method = DenoiseRepair(slab: slab)
        let problem = RepairProblem(
            image: image, mask: mask ?? Mask(width: image.width, height: image.height, filledWith: true),
            task: .denoise, seed: 0, threads: threads, condition: [])
        return try method.repair(
            problem, settings: RepairSettings(of: method, given: ["sigma": sigma, "search_radius": 4]),
            watch: RepairWatch())
    }

    @Test(arguments: [10.0, 40]) func `slabs, threads and masks change no value`(sigma: Double) throws {
        let image = Self.image(21, 150, sigma: sigma) { x, y in Double(60 + 3 * x + y / 2 + 40 * (y / 9 % 2)) }
        let whole = try Self.denoised(image, sigma: sigma)
        #expect(try Self.denoised(image, sigma: sigma, slab: 21 * 11) == whole)
        #expect(try Self.denoised(image, sigma: sigma, threads: 1) == whole)
        var mask = Mask(width: 21, height: 150, filledWith: false)
        for y in 70..<75 { for x in 3..<9 { mask.damaged[y * 21 + x] = true } }
        let part = try Self.denoised(image, mask: mask, sigma: sigma)
        let expected = Repair.composited(whole, over: image, where: mask)
        #expect(part == expected && part != image)
    }

    @Test func `clipped noise moves the mean as an average over its density says, and back`() {
        for sigma in [5.0, 30, 80] {
            let clipped = ClippedNoise(sigma: Float(sigma))
            for value in [0.0, 3, 40, 128, 230, 255] {
                var mean = 0.0
                for k in -4000...4000 {
                    let z = Double(k) / 500
                    mean += min(max(value + sigma * z, 0), 255) * exp(-z * z / 2) / (2 * .pi).squareRoot() / 500
                }
                #expect(abs(Double(ClippedNoise.mean(of: Float(value), sigma: Float(sigma))) - mean) < 0.01)
                #expect(abs(Double(clipped.value(ofMean: Float(mean))) - value) < 0.1, "\(value), noise \(sigma)")
            }
        }
    }

    @Test func `black and white under strong noise become black and white again`() throws {
        let noisy = Self.image(40, 40, channels: 1, sigma: 40) { x, _ in x < 20 ? 2 : 254 }
        let clean = try Self.denoised(noisy, sigma: 40)
        func mean(_ image: Bitmap, _ columns: Range<Int>) -> Double {
            let values = (0..<40).flatMap { y in columns.map { Double(image.pixels[y * 40 + $0]) } }
            return values.reduce(0, +) / Double(values.count)
        }
        #expect(mean(noisy, 0..<16) > 15 && mean(clean, 0..<16) < 5)
        #expect(mean(noisy, 24..<40) < 240 && mean(clean, 24..<40) > 250)
    }

    @Test func `dark places without noise stay as they are`() {
        let planes = Planes(width: 20, height: 20, channels: 1, values: [Float](repeating: 6, count: 400))
        #expect(ClippedNoise(sigma: 20).corrected(planes, noisy: planes, check: {}) == planes)
    }

    @Test(arguments: [4.0, 15, 50]) func `the level of noise is measured, in dark images too`(sigma: Double) {
        let grey = Self.image(100, 80, channels: 1, sigma: sigma) { x, y in Double(70 + x + (y / 20 % 2) * 20) }
        #expect(abs(Double(NoiseLevel.of(grey)) / sigma - 1) < 0.06)
        let dark = Self.image(100, 80, channels: 1, sigma: sigma) { x, _ in x < 70 ? 4 : 90 }
        #expect(abs(Double(NoiseLevel.of(dark)) / sigma - 1) < 0.12)
    }

    @Test func `an image without noise has none, and one of two rows is too small to tell`() {
        let flat = Bitmap(width: 9, height: 9, channels: 1, pixels: [UInt8](repeating: 90, count: 81))
        #expect(NoiseLevel.of(flat) == 0)
        #expect(NoiseLevel.of(Bitmap(width: 9, height: 2, channels: 1, pixels: [UInt8](repeating: 9, count: 18))) == 0)
    }
}
