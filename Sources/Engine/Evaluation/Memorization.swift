package import Datasets
package import Numerics

/// Memorization of training images: distances of samples to their nearest training images, compared with those of held-out images.
///
/// Distances are root mean squares over an image's values, in levels of 0...255. Without memorization about 1 % of the samples are closer than
/// the closest 1 % of the held-out images; many more are copies, or smoother than real images.
package struct Memorization: Sendable, Equatable, Codable {
    /// A sample and the training image nearest to it.
    package struct Pair: Sendable, Equatable, Codable {
        package var sample: Int
        package var trainingImage: Int
        package var distance: Double
    }

    /// The distance that 1 % of the held-out images fall below.
    package var threshold: Double
    /// The fraction of samples below it.
    package var closer: Estimate
    /// The fraction of samples that are nearer to a training image than half of the held-out images are: about 50 % without
    /// memorization. It needs fewer held-out images than `closer`.
    package var nearer: Estimate
    /// Median distances.
    package var samplesMedian: Double
    package var heldOutMedian: Double
    package var heldOutImages: Int
    package var trainingImages: Int
    /// The closest samples, nearest first.
    package var closest: [Pair]
    /// The height at which images are compared; larger images are downscaled, to 32 pixels of the longer side.
    package var size: Int

    /// Whether the fraction is significantly more than twice the expected one.
    ///
    /// Of fewer than a hundred held-out images, the closest one is more than 1 %.
    package var isSuspicious: Bool { closer.low > 2 * max(0.01, 1 / Double(max(heldOutImages, 1))) }

    static let maxImages = 2_000
    private static let maxSize = 32
    private static let listedPairs = 5

    package init(
        samples: ImageSet, data: EvaluationData, seed: UInt64 = 0, threads: Int, progress: (Double) -> Void = { _ in }
    ) {
        let chosen = RandomSubset.indices(Self.maxImages, of: samples.count, seed: seed)
        let others = RandomSubset.indices(Self.maxImages, of: data.heldOut.count, seed: seed &+ 1)
        let (generated, heldOut) = (
            Self.small(samples.subset(chosen), threads), Self.small(data.heldOut.subset(others), threads)
        )
        let training = Self.small(data.training, threads)
        let rows = generated.batch(Array(0..<generated.count)) + heldOut.batch(Array(0..<heldOut.count))
        let table = PairwiseDistances(to: rows, width: training.stride, threads: threads)
        var nearest = [(distance: Float, index: Int)](repeating: (.infinity, 0), count: table.count)
        table.each(training.count, rows: { training.batch(Array($0)) }, progress: progress) {
            range, distances, stride in
            for row in 0..<table.count {
                for position in 0..<range.count where distances[row * stride + position] < nearest[row].distance {
                    nearest[row] = (distances[row * stride + position], range.lowerBound + position)
                }
            }
        }
        // Values are in -1...1, levels in 0...255.
        let levels = nearest.map { 127.5 * (Double(max(0, $0.distance)) / Double(training.stride)).squareRoot() }
        let heldLevels = levels[generated.count...].sorted()
        let limit = heldLevels[heldLevels.count / 100]
        threshold = limit
        closer = Estimate(hits: levels[..<generated.count].count { $0 < limit }, of: generated.count)
        samplesMedian = levels[..<generated.count].sorted()[generated.count / 2]
        heldOutMedian = heldLevels[heldLevels.count / 2]
        let median = heldOutMedian
        nearer = Estimate(hits: levels[..<generated.count].count { $0 < median }, of: generated.count)
        (heldOutImages, trainingImages, size) = (heldOut.count, training.count, training.height)
        closest = (0..<generated.count).sorted { levels[$0] < levels[$1] }.prefix(Self.listedPairs).map { row in
            Pair(sample: chosen[row], trainingImage: nearest[row].index, distance: levels[row])
        }
    }

    private static func small(_ images: ImageSet, _ threads: Int) -> ImageSet {
        images.shrunk(to: maxSize, threads: threads)
    }
}
