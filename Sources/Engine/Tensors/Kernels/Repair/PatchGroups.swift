/// The similar patches of each patch in a band of rows, kept from one pass to the next.
///
/// A patch is named by its first pixel, y * width + x. The first patch of a group is the one that it belongs to.
package struct PatchGroups: Sendable {
    /// The rows in which the patches begin.
    package let rows: Range<Int>
    private let width: Int, capacity: Int
    /// The group's number by first pixel, -1 where there is none.
    private var numbers: [Int32]
    /// (groups, capacity).
    private var members: [Int32] = []
    private var sizes: [Int32] = []

    /// - Parameter capacity: patches of a group, at most.
    package init(rows: Range<Int>, width: Int, capacity: Int) {
        (self.rows, self.width, self.capacity) = (rows, width, capacity)
        numbers = [Int32](repeating: -1, count: rows.count * width)
    }

    /// The group of the patch at (x, y); empty where there is none.
    package subscript(x: Int, y: Int) -> ArraySlice<Int32> {
        guard rows.contains(y), 0..<width ~= x else { return [] }
        let number = Int(numbers[(y - rows.lowerBound) * width + x])
        return number < 0 ? [] : members[number * capacity..<number * capacity + Int(sizes[number])]
    }

    mutating func removeAll() {
        for i in numbers.indices { numbers[i] = -1 }
        members.removeAll(keepingCapacity: true)
        sizes.removeAll(keepingCapacity: true)
    }

    /// - Precondition: no more members than the capacity.
    mutating func add(_ group: some Collection<Int32>, x: Int, y: Int) {
        precondition(!group.isEmpty && group.count <= capacity, "\(group.count) patches of \(capacity)")
        numbers[(y - rows.lowerBound) * width + x] = Int32(sizes.count)
        sizes.append(Int32(group.count))
        members.append(contentsOf: group)
        for _ in group.count..<capacity { members.append(-1) }
    }
}

/// Finds the groups of patches: by comparison with all patches around, or from the group of a patch beside, whose members are as far away
/// (propagation: Barnes et al. 2009).
struct GroupSearch {
    private let shape: PatchCompletion
    private var distances: PatchDistances
    private var selection = PatchSelection()
    private var chosen: [Int] = [], members: [Int32] = []

    /// A group is taken over from a patch at most this many pixels away along each axis.
    private static let reach = 3
    /// Columns that lie this far apart are compared apart.
    private static let gap = 16
    /// Offsets to patches beside, the nearest first.
    private static let beside: [Offset] = (0..<(2 * reach + 1) * (2 * reach + 1)).map { i in
        Offset(x: i % (2 * reach + 1) - reach, y: i / (2 * reach + 1) - reach)
    }.sorted { $0.order < $1.order }

    private struct Offset {
        let x: Int, y: Int

        /// Squared length first; the same order on every machine.
        var order: Int { ((x * x + y * y) * 16 + y + reach) * 16 + x + reach }
    }

    init(_ shape: PatchCompletion) {
        self.shape = shape
        distances = PatchDistances(
            width: shape.width, height: shape.height, channels: shape.channels, side: shape.side, window: shape.window)
    }

    /// Gives each patch that begins in row y at `columns` a group, where it has none.
    /// - Parameter before: groups that may be taken over; nil to search for all.
    mutating func fill(
        _ groups: inout PatchGroups, from before: PatchGroups?, y: Int, columns: [Int], estimate: [Float],
        trust: [Float]
    ) {
        var missing: [Int] = []
        for x in columns where groups[x, y].isEmpty && !propagate(before, to: &groups, x: x, y: y) {
            missing.append(x)
        }
        var start = 0
        for i in missing.indices where i + 1 == missing.count || missing[i + 1] - missing[i] > Self.gap {
            search(&groups, y: y, columns: Array(missing[start...i]), estimate, trust)
            start = i + 1
        }
    }

    private mutating func propagate(_ before: PatchGroups?, to groups: inout PatchGroups, x: Int, y: Int) -> Bool {
        guard let before else { return false }
        for offset in Self.beside {
            let group = before[x + offset.x, y + offset.y]
            if group.isEmpty { continue }
            members.removeAll(keepingCapacity: true)
            for member in group {
                let column = Int(member) % shape.width - offset.x, row = Int(member) / shape.width - offset.y
                guard 0...shape.width - shape.side ~= column, 0...shape.height - shape.side ~= row else { continue }
                members.append(Int32(row * shape.width + column))
            }
            groups.add(members, x: x, y: y)
            return true
        }
        return false
    }

    private mutating func search(
        _ groups: inout PatchGroups, y: Int, columns: [Int], _ estimate: [Float], _ trust: [Float]
    ) {
        estimate.withUnsafeBufferPointer { estimate in
            trust.withUnsafeBufferPointer { trust in
                guard let estimate = estimate.baseAddress else { return }
                distances.measure(y: y, columns: columns, image: estimate, trust: trust.baseAddress)
            }
        }
        let (window, all, span) = (shape.window, distances.offsets, 2 * shape.window + 1)
        for (i, x) in columns.enumerated() {
            distances.values.withUnsafeBufferPointer {
                selection.smallest(
                    shape.count, first: 1, of: .init(rebasing: $0[i * all..<(i + 1) * all]), own: all / 2, into: &chosen
                )
            }
            members.removeAll(keepingCapacity: true)
            for offset in chosen {
                members.append(Int32((y + offset / span - window) * shape.width + x + offset % span - window))
            }
            groups.add(members, x: x, y: y)
        }
    }
}
