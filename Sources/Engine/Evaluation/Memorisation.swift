/// Whether samples are copies: their distances to the nearest training pictures, beside those of held-out pictures,
/// which nobody copied.
///
/// Distances are root mean squares over a picture's numbers, in levels of 0...255. Of honest samples about one in a
/// hundred lies closer than the closest hundredth of the held-out pictures; many more is memorisation, or pictures
/// smoother than real ones.
public struct Memorisation: Sendable, Equatable, Codable {
    /// A sample and the training picture nearest to it.
    public struct Pair: Sendable, Equatable, Codable {
        public var sample: Int
        public var trainingPicture: Int
        public var distance: Double
    }

    /// The distance that 1 % of the held-out pictures fall below.
    public var threshold: Double
    /// The share of samples below it.
    public var closer: Estimate
    /// Median distances.
    public var samplesMedian: Double
    public var heldOutMedian: Double
    public var heldOutPictures: Int
    public var trainingPictures: Int
    /// The closest samples, nearest first.
    public var closest: [Pair]
    /// Side of the pictures compared: larger ones are averaged down.
    public var size: Int

    /// More than twice the share that chance explains, beyond the interval.
    public var isSuspicious: Bool { closer.low > 0.02 }

    static let most = 2_000
    private static let mostSide = 32
    private static let listed = 5

    package init(
        samples: ImageSet, data: EvaluationData, seed: UInt64 = 0, lanes: Int, progress: (Double) -> Void = { _ in }
    ) {
        let chosen = Pick.indices(Self.most, of: samples.count, seed: seed)
        let others = Pick.indices(Self.most, of: data.heldOut.count, seed: seed &+ 1)
        let (asked, held) = (Self.small(samples.subset(chosen)), Self.small(data.heldOut.subset(others)))
        let training = Self.small(data.training)
        let rows = asked.batch(Array(0..<asked.count)) + held.batch(Array(0..<held.count))
        let table = PairwiseDistances(to: rows, width: training.stride, lanes: lanes)
        var nearest = [(distance: Float, index: Int)](repeating: (.infinity, 0), count: table.count)
        table.each(training.count, rows: { training.batch(Array($0)) }, progress: progress) {
            range, distances, stride in
            for row in 0..<table.count {
                for place in 0..<range.count where distances[row * stride + place] < nearest[row].distance {
                    nearest[row] = (distances[row * stride + place], range.lowerBound + place)
                }
            }
        }
        // Numbers run from -1 to 1, levels from 0 to 255.
        let levels = nearest.map { 127.5 * (Double(max(0, $0.distance)) / Double(training.stride)).squareRoot() }
        let heldLevels = levels[asked.count...].sorted()
        let limit = heldLevels[heldLevels.count / 100]
        threshold = limit
        closer = Estimate(hits: levels[..<asked.count].count { $0 < limit }, of: asked.count)
        samplesMedian = levels[..<asked.count].sorted()[asked.count / 2]
        heldOutMedian = heldLevels[heldLevels.count / 2]
        (heldOutPictures, trainingPictures, size) = (held.count, training.count, training.height)
        closest = (0..<asked.count).sorted { levels[$0] < levels[$1] }.prefix(Self.listed).map { row in
            Pair(sample: chosen[row], trainingPicture: nearest[row].index, distance: levels[row])
        }
    }

    private static func small(_ images: ImageSet) -> ImageSet {
        max(images.height, images.width) <= mostSide
            ? images : images.converted(size: mostSide, channels: nil) { _, _ in }
    }
}
