import Raster
import Repair
import Testing

@Suite struct FeatherRepairTests {
    /// A grey image with a white line of `width` pixels, and its mask.
    private static func damaged(_ width: Int) -> (image: Bitmap, mask: Mask) {
        var image = Bitmap(width: 40, height: 30, channels: 3, filledWith: 100), mask = Mask(width: 40, height: 30)
        for y in 14..<14 + width {
            for x in 5..<35 {
                mask[x, y] = true
                for c in 0..<3 { image[x, y, c] = 255 }
            }
        }
        return (image, mask)
    }

    @Test(arguments: 1...3) func `with a feather, what a thin brush marked is repaired fully`(width: Int) throws {
        let (image, mask) = Self.damaged(width)
        let outcome = try Repair.run(image, mask: mask, method: "laplace", threads: 1, feather: 3)
        for i in mask.damaged.indices where mask.damaged[i] {
            for c in 0..<3 { #expect(outcome.image.pixels[3 * i + c] == 100) }
        }
        #expect(outcome.report.damagedPixels == mask.count && outcome.report.feather == 3)
    }

    @Test func `known pixels change within the feather only, by its weight, and the report counts them`() throws {
        var (image, mask) = Self.damaged(2)
        // A fringe of the damage beside the mask: light, in the middle of the feather's width.
        for x in 5..<35 { image[x, 12, 0] = 220 }
        let outcome = try Repair.run(image, mask: mask, method: "laplace", threads: 1, feather: 2)
        let weights = mask.feather(2)
        var changed = 0
        for y in 0..<30 {
            for x in 0..<40 where !mask[x, y] {
                for c in 0..<3 where outcome.image[x, y, c] != image[x, y, c] {
                    changed += 1
                    #expect(weights[y * 40 + x] > 0, "(\(x), \(y)) is outside of the feather")
                }
            }
        }
        #expect(changed == outcome.report.knownSamplesChanged && changed > 0)
        #expect(outcome.report.knownHashBefore != outcome.report.knownHashAfter)
        // A third of the repair, whose neighbours are 100, and two thirds of 220.
        let grown = mask.grown(by: weights)
        let repaired = try Repair.run(image, mask: grown, method: "laplace", threads: 1).image[20, 12, 0]
        let sum: Int = Int(repaired) * 85 + 220 * 170
        #expect(Int(outcome.image[20, 12, 0]) == (sum + 127) / 255)
        #expect(outcome.report.text.contains { $0.key == "tessera.repair.feather" && $0.value == "2 pixels" })
    }

    @Test func `without a feather no known pixel changes`() throws {
        let (image, mask) = Self.damaged(3)
        let outcome = try Repair.run(image, mask: mask, method: "laplace", threads: 1, feather: 0)
        #expect(outcome.report.knownSamplesChanged == 0 && outcome.report.feather == 0)
        #expect(outcome.image == (try Repair.run(image, mask: mask, method: "laplace", threads: 1)).image)
    }

    @Test func `a feather that reaches everything, or without a mask, is refused`() throws {
        let (image, mask) = Self.damaged(3)
        #expect(throws: RepairError.featherTooWide(40)) {
            try Repair.run(image, mask: mask, method: "laplace", threads: 1, feather: 40)
        }
        #expect(throws: RepairError.featherWithoutMask) {
            try Repair.run(image, mask: nil, method: "denoise", threads: 1, feather: 1)
        }
    }
}
