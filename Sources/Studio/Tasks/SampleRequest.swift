package import Raster

/// A request for samples: the checkpoints, the noise, and the prompts.
package struct SampleRequest: Sendable, Equatable {
    package enum Noise: Sendable, Equatable {
        /// The first `count` vectors of a seed's endless sequence.
        case seed(UInt64, count: Int)
        /// `count` steps of a spherical interpolation, both ends included.
        case interpolation(from: [Float], to: [Float], count: Int)
        case latents([Float])
    }

    /// Checkpoint files, or run folders for their newest whole checkpoint; all are sampled with the same noise.
    package var sources: [String]
    package var noise: Noise
    /// At least one; all are sampled with the same noise. An empty prompt is unconditional.
    package var prompts: [SamplePrompt]
    /// The samples of seeds that an interpolation goes between; nil for favorites, and for other noise.
    package var ends: SampleEnds?
    /// The prompt at the start of an interpolation to each of `prompts`; nil where the prompt is the same all along.
    package var startPrompt: SamplePrompt?

    package init(
        sources: [String], noise: Noise, prompts: [SamplePrompt] = [SamplePrompt()], ends: SampleEnds? = nil,
        startPrompt: SamplePrompt? = nil
    ) {
        (self.sources, self.noise, self.prompts) = (sources, noise, prompts)
        (self.ends, self.startPrompt) = (ends, startPrompt)
    }

    /// The frames of an interpolation in its first panel: what another request must share to show the same ones.
    package struct Frames: Sendable, Equatable {
        var noise: Noise
        var source: String?
        var prompt: SamplePrompt
        var startPrompt: SamplePrompt?
    }

    /// nil for other noise than an interpolation.
    package var frames: Frames? {
        guard case .interpolation = noise else { return nil }
        return Frames(noise: noise, source: sources.first, prompt: prompts[0], startPrompt: startPrompt)
    }

    /// Whether the first panel of `other` has the same images.
    func makesGrid(of other: SampleRequest?) -> Bool {
        guard let other else { return false }
        return noise == other.noise && sources.first == other.sources.first && prompts[0] == other.prompts[0]
    }

    /// The noise as a panel's title says it.
    package var noiseName: String {
        switch noise {
        case .seed(let seed, _): "seed \(seed)"
        case .interpolation: ends.map { "interpolation \($0.name(" to "))" } ?? "interpolation"
        case .latents: "favorites"
        }
    }
}

/// The samples of one checkpoint and one prompt.
package struct SampleSheet: Sendable {
    package var preset: String
    package var step: Int
    package var images: [Bitmap]
    /// (images, latentDim).
    package var latents: [Float]
    package var latentDim: Int
    package var prompt: SamplePrompt
    /// Words of the prompt that the run's captions do not contain.
    package var unknown: [String]

    package init(
        preset: String, step: Int, images: [Bitmap], latents: [Float], latentDim: Int,
        prompt: SamplePrompt = SamplePrompt(), unknown: [String] = []
    ) {
        (self.preset, self.step, self.images, self.latents, self.latentDim) = (preset, step, images, latents, latentDim)
        (self.prompt, self.unknown) = (prompt, unknown)
    }

    /// The latent of one image.
    func latent(_ index: Int) -> [Float] { Array(latents[index * latentDim..<(index + 1) * latentDim]) }
}

/// A training image near to a sample.
package struct Neighbour: Sendable {
    package var image: Bitmap
    /// Root mean square difference in levels, 0...255.
    package var distance: Double

    package init(image: Bitmap, distance: Double) { (self.image, self.distance) = (image, distance) }
}
