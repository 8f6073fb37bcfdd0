package import Numerics

/// Improved precision and recall (Kynkäänniemi et al. 2019). Precision: the fraction of samples in the manifold of the data. Recall: the fraction
/// of the data in the manifold of the samples.
///
/// A set's manifold is the union of balls around its points, each with the distance to its third nearest neighbor in the set as radius. Low
/// precision means poor images, low recall missing variety. Both depend on the number of points: compare equal numbers only. The intervals
/// are those of a fraction for fixed manifolds.
package struct PrecisionRecall: Sendable, Equatable {
    package var precision: Estimate
    package var recall: Estimate

    /// k of the k-th nearest neighbor.
    static let neighbors = 3
    /// Points of each set at most, a balance of time and noise.
    static let maxPoints = 5_000

    /// - Parameters:
    ///   - data, samples: of the same width; random subsets of equal size, 5,000 rows at most, are used.
    package init(
        data: Features, samples: Features, seed: UInt64 = 0, threads: Int, progress: (Double) -> Void = { _ in }
    ) {
        let count = min(data.count, samples.count, Self.maxPoints)
        precondition(count > Self.neighbors, "\(count) points have no third neighbor")
        let (data, samples) = (data.sampled(count, seed: seed), samples.sampled(count, seed: seed &+ 1))
        let toData = PairwiseDistances(to: data.values, width: data.width, threads: threads)
        let toSamples = PairwiseDistances(to: samples.values, width: data.width, threads: threads)
        let dataRadii = Self.radii(toData, data) { progress($0 / 3) }
        let sampleRadii = Self.radii(toSamples, samples) { progress((1 + $0) / 3) }
        var (sampleInside, dataInside) = (
            [Bool](repeating: false, count: count), [Bool](repeating: false, count: count)
        )
        toData.each(samples.values, progress: { progress((2 + $0) / 3) }) { range, distances, stride in
            for point in 0..<count {
                for (position, sample) in range.enumerated() {
                    let distance = distances[point * stride + position]
                    if distance <= dataRadii[point] { sampleInside[sample] = true }
                    if distance <= sampleRadii[sample] { dataInside[point] = true }
                }
            }
        }
        precision = Estimate(hits: sampleInside.count { $0 }, of: count)
        recall = Estimate(hits: dataInside.count { $0 }, of: count)
    }

    /// The squared distance of each point to its third nearest neighbor.
    private static func radii(_ table: PairwiseDistances, _ points: Features, _ progress: (Double) -> Void) -> [Float] {
        var nearest = [Float](repeating: .infinity, count: table.count * neighbors)
        table.each(points.values, progress: progress) { range, distances, stride in
            for point in 0..<table.count {
                let first = point * neighbors
                for (position, other) in range.enumerated() where other != point {
                    let distance = distances[point * stride + position]
                    var slot = first + neighbors - 1
                    guard distance < nearest[slot] else { continue }
                    while slot > first, nearest[slot - 1] > distance {
                        nearest[slot] = nearest[slot - 1]
                        slot -= 1
                    }
                    nearest[slot] = distance
                }
            }
        }
        return (0..<table.count).map { nearest[$0 * neighbors + neighbors - 1] }
    }
}
