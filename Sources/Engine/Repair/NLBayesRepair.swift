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
        RepairSetting(
            "patch_size", "width and height of a patch, a multiple of 4; 0 chooses by the damage", 0...16,
            unit: "pixels", standard: 0, whole: true),
    ]

    private static let tile = 256
    /// Standard deviations, in levels, that known values are matched with, by iteration: loose while the groups are still wrong.
    private static let softness: [Float] = [30, 10, 5, 3, 2]

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.image
        let iterations = settings.int("iterations"), margin = settings.int("search_radius") + 16
        let areas = RepairArea.areas(of: problem.mask, margin: margin)
        let tiles = areas.flatMap { area in area.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 }
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: margin, within: problem.image.width, problem.image.height)
            let damage = problem.mask.values(area)
            let report = { (iteration: Int) throws in
                try watch.report(name, (Double(index) + Double(iteration) / Double(iterations)) / Double(tiles.count))
            }
            try report(0)
            let planes = Planes(problem.image, area)
            guard damage.contains(0) else { continue }
            var filled = try SmoothRepair(order: .biharmonic).fill(
                planes, damage, threads: problem.threads, watch: watch)
            let side = Self.patchSize(settings.int("patch_size"), area, damage)
            if side > 0 {
                filled = try complete(
                    filled, damage, side: side, settings: settings, threads: problem.threads, watch, report: report)
            }
            filled.write(core, origin: area, to: &result, where: problem.mask)
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

    /// The given patch size, or a fitting one for 0, limited to the image; 0 where no patch fits into the image.
    private static func patchSize(_ given: Int, _ area: RepairArea, _ damage: [Float]) -> Int {
        let depth = DamageReport(Mask(width: area.width, height: area.height, damaged: damage.map { $0 != 0 })).depth
        // A patch must be wider than the damage, or it holds no known pixel to compare.
        let size = given == 0 ? (depth > 2 ? 12 : 8) : max(4, given / 4 * 4)
        return min(size, min(area.width, area.height) / 4 * 4)
    }

    private func complete(
        _ filled: Planes, _ damage: [Float], side: Int, settings: RepairSettings, threads: Int, _ watch: RepairWatch,
        report: (Int) throws -> Void
    ) throws -> Planes {
        let given = OpponentColors.forward(filled).values
        let known = damage.map { 1 - $0 }
        var planes = OpponentColors.forward(filled)
        for iteration in 0..<settings.int("iterations") {
            let patches = GaussianPatches(
                width: planes.width, height: planes.height, channels: planes.channels, side: side,
                window: settings.int("search_radius"),
                count: settings.int("group_size"), step: side / 4,
                task: .complete(softness: Self.softness[min(iteration, Self.softness.count - 1)]))
            let mean = patches.average(
                estimate: planes.values, given: given, known: known, trust: known, threads: threads,
                isStopped: watch.isStopped)
            try watch.check()
            for i in planes.values.indices where damage[i % planes.area] != 0 && mean[i].isFinite {
                planes.values[i] = mean[i]
            }
            try report(iteration + 1)
        }
        return OpponentColors.inverse(planes)
    }
}

extension GaussianPatches {
    /// The mean of all patch estimates of each value, (channels, height, width); NaN where no patch covers a pixel. Where `isStopped` gives
    /// true it returns soon, with values that mean nothing.
    func average(
        estimate: [Float], given: [Float], known: [Float], trust: [Float], threads: Int,
        isStopped: @Sendable () -> Bool = { false }
    ) -> [Float] {
        let rows = self.rows
        // A fixed number of bands, so that the number of threads changes no sum.
        let bands = min(rows.count, 8)
        let parts = ThreadPool(threads).map(bands) { band in
            run(
                rows: rows[rows.count * band / bands..<rows.count * (band + 1) / bands], estimate: estimate,
                given: given, known: known, trust: trust, isStopped: isStopped)
        }
        var sums = [Float](repeating: 0, count: channels * height * width),
            weights = [Float](repeating: 0, count: height * width)
        for part in parts {
            let start = part.first * width, count = part.weights.count
            for i in 0..<count { weights[start + i] += part.weights[i] }
            for c in 0..<channels {
                for i in 0..<count { sums[c * height * width + start + i] += part.sums[c * count + i] }
            }
        }
        for i in sums.indices { sums[i] /= weights[i % (height * width)] }
        return sums
    }
}
