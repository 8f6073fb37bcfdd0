import Numerics

/// The image indices of each training step, a pure function of seed and step: a resumed run needs no saved state.
///
/// Every epoch is a new permutation of all images. Batches run across the border between two epochs.
package struct BatchOrder: Sendable, Equatable {
    package let seed: UInt64
    /// Images in the dataset.
    package let count: Int
    /// Images in a batch.
    package let batch: Int

    package init(seed: UInt64, count: Int, batch: Int) {
        precondition(count > 0 && batch > 0, "\(batch) of \(count) images")
        (self.seed, self.count, self.batch) = (seed, count, batch)
    }

    /// The image indices of `step`, which counts from 0.
    package func indices(step: Int) -> [Int] {
        var indices = [Int](repeating: 0, count: batch)
        fill(&indices, step: step)
        return indices
    }

    /// Overwrites `indices`, which has `batch` elements, with the image indices of `step`.
    package func fill(_ indices: inout [Int], step: Int) {
        precondition(step >= 0 && indices.count == batch, "step \(step), \(indices.count) indices for \(batch) images")
        for slot in indices.indices { indices[slot] = index(at: step * batch + slot) }
    }

    /// The image index at `position` of the endless sequence of epochs.
    package func index(at position: Int) -> Int {
        let (epoch, slot) = position.quotientAndRemainder(dividingBy: count)
        return Permutation(count: count, key: SplitMix64.word(seed, UInt64(epoch)))[slot]
    }

    /// Epochs completed when `step` begins, e.g. 2.5.
    package func epoch(step: Int) -> Double { Double(step) * Double(batch) / Double(count) }
}
