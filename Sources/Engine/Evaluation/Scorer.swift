/// Scores samples against one data set, as often as wanted: the classifier, the held-out features and their Gaussian
/// are made once.
///
/// Belongs to one thread at a time. A score is a function of the samples, the data, the seed and the number of lanes.
public final class Scorer {
    /// Fewer samples than this do not determine a covariance of 64 features.
    public static let fewestSamples = 4 * FeatureNetwork.width
    /// Fewer than this are scored with a warning.
    public static let few = 2_000

    /// Fréchet distances are given in thousandths of the training pictures' variance, all features together.
    private static let unit = 1_000 / Double(FeatureNetwork.width)

    /// What the features come from, for receipts.
    public struct FeatureSource: Sendable, Equatable, Codable {
        /// "labels" or "arrangements", see `FeatureTarget`.
        public var target: String
        public var classes: Int
        /// The share of held-out pictures the classifier is right about.
        public var accuracy: Estimate
        /// Features of a picture.
        public var width: Int
        /// True where it was read from the cache instead of trained.
        public var wasCached: Bool
        /// False where it could not be kept for the next time.
        public var isKept: Bool
    }

    public let data: EvaluationData
    public let source: FeatureSource
    private let lanes: Int
    private let extractor: FeatureExtractor
    private let heldOut: Features
    private let distance: FrechetDistance

    /// Whether the classifier for `data` is in `cache`: then a scorer is made in a second.
    public static func isPrepared(_ data: EvaluationData, cache: FeatureCache?) -> Bool {
        cache?.find(data.sizedForFeatures { _, _ in }) != nil
    }

    /// Takes the classifier for `data` from `cache` or trains it, about a minute on two cores.
    /// - Parameter progress: what is being done and how much of it is done, 0...1; called on the caller's thread.
    /// - Throws: `EvaluationError` where too few pictures are held out.
    public init(_ data: EvaluationData, cache: FeatureCache?, lanes: Int,
                progress: (String, Double) -> Void = { _, _ in }) throws(EvaluationError) {
        guard data.heldOut.count >= Self.fewestSamples else {
            throw .tooFewHeldOut(of: data.training.name, found: data.heldOut.count, needed: Self.fewestSamples)
        }
        let sized = data.sizedForFeatures(progress: progress)
        let (weights, wasCached, isKept) = FeatureWeights.prepared(for: sized, cache: cache, lanes: lanes, progress: progress)
        source = FeatureSource(target: weights.target.name, classes: weights.target.classes, accuracy: weights.accuracy,
                               width: FeatureNetwork.width, wasCached: wasCached, isKept: isKept)
        extractor = FeatureExtractor(weights, lanes: lanes)
        heldOut = extractor.features(of: sized.heldOut) { progress("features of held-out pictures", $0) }
        distance = FrechetDistance(to: Gaussian(heldOut))
        (self.data, self.lanes) = (data, lanes)
    }

    /// The class that the classifier takes each picture for; nil where the data has no classes.
    func classes(of images: ImageSet) -> [Int]? {
        data.training.labels == nil ? nil : extractor.classes(of: images.sizedForFeatures { _, _ in })
    }

    /// Scores pictures of the data's size.
    /// - Throws: `EvaluationError` where there are too few of them.
    public func score(_ samples: ImageSet, measures: Set<Score.Measure> = Set(Score.Measure.allCases), seed: UInt64 = 0,
                      progress: (String, Double) -> Void = { _, _ in }) throws(EvaluationError) -> Score {
        guard samples.count >= Self.fewestSamples else {
            throw .tooFewSamples(of: samples.name, found: samples.count, needed: Self.fewestSamples)
        }
        var score = Score(samples: samples.count, heldOut: heldOut.count)
        let features = extractor.features(of: samples.sizedForFeatures(progress: progress)) {
            progress("features of \(samples.name)", $0)
        }
        if measures.contains(.frechet) {
            score.frechet = distance.estimate(features, seed: seed) { progress("Fréchet distance", $0) }.scaled(
                by: Self.unit)
        }
        if measures.contains(.kernel) {
            score.kernel = KernelDistance.estimate(features, heldOut, seed: seed, lanes: lanes) {
                progress("kernel distance", $0)
            }
        }
        if measures.contains(.precisionRecall) {
            let both = PrecisionRecall(data: heldOut, samples: features, seed: seed, lanes: lanes) {
                progress("precision and recall", $0)
            }
            (score.precision, score.recall) = (both.precision, both.recall)
        }
        if measures.contains(.memorisation) {
            score.memorisation = Memorisation(samples: samples, data: data, seed: seed, lanes: lanes) {
                progress("nearest training pictures", $0)
            }
        }
        return score
    }

    /// What `count` training pictures themselves score: the best that samples can be expected to reach.
    public func trainingScore(
        count: Int, measures: Set<Score.Measure> = [.frechet, .kernel, .precisionRecall], seed: UInt64 = 0,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(EvaluationError) -> Score {
        let some = data.training.subset(Pick.indices(count, of: data.training.count, seed: seed))
        return try score(some, measures: measures, seed: seed, progress: progress)
    }
}
