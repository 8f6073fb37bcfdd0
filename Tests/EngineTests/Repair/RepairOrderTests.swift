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

    @Test func `denoising shows the noisy image first, then its visible part without noise`() throws {
        let image = Self.image.cropped(x: 0, y: 0, width: 40, height: 60)
        let seen = Mutex<[Bitmap]>([]), whole = Mask(width: 40, height: 60, filledWith: true)
        var problem = RepairProblem(image: image, mask: whole, task: .denoise, threads: 1)
        problem.focus = RepairArea(x: 0, y: 50, width: 40, height: 10)
        let method = DenoiseRepair(slab: 40 * 20)
        let settings = try RepairSettings(of: method, given: ["sigma": 8, "search_radius": 4])
        let result = try method.repair(
            problem, settings: settings, watch: RepairWatch(preview: { image in seen.withLock { $0.append(image) } }))
        let previews = seen.withLock(\.self), rows = 40 * 40
        #expect(previews.count == 4 && previews[0] == image && previews[3] == result)
        #expect(previews[1].pixels[..<rows] == image.pixels[..<rows])
        #expect(
            previews[1].pixels[rows...] == result.pixels[rows...] && result.pixels[rows...] != image.pixels[rows...])
    }

    @Test func `auto repairs the lines beside a hole by the method for lines, and the hole by the one for holes`()
        throws
    {
        var mask = Mask(width: 200, height: 160), image = Self.image.cropped(x: 0, y: 0, width: 200, height: 160)
        for x in 0..<200 { for y in 20..<23 { mask[x, y] = true } }
        for x in 80..<120 { for y in 60..<100 { mask[x, y] = true } }
        // A line that ends in the hole.
        for y in 100..<160 { for x in 90..<93 { mask[x, y] = true } }
        for i in mask.damaged.indices where mask.damaged[i] { image.pixels[i] = 255 }
        let parts = DamageParts(mask)
        #expect(parts.holes[100, 80] && parts.holes[80, 60] && !parts.holes[50, 21] && !parts.holes[91, 150])
        #expect(
            mask.damaged.indices.allSatisfy { parts.holes.damaged[$0] != parts.others.damaged[$0] || !mask.damaged[$0] }
        )
        let outcome = try Repair.run(image, mask: mask, threads: 1)
        #expect(outcome.report.method == "nl-bayes and patchmatch" && outcome.report.knownSamplesChanged == 0)
        #expect(
            outcome.report.reason.contains("a hole, ") && outcome.report.reason.contains("% of the damage by nl-bayes"))
    }
}
