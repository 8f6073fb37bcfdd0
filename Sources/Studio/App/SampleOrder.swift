package import Raster

/// Pictures to be drawn: from which checkpoints, for which noise.
package struct SampleOrder: Sendable, Equatable {
    package enum Noise: Sendable, Equatable {
        /// The first `count` vectors of a seed's endless sequence.
        case seed(UInt64, count: Int)
        /// Steps on the great circle from one vector to another, both included.
        case walk(from: [Float], to: [Float], count: Int)
        case given([Float])
    }

    /// Checkpoint files, or runs, whose newest whole one is taken; several are drawn with the same noise.
    package var sources: [String]
    package var noise: Noise
    /// What is asked for, by words and more; several are drawn with the same noise. One empty wish where nothing is.
    package var wishes: [SampleWish]

    package init(sources: [String], noise: Noise, wishes: [SampleWish] = [SampleWish()]) {
        (self.sources, self.noise, self.wishes) = (sources, noise, wishes)
    }
}

/// What one checkpoint made of an order.
package struct SampleSheet: Sendable {
    package var preset: String
    package var step: Int
    package var pictures: [Bitmap]
    /// (pictures, extent of the noise).
    package var latents: [Float]
    package var latent: Int
    /// What it was asked for by.
    package var wish: SampleWish

    package init(preset: String, step: Int, pictures: [Bitmap], latents: [Float], latent: Int, wish: SampleWish = SampleWish()) {
        (self.preset, self.step, self.pictures, self.latents, self.latent) = (preset, step, pictures, latents, latent)
        self.wish = wish
    }

    /// The noise of one picture.
    func noise(_ index: Int) -> [Float] { Array(latents[index * latent..<(index + 1) * latent]) }
}

/// A training picture near to a sample: root mean square distance in levels of 0...255.
package struct Neighbour: Sendable {
    package var picture: Bitmap
    package var distance: Double

    package init(picture: Bitmap, distance: Double) { (self.picture, self.distance) = (picture, distance) }
}
