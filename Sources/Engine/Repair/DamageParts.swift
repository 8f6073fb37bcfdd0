package import Raster

/// The holes of a mask, and the lines and specks beside them.
package struct DamageParts: Sendable {
    /// Together they mark what the mask marks.
    package private(set) var holes: Mask, others: Mask

    /// Damage belongs to a hole where it is near to a pixel that is too deep for a stroke. Cost: four passes over the mask.
    package init(_ mask: Mask) {
        let depths = DamageReport.distances(mask), depth = Int32(DamageReport.maxStrokeDepth)
        let isShallow = Mask(width: mask.width, height: mask.height, damaged: depths.map { $0 <= depth })
        let distances = DamageReport.distances(isShallow)
        (holes, others) = (mask, mask)
        for i in mask.damaged.indices where mask.damaged[i] {
            let isHole = distances[i] <= depth + Self.rim
            holes.damaged[i] = isHole
            others.damaged[i] = !isHole
        }
    }

    /// The corners of a hole are this much further from its deep pixels than its sides.
    private static let rim: Int32 = 3
    /// With fewer of the damaged pixels outside holes than this, one method repairs all.
    private static let leastOthers = 0.02

    /// What `auto` uses for a mask: the method of its kind of damage, or, where there are lines beside a hole, one for each.
    package static func choice(for mask: Mask) -> RepairChoice {
        let report = DamageReport(mask), choice = report.choice
        guard report.kind == .hole else { return choice }
        let parts = DamageParts(mask), count = parts.others.count
        guard Double(count) >= leastOthers * Double(report.count) else { return choice }
        let others = DamageReport(parts.others).choice, percent = 100 * count / max(report.count, 1)
        return RepairChoice(
            method: PartsRepair(parts: parts, first: others.method, second: choice.method),
            reason: choice.reason + "; \(percent) % of the damage by \(others.method.name): " + others.reason)
    }
}
