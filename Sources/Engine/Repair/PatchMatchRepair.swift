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
        var result = try problem.firstResult(watch), done = 0, missing = problem.mask
        let parts = PatchMatchPart.parts(of: problem, searchRadius: settings.int("search_radius"))
        for (index, group) in parts.groups.enumerated() {
            // The parts of a group read nothing of each other; what those before have completed is known to them.
            let image = index == 0 ? problem.image : result, mask = missing, before = done
            try ThreadPool(problem.threads).forEachPart(group.count, block: Self.partsOfThread) { i, threads, report in
                try completed(group[i], image, mask, problem, threads, settings, watch) { try report($0) }
            } progress: { fraction in
                try watch.report(name, (Double(before) + fraction * Double(group.count)) / Double(parts.count))
            } body: { indices, filled in
                for (i, planes) in zip(indices, filled) {
                    planes.write(group[i].core, origin: group[i].area, to: &result, where: problem.mask)
                    if parts.groups.count > 1 { missing.clear(group[i].core) }
                }
                watch.preview?(result)
            }
            done += group.count
            try watch.report(name, Double(done) / Double(parts.count))
        }
        watch.progress(name, 1)
        return result
    }

    /// Parts of a thread between two reports.
    private static let partsOfThread = 2

    private func completed(
        _ part: PatchMatchPart, _ image: Bitmap, _ mask: Mask, _ problem: RepairProblem, _ threads: Int,
        _ settings: RepairSettings, _ watch: RepairWatch, report: (Double) throws -> Void
    ) throws -> Planes {
        try part.area.checkSize(for: name)
        // Damage of other parts inside this one is no source of texture; its own part fills it again.
        let damage = mask.values(part.area)
        let isMissing = damage.map { $0 != 0 }
        let sources = PatchSearch.sources(
            width: part.area.width, height: part.area.height, radius: Self.radius, damage: isMissing)
        if sources == 0 {
            // Scattered damage leaves no whole patch to copy.
            return try SmoothRepair(order: .laplace).fill(
                Planes(image, part.area), damage, threads: threads, watch: watch)
        }
        var start = image.cropped(part.area)
        PyramidFill.fill(
            &start.pixels, width: start.width, height: start.height, channels: start.channels, missing: isMissing)
        try watch.check()
        let levels = try Self.pyramid(
            Planes(start, RepairArea(x: 0, y: 0, width: start.width, height: start.height)), isMissing, watch)
        return try complete(
            levels, settings.int("iterations"), seed: problem.seed,
            shrink: part.isLong ? Self.shrinkOfLong : Self.shrink, threads: threads, watch: watch, report: report)
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
            let sources = PatchSearch.sources(
                width: next.planes.width, height: next.planes.height, radius: radius, damage: next.damage)
            if sources < 64 { break }
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

    /// Iterations at the finest level where coarser ones come before it.
    private static func finestRounds(_ iterations: Int) -> Int { max(2, iterations / 3) }

    /// The share of all time that each level takes, the finest first: a level has a quarter of the pixels of the one before.
    private static func shares(_ levels: Int, _ iterations: Int) -> [Double] {
        var (shares, pixels) = ([Double](), 1.0)
        for level in 0..<levels {
            shares.append(pixels * Double(level == 0 && levels > 1 ? finestRounds(iterations) : iterations))
            pixels /= 4
        }
        let total = shares.reduce(0, +)
        return shares.map { $0 / total }
    }

    private func complete(
        _ pyramid: consuming [Level], _ iterations: Int, seed: UInt64, shrink: Int, threads: Int, watch: RepairWatch,
        report: (Double) throws -> Void
    ) throws -> Planes {
        var levels = pyramid, coarser: (search: PatchSearch, field: [Int32])?
        let shares = Self.shares(levels.count, iterations)
        while let level = levels.popLast() {
            let depth = levels.count
            let (w, h) = (level.planes.width, level.planes.height)
            try watch.check()
            let search = PatchSearch(
                width: w, height: h, channels: level.planes.channels, radius: Self.radius, damage: level.damage)
            let isFinest = depth == 0
            guard !search.sources.isEmpty, !search.targets.isEmpty else {
                if isFinest { return level.planes }
                continue
            }
            var random = SplitMix64.Sequence(seed: seed, part: 1000 + depth)
            var field = coarser.map { Self.refined($0.search, $0.field, search, &random) } ?? search.start(&random)
            let weights = try Self.confidence(level.damage, w, h, watch)
            // The search reads eight values at a time: the last row of the last patch reads beyond the end.
            var values = level.planes.values + [Float](repeating: 0, count: 8)
            if coarser != nil {
                search.vote(
                    field, [Float](repeating: 0, count: field.count), values: &values, damage: level.damage,
                    weights: weights, sharp: false, threads: threads, isStopped: watch.isStopped)
            }
            let isStarted = coarser != nil
            var bytes = search.bytes(of: values)
            let rounds = isFinest && isStarted ? Self.finestRounds(iterations) : iterations
            for iteration in 0..<rounds {
                let costs = Self.improve(
                    search, &field, bytes, weights, passes: iteration == 0 ? 4 : 2,
                    reach: max(w, h) / (isFinest && isStarted ? Self.finestReach : 1), shrink: shrink,
                    seed: seed &+ UInt64(iteration * 31 + depth * 977), threads: threads,
                    isStopped: watch.isStopped)
                try watch.check()
                search.vote(
                    field, costs, values: &values, damage: level.damage, weights: weights,
                    sharp: isFinest && iteration == rounds - 1, threads: threads, isStopped: watch.isStopped)
                search.update(&bytes, with: values, damage: level.damage)
                let before = shares[(depth + 1)...].reduce(0, +)
                try report(before + shares[depth] * Double(iteration + 1) / Double(rounds))
            }
            coarser = (search, field)
            if isFinest {
                values.removeLast(8)
                return Planes(width: w, height: h, channels: level.planes.channels, values: values)
            }
        }
        preconditionFailure("the pyramid has no level")
    }

    /// Each random candidate is nearer than the one before by this factor; of long damage the larger one saves a third of the time for
    /// 0.1 dB.
    private static let shrink = 2, shrinkOfLong = 4

    /// At the finest level random candidates lie at most this part of the area from the best patch: the coarser levels have found it.
    private static let finestReach = 4

    private static func improve(
        _ search: PatchSearch, _ field: inout [Int32], _ bytes: [UInt8], _ weights: [Float], passes: Int,
        reach: Int, shrink: Int, seed: UInt64, threads: Int, isStopped: @Sendable () -> Bool
    ) -> [Float] {
        let old = field, count = field.count
        let found = ThreadPool(threads).map(parts) { part in
            let range = count * part / parts..<count * (part + 1) / parts
            var field = old, random = SplitMix64.Sequence(seed: seed, part: part)
            let costs = search.improve(
                &field, part: range, bytes: bytes, weights: weights, passes: passes, reach: reach,
                shrink: shrink, random: &random,
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
        var isHole = damage, result = damage.map { $0 ? Float(0) : 1 }
        var left = damage.indices.filter { damage[$0] }
        var weight: Float = 1
        for _ in 0..<24 where !left.isEmpty {
            weight *= 0.4
            try watch.check()
            let border = left.filter { i in
                let (x, y) = (i % w, i / w)
                return (x > 0 && !isHole[i - 1]) || (x < w - 1 && !isHole[i + 1]) || (y > 0 && !isHole[i - w])
                    || (y < h - 1 && !isHole[i + w])
            }
            for i in border {
                isHole[i] = false
                result[i] = weight
            }
            left.removeAll { !isHole[$0] }
        }
        return result.map { max($0, 0.004) } + [Float](repeating: 0, count: 8)
    }
}
