public import Raster

/// Completes patches from others like them: the method for scattered loss, text and thin strokes.
///
/// Begins from the biharmonic fill. In each round, every patch with a missing pixel gathers the patches most like it, takes them for
/// samples of one Gaussian, and gets the conditional mean of what it misses; overlapping patches are averaged. Tiles keep memory bounded.
public struct NonlocalRepair: RepairMethod {
    public init() {}
    public let name = "nonlocal"
    public let line = "each patch is completed from the statistics of patches like it"
    public let suits = "scattered loss, text, scratches and strokes"
    public let settings = [
        RepairSetting("rounds", "times that patches are gathered and completed", 1...12, standard: 4, whole: true),
        RepairSetting("patches", "patches in a group", 8...128, standard: 64, whole: true),
        RepairSetting("window", "pixels to each side in which patches are looked for", 4...40, standard: 12, whole: true),
        RepairSetting("side", "pixels along a patch, a multiple of 4; 0 for what suits the damage", 0...16, standard: 0, whole: true),
    ]

    private static let tile = 256
    /// How closely known values are met, levels, round by round: loose while the groups are still wrong.
    private static let softness: [Float] = [30, 10, 5, 3, 2]

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.picture
        let rounds = settings.int("rounds"), margin = settings.int("window") + 16
        let areas = RepairArea.areas(of: problem.mask, margin: margin)
        let tiles = areas.flatMap { area in area.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 }
        for (number, core) in tiles.enumerated() {
            let area = core.grown(by: margin, within: problem.picture.width, problem.picture.height)
            let damage = problem.mask.numbers(area)
            let report = { (round: Int) throws in
                try watch.report(name, (Double(number) + Double(round) / Double(rounds)) / Double(tiles.count))
            }
            try report(0)
            let planes = Planes(problem.picture, area)
            guard damage.contains(0) else { continue }
            var filled = try SmoothRepair(order: .biharmonic).fill(planes, damage, lanes: problem.lanes, watch: watch)
            let side = Self.side(settings.int("side"), area, damage)
            if side > 0 {
                filled = try complete(filled, damage, side: side, settings: settings, lanes: problem.lanes, report: report)
            }
            filled.write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// The side asked for, or one that fits; 0 where no patch fits into the picture.
    private static func side(_ asked: Int, _ area: RepairArea, _ damage: [Float]) -> Int {
        let depth = DamageReport(Mask(width: area.width, height: area.height, damaged: damage.map { $0 != 0 })).deepest
        // A patch must reach over the damage to know what it continues.
        let wanted = asked == 0 ? (depth > 2 ? 12 : 8) : max(4, asked / 4 * 4)
        return min(wanted, min(area.width, area.height) / 4 * 4)
    }

    private func complete(_ filled: Planes, _ damage: [Float], side: Int, settings: RepairSettings, lanes: Int,
                          report: (Int) throws -> Void) throws -> Planes {
        let given = Opponent.forward(filled).values
        let known = damage.map { 1 - $0 }
        var planes = Opponent.forward(filled)
        for round in 0..<settings.int("rounds") {
            let patches = GaussianPatches(
                width: planes.width, height: planes.height, channels: planes.channels, side: side, window: settings.int("window"),
                count: settings.int("patches"), step: side / 4, task: .complete(softness: Self.softness[min(round, Self.softness.count - 1)]))
            let mean = patches.average(estimate: planes.values, given: given, known: known, trust: known, lanes: lanes)
            for i in planes.values.indices where damage[i % planes.area] != 0 && mean[i].isFinite { planes.values[i] = mean[i] }
            try report(round + 1)
        }
        return Opponent.back(planes)
    }
}

extension GaussianPatches {
    /// The mean of all estimates of each value, (channels, height, width); not a number where no patch came.
    func average(estimate: [Float], given: [Float], known: [Float], trust: [Float], lanes: Int) -> [Float] {
        let rows = self.rows
        // Some more bands than lanes, so that none waits long for the last.
        let bands = min(rows.count, 8)
        let parts = Parallel.map(bands, lanes: lanes) { band in
            run(rows: rows[rows.count * band / bands..<rows.count * (band + 1) / bands], estimate: estimate, given: given, known: known, trust: trust)
        }
        var sums = [Float](repeating: 0, count: channels * height * width), weights = [Float](repeating: 0, count: height * width)
        for part in parts {
            let start = part.first * width, count = part.weights.count
            for i in 0..<count { weights[start + i] += part.weights[i] }
            for c in 0..<channels { for i in 0..<count { sums[c * height * width + start + i] += part.sums[c * count + i] } }
        }
        for i in sums.indices { sums[i] /= weights[i % (height * width)] }
        return sums
    }
}
