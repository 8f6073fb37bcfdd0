/// A buffer's lifetime in the workspace: from the step that writes it to the last that reads it.
struct Lifetime {
    var count: Int
    var first: Int
    var last: Int
}

/// Gives every buffer an offset so that buffers alive at the same time do not overlap: largest first, lowest gap that
/// fits.
enum Placement {
    /// Offsets in the order of `lifetimes`, and the elements used in all.
    /// - Complexity: O(n² log n) for n buffers.
    static func offsets(_ lifetimes: [Lifetime]) -> (offsets: [Int], count: Int) {
        var offsets = [Int](repeating: 0, count: lifetimes.count)
        var placed: [(range: Range<Int>, life: Lifetime)] = []
        var end = 0
        for index in lifetimes.indices.sorted(by: { (lifetimes[$0].count, $1) > (lifetimes[$1].count, $0) }) {
            let life = lifetimes[index], size = Arena.aligned(life.count)
            let occupied = placed.filter { $0.life.first <= life.last && life.first <= $0.life.last }.map(\.range)
                .sorted { $0.lowerBound < $1.lowerBound }
            var offset = 0
            for range in occupied {
                if offset + size <= range.lowerBound { break }
                offset = max(offset, range.upperBound)
            }
            offsets[index] = offset
            placed.append((offset..<offset + size, life))
            end = max(end, offset + size)
        }
        return (offsets, end)
    }
}

extension Plan {
    /// `Placement.offsets` for lifetimes as tuples.
    package static func placement(_ lifetimes: [(count: Int, first: Int, last: Int)]) -> (offsets: [Int], count: Int) {
        Placement.offsets(lifetimes.map { Lifetime(count: $0.count, first: $0.first, last: $0.last) })
    }
}
