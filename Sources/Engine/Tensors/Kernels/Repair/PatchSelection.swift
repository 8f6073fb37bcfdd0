/// Chooses the smallest of many distances.
///
/// Equal distances are ordered by index, so the choice is the same on every machine.
struct PatchSelection {
    /// The bits of a distance, which order like the distance itself, above its index.
    private var keys: [UInt64] = []

    /// Writes the indices of the `count` smallest finite distances to `indices`, the `first` smallest of them in front.
    /// - Parameters:
    ///   - distances: at least 0, or infinite; at most 2³² of them.
    ///   - own: the index that counts as the smallest.
    mutating func smallest(
        _ count: Int, first: Int, of distances: UnsafeBufferPointer<Float>, own: Int, into indices: inout [Int]
    ) {
        keys.removeAll(keepingCapacity: true)
        for (i, distance) in distances.enumerated() where distance < .infinity {
            keys.append((i == own ? 0 : UInt64(distance.bitPattern) + 1) << 32 | UInt64(i))
        }
        let count = min(count, keys.count)
        keys.withUnsafeMutableBufferPointer { keys in
            Self.select(count, of: keys)
            Self.select(min(first, count), of: .init(rebasing: keys[..<count]))
        }
        indices.removeAll(keepingCapacity: true)
        for key in keys.prefix(count) { indices.append(Int(key & 0xFFFF_FFFF)) }
    }

    /// Moves the `count` smallest keys to the front (Hoare 1961, quickselect). Keys differ from each other.
    private static func select(_ count: Int, of keys: UnsafeMutableBufferPointer<UInt64>) {
        guard count > 0, count < keys.count else { return }
        var (low, high) = (0, keys.count - 1)
        while low < high {
            let pivot = keys[(low + high) / 2]
            var (i, j) = (low, high)
            while i <= j {
                while keys[i] < pivot { i += 1 }
                while keys[j] > pivot { j -= 1 }
                if i <= j {
                    keys.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if count - 1 <= j { high = j } else if count - 1 >= i { low = i } else { return }
        }
    }
}
