/// Precision: the share of samples that lie among the data. Recall: the share of the data that lies among the samples.
///
/// A set's region is the union of balls around its points, each reaching to its third nearest neighbour in the set
/// (Kynkäänniemi et al. 2019). Low precision is poor pictures, low recall is missing variety. Both depend on the number
/// of points: compare equal numbers only. The intervals are those of shares, the regions taken as given.
package struct PrecisionRecall: Sendable, Equatable {
    package var precision: Estimate
    package var recall: Estimate

    /// Neighbours a ball reaches to.
    static let neighbours = 3
    /// Points of each set at most: time and noise are then in balance.
    static let most = 5_000

    /// - Parameters:
    ///   - data, samples: of the same width; more than 5,000 rows are thinned out, both to the same number.
    package init(data: Features, samples: Features, seed: UInt64 = 0, lanes: Int, progress: (Double) -> Void = { _ in })
    {
        let count = min(data.count, samples.count, Self.most)
        precondition(count > Self.neighbours, "\(count) points have no third neighbour")
        let (data, samples) = (data.picked(count, seed: seed), samples.picked(count, seed: seed &+ 1))
        let toData = PairwiseDistances(to: data.values, width: data.width, lanes: lanes)
        let toSamples = PairwiseDistances(to: samples.values, width: data.width, lanes: lanes)
        let dataReach = Self.reach(toData, data) { progress($0 / 3) }
        let sampleReach = Self.reach(toSamples, samples) { progress((1 + $0) / 3) }
        var (sampleInside, dataInside) = (
            [Bool](repeating: false, count: count), [Bool](repeating: false, count: count)
        )
        toData.each(samples.values, progress: { progress((2 + $0) / 3) }) { range, distances, stride in
            for point in 0..<count {
                for (place, sample) in range.enumerated() {
                    let distance = distances[point * stride + place]
                    if distance <= dataReach[point] { sampleInside[sample] = true }
                    if distance <= sampleReach[sample] { dataInside[point] = true }
                }
            }
        }
        precision = Estimate(hits: sampleInside.count { $0 }, of: count)
        recall = Estimate(hits: dataInside.count { $0 }, of: count)
    }

    /// The squared distance from each point to its third nearest other point.
    private static func reach(_ table: PairwiseDistances, _ points: Features, _ progress: (Double) -> Void) -> [Float] {
        var nearest = [Float](repeating: .infinity, count: table.count * neighbours)
        table.each(points.values, progress: progress) { range, distances, stride in
            for point in 0..<table.count {
                let first = point * neighbours
                for (place, other) in range.enumerated() where other != point {
                    let distance = distances[point * stride + place]
                    var slot = first + neighbours - 1
                    guard distance < nearest[slot] else { continue }
                    while slot > first, nearest[slot - 1] > distance {
                        nearest[slot] = nearest[slot - 1]
                        slot -= 1
                    }
                    nearest[slot] = distance
                }
            }
        }
        return (0..<table.count).map { nearest[$0 * neighbours + neighbours - 1] }
    }
}
