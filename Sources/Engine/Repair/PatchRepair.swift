public import Raster

/// Fills holes with texture from around them, from coarse to fine.
///
/// At each size patches that touch the hole look for the most similar known patch, and the hole's pixels become what these patches say;
/// a few rounds of both, then the next finer size begins from the found places (Wexler et al. 2007, Barnes et al. 2009, Newson et al. 2014).
public struct PatchRepair: RepairMethod {
    public init() {}
    public let name = "patch"
    public let line = "copies texture that continues what is around the hole"
    public let suits = "large holes"
    public let settings = [
        RepairSetting("rounds", "searches and votes at each size", 1...30, standard: 12, whole: true),
        RepairSetting("reach", "pixels around a hole in which texture is looked for; 0 for what suits its size", 0...4000, standard: 0, whole: true),
    ]

    private static let radius = 3
    /// Pieces that are searched independently: a fixed number, so that the number of threads changes no result.
    private static let parts = 8

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.picture
        let asked = settings.int("reach")
        let areas = RepairArea.areas(of: problem.mask, margin: 2)
        for (number, hole) in areas.enumerated() {
            let reach = asked > 0 ? max(asked, 8) : max(48, max(hole.width, hole.height))
            let area = hole.grown(by: reach, within: problem.picture.width, problem.picture.height)
            try area.checkSize(for: name)
            // Damage of other areas that reaches in here is no source, and is filled again in its own turn.
            let damage = problem.mask.numbers(area)
            let start = try SmoothRepair(order: .harmonic).fill(Planes(problem.picture, area), damage, lanes: problem.lanes, watch: watch)
            let levels = Self.pyramid(start, damage.map { $0 != 0 })
            let filled = try complete(levels, settings.int("rounds"), problem, watch: watch) { share in
                (Double(number) + share) / Double(areas.count)
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

    /// Halves while a hole is wider than a patch and enough is known around it; finest first.
    private static func pyramid(_ planes: Planes, _ damage: [Bool]) -> [Level] {
        var levels = [Level(planes: planes, damage: damage)]
        while levels.count < 9, let last = levels.last {
            let (w, h) = (last.planes.width, last.planes.height)
            let depth = DamageReport(Mask(width: w, height: h, damaged: last.damage)).deepest
            if depth <= 3 || min(w, h) < 40 { break }
            let next = halved(last)
            let search = PatchSearch(width: next.planes.width, height: next.planes.height, channels: planes.channels, radius: radius, damage: next.damage)
            if search.sources.count < 64 { break }
            levels.append(next)
        }
        return levels
    }

    /// Means of two by two pixels; damaged where any of them is.
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
        return Level(planes: Planes(width: nw, height: nh, channels: level.planes.channels, values: values), damage: damage)
    }

    private func complete(_ levels: [Level], _ rounds: Int, _ problem: RepairProblem, watch: RepairWatch, share: (Double) -> Double) throws -> Planes {
        var coarser: (search: PatchSearch, field: [Int32])?
        var done = 0.0
        for depth in levels.indices.reversed() {
            let level = levels[depth]
            let (w, h) = (level.planes.width, level.planes.height)
            let search = PatchSearch(width: w, height: h, channels: level.planes.channels, radius: Self.radius, damage: level.damage)
            guard !search.sources.isEmpty, !search.targets.isEmpty else { continue }
            var random = PatchRandom(seed: problem.seed, part: 1000 + depth)
            var field = coarser.map { Self.refined($0.search, $0.field, search, &random) } ?? search.start(&random)
            let weights = Self.confidence(level.damage, w, h)
            var values = level.planes.values
            let isFinest = depth == 0
            if coarser != nil {
                values = search.vote(field, [Float](repeating: 0, count: field.count), values: values, damage: level.damage, weights: weights, sharp: false)
            }
            let count = isFinest && coarser != nil ? max(2, rounds / 3) : rounds
            for round in 0..<count {
                let costs = Self.improve(search, &field, values, weights, passes: round == 0 ? 4 : 2, seed: problem.seed &+ UInt64(round * 31 + depth * 977), lanes: problem.lanes)
                values = search.vote(field, costs, values: values, damage: level.damage, weights: weights, sharp: isFinest && round == count - 1)
                done = 1 - (Double(depth) + 1 - Double(round + 1) / Double(count)) / Double(levels.count)
                try watch.report(name, share(done))
            }
            coarser = (search, field)
            if isFinest { return Planes(width: w, height: h, channels: level.planes.channels, values: values) }
        }
        return levels[0].planes
    }

    private static func improve(_ search: PatchSearch, _ field: inout [Int32], _ values: [Float], _ weights: [Float], passes: Int,
                                seed: UInt64, lanes: Int) -> [Float] {
        let old = field, count = field.count
        // Eight lanes are read at a time: the last patch's last row reads one beyond.
        let values = values + [Float](repeating: 0, count: 8)
        let found = Parallel.map(parts, lanes: lanes) { part in
            let range = count * part / parts..<count * (part + 1) / parts
            var own = old, random = PatchRandom(seed: seed, part: part)
            let costs = search.improve(&own, part: range, values: values, weights: weights, passes: passes, random: &random)
            return (Array(own[range]), costs)
        }
        field = found.flatMap { $0.0 }
        return found.flatMap { $0.1 }
    }

    /// Places found at half the size, for twice as many pixels each way.
    private static func refined(_ coarse: PatchSearch, _ field: [Int32], _ fine: PatchSearch, _ random: inout PatchRandom) -> [Int32] {
        var places = [Int32](repeating: -1, count: coarse.width * coarse.height)
        for (target, source) in zip(coarse.targets, field) { places[Int(target)] = source }
        var result: [Int32] = []
        result.reserveCapacity(fine.targets.count)
        for target in fine.targets {
            let (x, y) = (Int(target) % fine.width, Int(target) / fine.width)
            let (cx, cy) = (min(max(x / 2, coarse.radius), coarse.width - 1 - coarse.radius), min(max(y / 2, coarse.radius), coarse.height - 1 - coarse.radius))
            let source = Int(places[cy * coarse.width + cx])
            let place = source < 0 ? -1 : (2 * (source / coarse.width) + y % 2) * fine.width + 2 * (source % coarse.width) + x % 2
            result.append(fine.allows(place) ? Int32(place) : fine.sources[random.below(fine.sources.count)])
        }
        return result
    }

    /// 1 for known pixels, much less the deeper a pixel lies in the hole: what is near the border decides first, as if layer after layer were peeled.
    private static func confidence(_ damage: [Bool], _ w: Int, _ h: Int) -> [Float] {
        var layer = damage, result = damage.map { $0 ? Float(0) : 1 }
        var weight: Float = 1
        for _ in 0..<24 {
            weight *= 0.4
            var next = layer
            for y in 0..<h {
                for x in 0..<w where layer[y * w + x] {
                    let i = y * w + x
                    if (x > 0 && !layer[i - 1]) || (x < w - 1 && !layer[i + 1]) || (y > 0 && !layer[i - w]) || (y < h - 1 && !layer[i + w]) {
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
