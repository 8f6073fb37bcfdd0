package import Datasets
package import Numerics

/// Scores samples against one dataset. The classifier, the held-out features and their Gaussian are computed once.
///
/// Belongs to one thread at a time. A score is a function of the samples, the data, the seed and the number of threads.
package final class Scorer {
    /// Samples and held-out images at least for a Fréchet distance: fewer do not determine a covariance of 64 features.
    package static let fewestSamples = 4 * FeatureNetwork.width
    /// Fewer samples than this give a warning.
    package static let few = 2_000

    /// Fréchet distances are given in thousandths of the training images' variance, all features together.
    private static let unit = 1_000 / Double(FeatureNetwork.width)

    /// The classifier that the features come from, for reports.
    package struct FeatureSource: Sendable, Equatable, Codable {
        /// "labels" or "self-supervised", see `FeatureTarget`.
        package var target: String
        package var classes: Int
        /// The accuracy on held-out images.
        package var accuracy: Estimate
        /// Features of an image.
        package var width: Int
        /// Whether it was read from the cache instead of trained.
        package var wasCached: Bool
        /// Whether it is in the cache for the next time.
        package var isStored: Bool
    }

    package let data: EvaluationData
    package let source: FeatureSource
    private let threads: Int
    private let extractor: FeatureExtractor
    private let heldOut: Features
    /// nil where there are too few held-out images for it.
    private let distance: FrechetDistance?

    /// Whether there are too few held-out images for a Fréchet distance: then the score is the kernel distance, which has no bias.
    package var isSmall: Bool { distance == nil }

    /// The fewest samples that are scored.
    package var fewestSamples: Int { isSmall ? HeldOutImages.fewest : Self.fewestSamples }

    /// Whether the classifier for `data` is in `cache`, so that a scorer is created in a second.
    package static func isPrepared(_ data: EvaluationData, cache: FeatureCache?, threads: Int) -> Bool {
        cache?.find(data.sizedForFeatures(threads: threads) { _, _ in }) != nil
    }

    /// Reads the classifier for `data` from `cache` or trains it, about a minute on two cores.
    /// - Parameters:
    ///   - trainingThreads: threads that train the classifier; nil for `threads`.
    ///   - progress: receives the stage and the fraction done, 0...1, on the caller's thread.
    /// - Throws: `EvaluationError` where too few images are held out.
    package init(
        _ data: EvaluationData, cache: FeatureCache?, threads: Int, trainingThreads: Int? = nil,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(EvaluationError) {
        guard data.heldOut.count >= HeldOutImages.fewest else {
            throw .tooFewHeldOut(of: data.training.name, found: data.heldOut.count, needed: HeldOutImages.fewest)
        }
        let sized = data.sizedForFeatures(threads: threads, progress: progress)
        let (weights, wasCached, isStored) = FeatureWeights.prepared(
            for: sized, cache: cache, threads: trainingThreads ?? threads, progress: progress)
        source = FeatureSource(
            target: weights.target.name, classes: weights.target.classes, accuracy: weights.accuracy,
            width: FeatureNetwork.width, wasCached: wasCached, isStored: isStored)
        extractor = FeatureExtractor(weights, threads: threads)
        heldOut = extractor.features(of: sized.heldOut) { progress("features of held-out images", $0) }
        distance = data.heldOut.count < Self.fewestSamples ? nil : FrechetDistance(to: Gaussian(heldOut))
        (self.data, self.threads) = (data, threads)
    }

    /// The predicted class of each image; nil for data without labels.
    package func classes(of images: ImageSet) -> [Int]? {
        data.training.labels == nil ? nil : extractor.classes(of: images.sizedForFeatures(threads: threads) { _, _ in })
    }

    /// Scores images of the data's size. With few held-out images, the measures are the kernel distance, also for `.frechet`, and
    /// memorization.
    /// - Throws: `EvaluationError` where there are too few of them.
    package func score(
        _ samples: ImageSet, measures: Set<Score.Measure> = Set(Score.Measure.allCases), seed: UInt64 = 0,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(EvaluationError) -> Score {
        guard samples.count >= fewestSamples else {
            throw .tooFewSamples(of: samples.name, found: samples.count, needed: fewestSamples)
        }
        var score = Score(samples: samples.count, heldOut: heldOut.count)
        let features = extractor.features(of: samples.sizedForFeatures(threads: threads, progress: progress)) {
            progress("features of \(samples.name)", $0)
        }
        if isSmall, measures.contains(.frechet) || measures.contains(.kernel) {
            progress("kernel distance", 0)
            score.kernel = KernelDistance.jackknife(features, heldOut, seed: seed, threads: threads)
        }
        if let distance, measures.contains(.frechet) {
            score.frechet = distance.estimate(features, seed: seed, threads: threads) {
                progress("Fréchet distance", $0)
            }.scaled(
                by: Self.unit)
        }
        if !isSmall, measures.contains(.kernel) {
            score.kernel = KernelDistance.estimate(features, heldOut, seed: seed, threads: threads) {
                progress("kernel distance", $0)
            }
        }
        if !isSmall, measures.contains(.precisionRecall) {
            let both = PrecisionRecall(data: heldOut, samples: features, seed: seed, threads: threads) {
                progress("precision and recall", $0)
            }
            (score.precision, score.recall) = (both.precision, both.recall)
        }
        if measures.contains(.memorization) {
            score.memorization = Memorization(samples: samples, data: data, seed: seed, threads: threads) {
                progress("nearest training images", $0)
            }
        }
        return score
    }

    /// The score of `count` training images: what samples can reach at best.
    package func trainingScore(
        count: Int, measures: Set<Score.Measure> = [.frechet, .kernel, .precisionRecall], seed: UInt64 = 0,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(EvaluationError) -> Score {
        let some = data.training.subset(RandomSubset.indices(count, of: data.training.count, seed: seed))
        return try score(some, measures: measures, seed: seed, progress: progress)
    }
}
