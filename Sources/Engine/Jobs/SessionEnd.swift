/// The values of a step that is no point of the curves, but has a checkpoint: a resumed run shows them as the newest.
package enum SessionEnd {
    /// What their tags begin with, before the tag of the curve.
    package static let prefix = "end/"

    /// Curves of a log with these values at their ends, where no later point follows.
    package static func merged(_ curves: [String: LossHistory]) -> [String: LossHistory] {
        var merged = curves.filter { !$0.key.hasPrefix(prefix) }
        for (tag, ends) in curves where tag.hasPrefix(prefix) {
            let tag = String(tag.dropFirst(prefix.count))
            guard let end = ends.buckets.last, let value = ends.last, end.lastStep > merged[tag]?.lastStep ?? -1 else {
                continue
            }
            merged[tag, default: LossHistory()].append(value, step: end.lastStep, time: end.time)
        }
        return merged
    }
}
