import Numerics
package import Raster
import Tensors

/// PatchMatch inpainting: fills holes with texture from around them, over an image pyramid from coarse to fine.
///
/// At each level a nearest-neighbor field maps each patch that overlaps the hole to the most similar known patch, and the hole's pixels
/// become the weighted mean of the patches that cover them; both alternate, and the field starts the next finer level (Wexler et al. 2007,
/// Barnes et al. 2009, Newson et al. 2014).
package struct PatchMatchRepair: RepairMethod {
    package init() {}
    package var usesSeed: Bool { true }
    package let name = "patchmatch"
    package let aliases = ["patch"]
    package let summary = "copies texture from around the hole (PatchMatch)"
    package let suits = "large holes"
    package let settings = [
        RepairSetting(
            "iterations", "iterations of search and voting at each pyramid level", 1...30, standard: 12, whole: true),
        RepairSetting(
            "search_radius", "texture is searched up to this distance around a hole; 0 chooses by the hole's size",
            0...4000, unit: "pixels", standard: 0, whole: true),
    ]

    private static let radius = 3
    /// Parts of the field that are searched independently: a fixed number, so that the number of threads changes no result.
    private static let parts = 8

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.image
        let given = settings.int("search_radius")
        let areas = RepairArea.areas(of: problem.mask, margin: 2)
        for (index, hole) in areas.enumerated() {
            let radius = given > 0 ? max(given, 8) : max(48, max(hole.width, hole.height))
            let area = hole.grown(by: radius, within: problem.image.width, problem.image.height)
            try area.checkSize(for: name)
            // Damage of other areas inside this one is no source of texture; its own area fills it again.
            let damage = problem.mask.values(area)
            let start = try SmoothRepair(order: .laplace).fill(
                Planes(problem.image, area), damage, threads: problem.threads, watch: watch)
            let levels = try Self.pyramid(start, damage.map { $0 != 0 }, watch)
            let filled = try complete(levels, settings.int("iterations"), problem, watch: watch) { fraction in
                (Double(index) + fraction) / Double(areas.count)
            }
            filled.write(hole, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    private struct Level {
        var planes: Planes
        var damage: [Bool]
    }

    /// Levels of half the size each, while a hole is wider than a patch and enough pixels around it are known; finest first.
    private static func pyramid(_ planes: Planes, _ damage: [Bool], _ watch: RepairWatch) throws -> [Level] {
        var levels = [Level(planes: planes, damage: damage)]
        while levels.count < 9, let last = levels.last {
            let (w, h) = (last.planes.width, last.planes.height)
            try watch.check()
            let depth = DamageReport(Mask(width: w, height: h, damaged: last.damage)).depth
            if depth <= 3 || min(w, h) < 40 { break }
            try watch.check()
            let next = halved(last)
            let search = PatchSearch(
                width: next.planes.width, height: next.planes.height, channels: planes.channels, radius: radius,
                damage: next.damage)
            if search.sources.count < 64 { break }
            levels.append(next)
        }
        return levels
    }

    /// Means of 2x2 pixels; damaged where any of them is.
    private static func halved(_ level: Level) -> Level {
        let (w, h) = (level.planes.width, level.planes.height), (nw, nh) = (w / 2, h / 2)
        var values: [Float] = [], damage: [Bool] = []
        for c in 0..<level.planes.channels {
            for y in 0..<nh {
                for x in 0..<nw {
                    let i = (c * h + 2 * y) * w + 2 * x
                    let top: Float = level.planes.values[i] + level.planes.values[i + 1]
                    let bottom: Float = level.planes.values[i + w] + level.planes.values[i + w + 1]
                    values.append((top + bottom) / 4)
                }
            }
        }
        for y in 0..<nh {
            for x in 0..<nw {
                let i = 2 * y * w + 2 * x
                damage.append(level.damage[i] || level.damage[i + 1] || level.damage[i + w] || level.damage[i + w + 1])
            }
        }
        return Level(
            planes: Planes(width: nw, height: nh, channels: level.planes.channels, values: values), damage: damage)
    }

    private func complete(
        _ levels: [Level], _ iterations: Int, _ problem: RepairProblem, watch: RepairWatch, progress: (Double) -> Double
    ) throws -> Planes {
        var coarser: (search: PatchSearch, field: [Int32])?
        var done = 0.0
        for depth in levels.indices.reversed() {
            let level = levels[depth]
            let (w, h) = (level.planes.width, level.planes.height)
            try watch.check()
            let search = PatchSearch(
                width: w, height: h, channels: level.planes.channels, radius: Self.radius, damage: level.damage)
            guard !search.sources.isEmpty, !search.targets.isEmpty else { continue }
            var random = SplitMix64.Sequence(seed: problem.seed, part: 1000 + depth)
            var field = coarser.map { Self.refined($0.search, $0.field, search, &random) } ?? search.start(&random)
            let weights = try Self.confidence(level.damage, w, h, watch)
            var values = level.planes.values
            let isFinest = depth == 0
            if coarser != nil {
                values = search.vote(
                    field, [Float](repeating: 0, count: field.count), values: values, damage: level.damage,
                    weights: weights, sharp: false, isStopped: watch.isStopped)
            }
            let count = isFinest && coarser != nil ? max(2, iterations / 3) : iterations
            for iteration in 0..<count {
                let costs = Self.improve(
                    search, &field, values, weights, passes: iteration == 0 ? 4 : 2,
                    seed: problem.seed &+ UInt64(iteration * 31 + depth * 977), threads: problem.threads,
                    isStopped: watch.isStopped)
                try watch.check()
                values = search.vote(
                    field, costs, values: values, damage: level.damage, weights: weights,
                    sharp: isFinest && iteration == count - 1, isStopped: watch.isStopped)
                done = 1 - (Double(depth) + 1 - Double(iteration + 1) / Double(count)) / Double(levels.count)
                try watch.report(name, progress(done))
            }
            coarser = (search, field)
            if isFinest { return Planes(width: w, height: h, channels: level.planes.channels, values: values) }
        }
        return levels[0].planes
    }

    private static func improve(
        _ search: PatchSearch, _ field: inout [Int32], _ values: [Float], _ weights: [Float], passes: Int,
        seed: UInt64, threads: Int, isStopped: @Sendable () -> Bool
    ) -> [Float] {
        let old = field, count = field.count
        // The search reads eight values at a time: the last row of the last patch reads beyond the end.
        let values = values + [Float](repeating: 0, count: 8)
        let found = ThreadPool(threads).map(parts) { part in
            let range = count * part / parts..<count * (part + 1) / parts
            var field = old, random = SplitMix64.Sequence(seed: seed, part: part)
            let costs = search.improve(
                &field, part: range, values: values, weights: weights, passes: passes, random: &random,
                isStopped: isStopped)
            return (Array(field[range]), costs)
        }
        field = found.flatMap { $0.0 }
        return found.flatMap { $0.1 }
    }

    /// The field of the coarser level, scaled to the finer one.
    private static func refined(
        _ coarse: PatchSearch, _ field: [Int32], _ fine: PatchSearch, _ random: inout SplitMix64.Sequence
    ) -> [Int32] {
        var positions = [Int32](repeating: -1, count: coarse.width * coarse.height)
        for (target, source) in zip(coarse.targets, field) { positions[Int(target)] = source }
        var result: [Int32] = []
        result.reserveCapacity(fine.targets.count)
        for target in fine.targets {
            let (x, y) = (Int(target) % fine.width, Int(target) / fine.width)
            let (cx, cy) = (
                min(max(x / 2, coarse.radius), coarse.width - 1 - coarse.radius),
                min(max(y / 2, coarse.radius), coarse.height - 1 - coarse.radius)
            )
            let source = Int(positions[cy * coarse.width + cx])
            let position =
                source < 0
                ? -1 : (2 * (source / coarse.width) + y % 2) * fine.width + 2 * (source % coarse.width) + x % 2
            result.append(
                fine.allows(position) ? Int32(position) : fine.sources[random.index(below: fine.sources.count)])
        }
        return result
    }

    /// Confidence of each pixel (Criminisi et al. 2004): 1 where known, 0.4 times as much with each pixel of depth into the hole, so that
    /// the border decides first.
    private static func confidence(_ damage: [Bool], _ w: Int, _ h: Int, _ watch: RepairWatch) throws -> [Float] {
        var layer = damage, result = damage.map { $0 ? Float(0) : 1 }
        var weight: Float = 1
        for _ in 0..<24 {
            weight *= 0.4
            try watch.check()
            var next = layer
            for y in 0..<h {
                for x in 0..<w where layer[y * w + x] {
                    let i = y * w + x
                    if (x > 0 && !layer[i - 1]) || (x < w - 1 && !layer[i + 1]) || (y > 0 && !layer[i - w])
                        || (y < h - 1 && !layer[i + w])
                    {
                        next[i] = false
                        result[i] = weight
                    }
                }
            }
            layer = next
        }
        return result.map { max($0, 0.004) } + [Float](repeating: 0, count: 8)
    }
}
