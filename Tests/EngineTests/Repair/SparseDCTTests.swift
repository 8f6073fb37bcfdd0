import Foundation
import Raster
import Repair
import Synchronization
import Testing

@Suite struct SparseDCTTests {
    /// Stripes in two directions, and a stroke of 8 pixels in them.
    private static let stripes: (truth: Bitmap, broken: Bitmap, mask: Mask) = {
        let side = 64
        var truth = Bitmap(width: side, height: side, channels: 1, filledWith: 0),
            mask = Mask(width: side, height: side)
        for y in 0..<side {
            for x in 0..<side {
                truth[x, y, 0] = UInt8(
                    128 + 60 * cos(Double.pi * (Double(x) + 0.5) / 4) + 50 * cos(Double.pi * (Double(y) + 0.5) / 8))
            }
        }
        for y in 24..<40 { for x in 0..<8 { mask[y / 2 + 16 + x, y] = true } }
        var broken = truth
        for i in mask.damaged.indices where mask.damaged[i] { broken.pixels[i] = 0 }
        return (truth, broken, mask)
    }()

    @Test func `a stroke over a pattern is repaired, mostly from the sparse blocks, and the report says so`() throws {
        let (truth, broken, mask) = Self.stripes
        let outcome = try Repair.run(broken, mask: mask, method: "sparse-dct", threads: 2, truth: truth)
        #expect((outcome.report.insideHole?.l1 ?? 99) < 4)
        let note = try #require(outcome.report.notes.first { $0.hasPrefix("RMSE on ") })
        #expect(note.contains("validation pixels, levels: sparse ") && note.contains("nl-bayes"))
    }

    @Test func `an image that is too small for a block is repaired by nl-bayes alone`() throws {
        var image = Bitmap(width: 7, height: 40, channels: 3, filledWith: 90), mask = Mask(width: 7, height: 40)
        for y in 8..<20 { for x in 2..<5 { mask[x, y] = true; image[x, y, 0] = 255 } }
        let results = try ["sparse-dct", "nl-bayes"].map { try Repair.run(image, mask: mask, method: $0, threads: 1) }
        #expect(results[0].image == results[1].image)
        #expect(results[0].report.notes.contains("no known pixels to decide a blend: nl-bayes alone"))
    }

    @Test func `transparency is repaired like a color`() throws {
        let (_, broken, mask) = Self.stripes
        func withAlpha(_ image: Bitmap, _ alpha: UInt8) -> Bitmap {
            Bitmap(
                width: image.width, height: image.height, channels: 4,
                pixels: image.pixels.indices.flatMap { i -> [UInt8] in
                    let value = image.pixels[i]
                    return [value, value, value, mask.damaged[i] ? alpha : 200]
                })
        }
        let image = withAlpha(broken, 0)
        let method = SparseDCTRepair()
        let repaired = try method.repair(
            RepairProblem(image: image, mask: mask, threads: 1),
            settings: RepairSettings(of: method, given: ["iterations": 8]), watch: RepairWatch())
        for i in mask.damaged.indices where mask.damaged[i] {
            #expect(abs(Int(repaired.pixels[i * 4 + 3]) - 200) <= 2)
        }
    }

    @Test func `progress only grows, and ends with 1`() throws {
        let (_, broken, mask) = Self.stripes
        let seen = Fractions()
        _ = try SparseDCTRepair().repair(
            RepairProblem(image: broken, mask: mask, threads: 1), settings: RepairSettings(of: SparseDCTRepair()),
            watch: RepairWatch(progress: { seen.add($1) }))
        let values = seen.values
        #expect(values.count > 20 && values.last == 1 && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `auto names the kind of damage: scattered pixels and letters, strokes, holes`() {
        var strokes = Mask(width: 100, height: 100), dots = strokes, letters = strokes, hole = strokes
        for y in 10..<90 { for x in 0..<7 { strokes[x + 40, y] = true } }
        var random = SeededGenerator(4)
        for i in dots.damaged.indices { dots.damaged[i] = Bool.random(using: &random) }
        // Letters of strokes of 3 pixels; their crossings are deeper.
        for y in stride(from: 5, to: 90, by: 12) {
            for x in 4..<96 {
                for d in 0..<3 { letters[x, y + d] = true; if x % 9 < 3 { letters[x, y + 2 + d] = true } }
            }
        }
        for y in 20..<60 { for x in 20..<60 { hole[x, y] = true } }
        #expect([strokes, dots, letters, hole].map { DamageReport($0).kind } == [.strokes, .thin, .thin, .hole])
        #expect(DamageReport(strokes).choice.method.name == "sparse-dct")
        #expect(DamageReport(dots).choice.method.name == "nl-bayes")
        #expect(
            DamageReport(strokes).choice.reason
                == "strokes, 5.6 % missing, 4 pixels deep, 41 % of them more than 2 pixels from a known one: patterns are continued over them"
        )
    }
}

/// Collects the fractions of a repair's progress.
private final class Fractions: Sendable {
    private let list = Mutex<[Double]>([])
    var values: [Double] { list.withLock { $0 } }
    func add(_ value: Double) { list.withLock { $0.append(value) } }
}
