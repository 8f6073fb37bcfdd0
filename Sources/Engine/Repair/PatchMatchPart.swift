import Raster

/// A part of an image that `patchmatch` completes at once: a hole, or a piece of damage that is long and thin.
struct PatchMatchPart {
    /// The part whose damage is completed, and that around it, where texture is searched.
    let core: RepairArea, area: RepairArea
    /// Whether it is a square of longer damage.
    let isLong: Bool

    /// Texture is searched around a hole at least this far, and as far as it is wide; of long damage, this many times its depth.
    private static let leastRadius = 48, radiusByDepth = 8
    /// Long damage is cut into squares of at least this many pixels along each side, and at least this many times its radius.
    private static let leastSide = 512, sideByRadius = 4

    /// Parts in groups of which one is completed after the other. The parts of a group read nothing of each other, so their order changes no
    /// pixel.
    /// - Parameter searchRadius: how far texture is searched; 0 chooses by the hole.
    static func parts(of problem: RepairProblem, searchRadius: Int) -> (groups: [[PatchMatchPart]], count: Int) {
        let (width, height) = (problem.image.width, problem.image.height)
        // Whole holes, then the squares of the damage that is cut, like the four colors of a chessboard of 2x2.
        var groups = [[PatchMatchPart]](repeating: [], count: 5)
        for hole in RepairArea.areas(of: problem.mask, margin: 2) {
            let longest = max(hole.width, hole.height)
            let depth = longest > leastSide ? DamageReport(problem.mask.cropped(hole)).depth : longest
            let chosen = max(leastRadius, min(longest, radiusByDepth * depth))
            let radius = searchRadius > 0 ? max(searchRadius, 8) : chosen
            func part(_ core: RepairArea, isLong: Bool) -> PatchMatchPart {
                PatchMatchPart(core: core, area: core.grown(by: radius, within: width, height), isLong: isLong)
            }
            let side = max(leastSide, sideByRadius * radius)
            guard longest > side else {
                groups[0].append(part(hole, isLong: false))
                continue
            }
            let across = (hole.width + side - 1) / side
            for (index, core) in hole.tiles(of: side).enumerated() where problem.mask.count(in: core) > 0 {
                groups[1 + index / across % 2 * 2 + index % across % 2].append(part(core, isLong: true))
            }
        }
        groups = groups.map { problem.ordered($0, by: \.core) }
        return (groups.filter { !$0.isEmpty }, groups.reduce(0) { $0 + $1.count })
    }
}

extension Mask {
    /// Marks nothing in `area`.
    mutating func clear(_ area: RepairArea) {
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width { damaged[y * width + x] = false }
        }
    }
}
