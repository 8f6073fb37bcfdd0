package import Datasets

/// Which images scores compare samples with: the test split of the data, else a fixed part of them, else none.
package struct HeldOutImages: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        /// The test split, which training does not see.
        case testSplit(Int)
        /// A fixed part of data without a test split: training sees these images, only the classifier does not.
        case part(Int)
        /// Too few images for any score.
        case none
    }

    package let part: Part
    /// Images that training sees.
    package let images: Int

    /// The fewest images of data without a test split that a score is possible for, and the fewest to compare with.
    package static let fewestImages = 100, fewest = 40

    package init(images: Int, testImages: Int?) {
        self.images = images
        if let testImages {
            part = testImages >= Self.fewest ? .testSplit(testImages) : .none
        } else {
            part = images >= Self.fewestImages ? .part(Self.count(of: images)) : .none
        }
    }

    package init(_ summary: DataSummary) { self.init(images: summary.count, testImages: summary.testImages) }

    /// The images to compare samples with, of `count` without a test split: a tenth where these are enough for a Fréchet distance, else a
    /// fifth, at least `fewest`.
    package static func count(of count: Int) -> Int {
        let tenth = count / 10
        guard tenth < Scorer.fewestSamples else { return tenth }
        return min(Scorer.fewestSamples - 1, max(fewest, count / 5), max(1, count - 1))
    }

    /// Whether samples can be scored.
    package var canScore: Bool { part != .none }

    /// Whether scores are kernel distances, because there are too few images for a Fréchet distance.
    package var areFew: Bool {
        switch part {
        case .testSplit(let count), .part(let count): count < Scorer.fewestSamples
        case .none: true
        }
    }

    /// What is held out, why and how many, for the user.
    package var line: String {
        switch part {
        case .testSplit(let count) where count >= Scorer.fewestSamples:
            "the test split, \(count.grouped) images, which training does not see: scores compare samples with them"
        case .testSplit(let count):
            "the test split, \(count.grouped) images, which training does not see: scores are kernel distances to them, a Fréchet distance "
                + "needs \(Scorer.fewestSamples)"
        case .part(let count) where count >= Scorer.fewestSamples:
            "nothing: there is no test split, so training sees all \(images.grouped) images; scores compare samples with a fixed tenth of "
                + "them, \(count.grouped)"
        case .part(let count):
            "nothing: there is no test split, so training sees all \(images.grouped) images; scores are kernel distances to \(count.grouped) "
                + "of them, a Fréchet distance needs \((10 * Scorer.fewestSamples).grouped) images"
        case .none:
            "nothing: training sees all \(images.grouped) images; too few for scores, which need \(Self.fewestImages) images, or a test split "
                + "of \(Self.fewest)"
        }
    }
}
