package import Raster

/// Completes blocks with few frequencies (Guleryuz 2006) and blends them with `nl-bayes`, for strokes.
///
/// Wide blocks continue patterns over strokes that hide all of a small patch, `nl-bayes` continues edges; how much of each is decided
/// for each tile by what both make of known pixels. Works in tiles of 384 pixels with 64 around them.
package struct SparseDCTRepair: RepairMethod {
    package init() {}
    package var usesSeed: Bool { true }
    package let name = "sparse-dct"
    package let summary =
        "completes blocks with few frequencies and blends them with nl-bayes, weighted by the error on validation pixels"
    package let suits = "strokes, over texture and patterns above all"
    package let settings = [
        RepairSetting("iterations", "iterations of the sparse repair", 4...200, standard: 20, whole: true),
        RepairSetting(
            "block_size", "width and height of a block, rounded down to a power of 2; less in small images", 8...128,
            unit: "pixels", standard: 64, whole: true),
    ]

    private static let tile = 384, margin = 64
    /// The part of the progress that is the repair by `nl-bayes`.
    private static let classicalPart = 0.6

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try result(of: problem, settings: settings, watch: watch).image
    }

    package func work(of problem: RepairProblem) -> Double { NLBayesRepair().work(of: problem) }

    package func result(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairResult
    {
        let image = problem.image, mask = problem.mask, method = NLBayesRepair()
        var inner = watch
        inner.progress = { [name] _, fraction in watch.progress(name, fraction * Self.classicalPart) }
        let classical = try method.repair(problem, settings: RepairSettings(of: method), watch: inner)
        var result = RepairResult(image: classical)
        let tiles = RepairArea.areas(of: mask, margin: Self.margin).flatMap { $0.tiles(of: Self.tile) }
            .filter { mask.count(in: $0) > 0 }
        let given = settings.int("block_size"), largest = 1 << (Int.bitWidth - 1 - given.leadingZeroBitCount)
        var outcomes: [SparseDCTTile.Outcome] = []
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: image.width, image.height)
            guard let size = SparseDCTTile.blockSize(largest, width: area.width, height: area.height) else { continue }
            let tile = SparseDCTTile(
                image: classical.cropped(area), damage: mask.values(area), blockSize: size,
                iterations: settings.int("iterations"), seed: problem.seed, threads: problem.threads)
            let outcome = try tile.run(watch) { fraction in
                let part = (Double(index) + fraction) / Double(tiles.count)
                try watch.report(name, Self.classicalPart + (1 - Self.classicalPart) * part)
            }
            outcome.blend.image.write(core, origin: area, to: &result.image, where: mask)
            watch.preview?(result.image)
            outcomes.append(outcome)
        }
        watch.progress(name, 1)
        result.notes = Self.notes(outcomes)
        return result
    }

    private static func notes(_ outcomes: [SparseDCTTile.Outcome]) -> [String] {
        let count = outcomes.reduce(0) { $0 + $1.blend.validationPixels }
        guard count > 0 else { return ["no known pixels to decide a blend: nl-bayes alone"] }
        func mean(_ value: (SparseDCTTile.Outcome) -> Double) -> Double {
            BlendedTile.mean(of: outcomes, value, blend: \.blend)
        }
        let level = BlendedTile.level
        return [
            "RMSE on \(count) validation pixels, levels: sparse \(level(mean(\.sparse))), nl-bayes "
                + "\(level(mean(\.blend.classical))), blend with \(((mean(\.blend.fraction) * 100).rounded()).short) % sparse "
                + level(mean(\.blend.blended))
        ]
    }
}
