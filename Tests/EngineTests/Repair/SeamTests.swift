import Raster
import Repair
import Testing

@Suite struct SeamTests {
    /// A texture of random values around 128, within `spread`.
    private static func texture(_ side: Int, spread: Int, seed: UInt64 = 1) -> Bitmap {
        var random = SeededGenerator(seed)
        return Bitmap(
            width: side, height: side, channels: 3,
            pixels: (0..<side * side * 3).map { _ in UInt8(128 + Int.random(in: -spread...spread, using: &random)) })
    }

    private static let mask: Mask = {
        var mask = Mask(width: 60, height: 60)
        for y in 20..<40 { for x in 20..<40 { mask[x, y] = true } }
        return mask
    }()

    /// The image with values added under the mask.
    private static func altered(_ image: Bitmap, _ change: (_ x: Int, _ y: Int) -> Int) -> Bitmap {
        var image = image
        for y in 20..<40 {
            for x in 20..<40 {
                for c in 0..<3 { image[x, y, c] = UInt8(min(max(Int(image[x, y, c]) + change(x, y), 0), 255)) }
            }
        }
        return image
    }

    @Test(arguments: [0, 10, 60]) func `the seam of an untouched texture is near 1`(spread: Int) throws {
        let error = try #require(Seam.error(of: Self.texture(60, spread: spread), mask: Self.mask))
        #expect(error > 0.75 && error < 1.3, "\(error)")
    }

    @Test func `a patch of another brightness has a seam, also in a texture that is rougher than the step`() throws {
        let flat = try #require(
            Seam.error(of: Self.altered(Self.texture(60, spread: 0)) { _, _ in 40 }, mask: Self.mask))
        #expect(flat > 20)
        // Single steps of this texture are larger than the one across the border.
        let rough = try #require(
            Seam.error(of: Self.altered(Self.texture(60, spread: 60)) { _, _ in 50 }, mask: Self.mask))
        #expect(rough > 1.5, "\(rough)")
    }

    @Test func `a kink in a gradient has a seam where no value steps`() throws {
        let roof = Self.altered(Self.texture(60, spread: 0)) { x, y in
            6 * min(x - 19, 40 - x, y - 19, 40 - y) - 6
        }
        #expect(try #require(Seam.error(of: roof, mask: Self.mask)) > 3)
    }

    @Test func `an image without a border has no seam`() {
        let image = Self.texture(8, spread: 9)
        #expect(Seam.error(of: image, mask: Mask(width: 8, height: 8)) == nil)
        #expect(Seam.error(of: image, mask: Mask(width: 8, height: 8, filledWith: true)) == nil)
    }
}
