import Numerics
package import Raster
import Tensors

/// Non-local Bayes inpainting (after Lebrun, Buades and Morel 2013), for scattered missing pixels, text and thin strokes.
///
/// Starts from the biharmonic fill. In each iteration a Gaussian is fitted to the patches most similar to a damaged patch, whose missing
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
    /// The residual of the biharmonic fill, which the iterations replace.
    private static let startTolerance = 0.01

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = try problem.firstResult(watch)
        let margin = settings.int("search_radius") + settings.int("patch_size")
        let areas = RepairArea.areas(of: problem.mask, margin: margin)
        let tiles = problem.ordered(
            areas.flatMap { $0.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 })
        // Many tiles are shared out to the threads whole; of few, each is computed by all threads.
        let atOnce = tiles.count < 2 * problem.threads ? 1 : problem.threads * Self.tilesOfThread
        for start in stride(from: 0, to: tiles.count, by: atOnce) {
            let some = Array(tiles[start..<min(start + atOnce, tiles.count)])
            try watch.report(name, Double(start) / Double(tiles.count))
            let report = { (part: Double) throws in
                if some.count == 1 { try watch.report(name, (Double(start) + part) / Double(tiles.count)) }
            }
            let filled =
                some.count == 1
                ? [try completed(some[0], margin, problem, settings, threads: problem.threads, watch, report)]
                : try ThreadPool(problem.threads).map(some.count) {
                    tile in Result { try completed(some[tile], margin, problem, settings, threads: 1, watch) { _ in } }
                }.map { try $0.get() }
            for case (let core, let part?) in zip(some, filled) {
                part.planes.write(core, origin: part.area, to: &result, where: problem.mask)
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
        let start = try SmoothRepair(order: .biharmonic, tolerance: Self.startTolerance).fill(
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
