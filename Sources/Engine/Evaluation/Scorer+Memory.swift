package import Datasets

extension Scorer {
    /// Upper bound of the bytes for scoring against `images`, the samples included; computed from the sizes of its parts.
    ///
    /// Assumes a tenth of the images as held-out images, or 10,000 where that is more.
    package static func memory(for images: ImageSet, samples: Int) -> Int {
        let heldOut = max(images.count / 10, min(images.count, 10_000)), width = FeatureNetwork.width
        let features = (heldOut + samples) * width * 2 * MemoryLayout<Float>.stride
        // The Gaussian is fitted to a copy in double precision.
        let fit = max(heldOut, samples) * width * MemoryLayout<Double>.stride
        return (heldOut + 2 * samples) * images.stride + features + fit
    }
}
