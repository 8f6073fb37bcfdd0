package import Datasets
import Numerics
package import Runs

/// The images that samples are compared with: the training split and a held-out split.
package struct EvaluationData: Sendable {
    package var training: ImageSet
    package var heldOut: ImageSet
    /// True where the data has no test split and a part of it is held out: a generator trained on all of the data was trained on these
    /// images, so memorization of them is not detected.
    package var isSplit: Bool
    /// `ImageSet.fingerprint` of all images that the training split was taken from: what a run on this data has in run.toml.
    package var fingerprint: String

    /// - Parameter whole: the data that both splits were taken from; nil where the training split is all of it.
    package init(training: ImageSet, heldOut: ImageSet, isSplit: Bool = false, of whole: ImageSet? = nil) {
        precondition(
            (training.height, training.width, training.channels) == (heldOut.height, heldOut.width, heldOut.channels),
            "both splits have one image size")
        (self.training, self.heldOut, self.isSplit) = (training, heldOut, isSplit)
        fingerprint = (whole ?? training).fingerprint
    }

    private static let splitSeed: UInt64 = 10

    /// Reads the data called `name` with its test split; a fixed part is held out where it has none.
    /// - Parameter forScores: whether the part of few images is large enough for a score; else it is a tenth.
    package static func open(
        _ name: String, size: ImageSizing = nil, channels: Int? = nil, forScores: Bool = false,
        threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) -> EvaluationData {
        let name = name.hasSuffix(":test") ? String(name.dropLast(5)) : name
        return try around(
            DataSource.open(name, size: size, channels: channels, threads: threads, progress: progress), fit: size.fit,
            forScores: forScores, threads: threads, progress: progress)
    }

    /// The evaluation data of images in memory: the test split of the data that they were read from, in their size, or a part of them.
    package static func around(
        _ all: ImageSet, fit: ImageFit = .crop, forScores: Bool = false, threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError)
        -> EvaluationData
    {
        do {
            let test = try DataSource.open(
                all.name + ":test", size: ImageSizing(all.shape.size, fit: fit), channels: all.channels,
                threads: threads, progress: progress)
            return EvaluationData(training: all, heldOut: test)
        } catch .noTestSplit {
            return split(all, count: forScores ? HeldOutImages.count(of: all.count) : nil)
        }
    }

    /// Holds out `count` images of `all`, always the same; nil for a tenth.
    package static func split(_ all: ImageSet, count: Int? = nil) -> EvaluationData {
        let order = RandomSubset.indices(all.count, of: all.count, seed: splitSeed)
        let count = count ?? max(1, all.count / 10)
        return EvaluationData(
            training: all.subset(order[count...].sorted()), heldOut: all.subset(order[..<count].sorted()),
            isSplit: true,
            of: all)
    }

    /// The warning for scores of a run that was trained on images with the fingerprint `own`; nil where these are this data.
    package func warning(forRunOn own: String) -> String? {
        if own == fingerprint { return nil }
        return own == heldOut.fingerprint
            ? "the run was trained on the held-out images, so the scores are those of images that it has seen"
            : "the run was trained on different images, fingerprint \(own)"
    }

    /// The same data in the size that features are computed from.
    func sizedForFeatures(threads: Int, progress: (String, Double) -> Void) -> EvaluationData {
        var sized = self
        sized.training = training.sizedForFeatures(threads: threads, progress: progress)
        sized.heldOut = heldOut.sizedForFeatures(threads: threads, progress: progress)
        return sized
    }
}

extension ImageSet {
    /// At most 64 pixels high and wide: details of larger images need a larger feature network than one that trains in a minute.
    func sizedForFeatures(threads: Int, progress: (String, Double) -> Void) -> ImageSet {
        shrunk(to: 64, threads: threads, progress: progress)
    }
}
