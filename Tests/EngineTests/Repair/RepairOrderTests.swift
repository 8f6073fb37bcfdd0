import Raster
import Repair
import Synchronization
import Testing

/// Which parts of an image are repaired first, and what that changes: nothing but the order.
@Suite struct RepairOrderTests {
    /// Texture of 620 x 540 pixels, whose values repeat after 7 and 11 pixels.
    private static let image: Bitmap = {
        var random = SeededGenerator(5)
        return Bitmap(
            width: 620, height: 540, channels: 1,
            pixels: (0..<620 * 540).map {
                UInt8(40 + 12 * ($0 % 620 % 7) + 8 * ($0 / 620 % 11) + Int.random(in: 0...5, using: &random))
            })
    }()

    /// Two lines of 24 pixels that cross, longer than a part of `patchmatch`, and a hole apart from them.
    private static let wide: Mask = {
        var mask = Mask(width: 620, height: 540)
        for x in 20..<600 { for y in 300..<324 { mask[x, y] = true } }
        for y in 80..<500 { for x in 400..<424 { mask[x, y] = true } }
        for y in 40..<70 { for x in 60..<90 { mask[x, y] = true } }
        return mask
    }()

    /// Thin lines over all of the image.
    private static let thin: Mask = {
        var mask = Mask(width: 620, height: 540)
        for x in 0..<620 { for y in stride(from: 30, to: 540, by: 150) { mask[x, (y + x / 9) % 540] = true } }
        return mask
    }()

    private static let visible = RepairArea(x: 500, y: 370, width: 60, height: 60)

    @Test(arguments: ["patchmatch", "nl-bayes"])
    func `the part that is repaired first and the number of threads change no pixel`(method: String) throws {
        let mask = method == "patchmatch" ? Self.wide : Self.thin
        let results = try [(1, nil), (2, Self.visible), (3, nil)].map { threads, focus in
            try Repair.run(Self.image, mask: mask, method: method, threads: threads, focus: focus).image
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }

    @Test func `the visible part is complete before the others`() throws {
        let seen = Mutex<[Bitmap]>([])
        let watch = RepairWatch(preview: { image in seen.withLock { $0.append(image) } })
        let outcome = try Repair.run(
            Self.image, mask: Self.thin, method: "nl-bayes", threads: 1, focus: Self.visible, watch: watch)
        let previews = seen.withLock(\.self)
        let isComplete = { (image: Bitmap) in
            (Self.visible.y..<Self.visible.y + Self.visible.height).allSatisfy { y in
                (Self.visible.x..<Self.visible.x + Self.visible.width).allSatisfy {
                    image[$0, y, 0] == outcome.image[$0, y, 0]
                }
            }
        }
        // The first one is the smooth fill.
        #expect(previews.count > 2 && !isComplete(previews[0]) && isComplete(previews[1]))
        #expect(previews[1] != outcome.image)
    }

    @Test func `patchmatch continues a texture over long lines that cross`() throws {
        let outcome = try Repair.run(
            Self.image, mask: Self.wide, method: "patchmatch", threads: 2, truth: Self.image)
        // A smooth fill has 21 levels.
        #expect((outcome.report.insideHole?.l1 ?? 99) < 8)
    }

    @Test func `where no whole patch is known, patchmatch is laplace`() throws {
        let image = Self.image.cropped(x: 0, y: 0, width: 40, height: 30)
        let mask = Mask(width: 40, height: 30, damaged: (0..<1200).map { ($0 % 40 + $0 / 40) % 2 == 0 })
        let results = try ["patchmatch", "laplace"].map {
            try Repair.run(image, mask: mask, method: $0, threads: 1).image
        }
        #expect(results[0] == results[1])
    }
}
