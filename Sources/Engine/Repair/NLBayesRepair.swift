import Numerics
package import Raster
import Tensors

/// Non-local Bayes inpainting (after Lebrun, Buades and Morel 2013), for scattered missing pixels, text and thin strokes.
///
/// Starts from the biharmonic fill, of wide damage from the Laplace fill. In each iteration a Gaussian is fitted to the patches most similar to a damaged patch, whose missing
/// values become the Gaussian's conditional mean; overlapping patches are averaged. Tiles bound the memory.
package struct NLBayesRepair: RepairMethod {
    package init() {}
    package let name = "nl-bayes"
    package let aliases = ["nonlocal"]
    package let summary = "fills each patch from the statistics of similar patches (non-local Bayes)"
    package let suits = "scattered missing pixels, text, scratches and strokes"
    package let settings = [
        RepairSetting("iterations", "iterations of grouping and estimation", 1...12, standard: 4, whole: true),
        RepairSetting("group_size", "similar patches in a group", 8...128, unit: "patches", standard: 64, whole: true),
        RepairSetting(
            "search_radius", "similar patches are searched up to this distance along each axis", 4...40, unit: "pixels",
            standard: 12, whole: true),
        RepairSetting("patch_size", "width and height of a patch", 4...16, unit: "pixels", standard: 7, whole: true),
    ]

    /// Pixels of a tile along each axis, tiles of a thread between two reports.
    private static let tile = 256, tilesOfThread = 4
    /// The residual of the smooth fill, which the iterations replace.
    private static let startTolerance = 0.01
    /// Where so many of the damaged pixels are more than 2 from a known one, the biharmonic fill overshoots: lines of 24 pixels gain 1.4 dB
    /// from the Laplace fill, in 60 % of the time. Strokes of 4 to 10 pixels lose 0.13 dB from it.
    private static let leastWideFraction = 0.5

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = try problem.firstResult(watch)
        let margin = settings.int("search_radius") + settings.int("patch_size")
        let areas = RepairArea.areas(of: problem.mask, margin: margin)
        let tiles = problem.ordered(
            areas.flatMap { $0.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 })
        try ThreadPool(problem.threads).forEachPart(tiles.count, block: Self.tilesOfThread) { tile, threads, report in
            try completed(tiles[tile], margin, problem, settings, threads: threads, watch, report)
        } progress: {
            try watch.report(name, $0)
        } body: { indices, filled in
            for case (let tile, let part?) in zip(indices, filled) {
                part.planes.write(tiles[tile], origin: part.area, to: &result, where: problem.mask)
            }
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// Cells of 4x4 pixels with damage: about the number of patches that are estimated.
    package func work(of problem: RepairProblem) -> Double {
        let mask = problem.mask, across = (mask.width + 3) / 4
        var isDamaged = [Bool](repeating: false, count: across * ((mask.height + 3) / 4))
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask.damaged[y * mask.width + x] { isDamaged[y / 4 * across + x / 4] = true }
        }
        return Double(isDamaged.count { $0 })
    }

    /// The area around `core`, of which the core's missing pixels are estimated.
    private func completed(
        _ core: RepairArea, _ margin: Int, _ problem: RepairProblem, _ settings: RepairSettings, threads: Int,
        _ watch: RepairWatch, _ report: (Double) throws -> Void
    ) throws -> (area: RepairArea, planes: Planes)? {
        let area = core.grown(by: margin, within: problem.image.width, problem.image.height)
        let damage = problem.mask.values(area), planes = Planes(problem.image, area)
        // Without a known pixel around, the first result stays.
        guard damage.contains(0) else { return nil }
        let isWide = DamageReport(problem.mask.cropped(area)).wideFraction >= Self.leastWideFraction
        let start = try SmoothRepair(order: isWide ? .laplace : .biharmonic, tolerance: Self.startTolerance).fill(
            planes, damage, threads: threads, watch: watch)
        let passes = CompletionPasses(
            area: area, core: core, channels: planes.channels,
            side: min(settings.int("patch_size"), area.width, area.height), window: settings.int("search_radius"),
            count: settings.int("group_size"), iterations: settings.int("iterations"), threads: threads)
        return (
            area,
            OpponentColors.inverse(
                try passes.completed(OpponentColors.forward(start), damage: damage, watch, report: report))
        )
    }
}
