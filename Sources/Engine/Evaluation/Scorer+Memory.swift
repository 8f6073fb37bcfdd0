extension Scorer {
    /// Bytes that scoring against `images` takes at most, the samples included; by how its parts are built, not measured.
    ///
    /// The held-out pictures are taken for as many as a tenth of the others, or 10,000.
    static func memory(for images: ImageSet, samples: Int) -> Int {
        let heldOut = max(images.count / 10, min(images.count, 10_000)), width = FeatureNetwork.width
        let features = (heldOut + samples) * width * 2 * MemoryLayout<Float>.stride
        // Fitting Gaussians works on a copy in double precision.
        let fit = max(heldOut, samples) * width * MemoryLayout<Double>.stride
        return (heldOut + 2 * samples) * images.stride + features + fit
    }
}
