import Foundation
package import Raster
import Runs

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

    package init(sources: [String], noise: Noise, prompts: [SamplePrompt] = [SamplePrompt()]) {
        (self.sources, self.noise, self.prompts) = (sources, noise, prompts)
    }

    /// Makes the folder `saved` of a run, and no other one.
    private static func makeFolder(of path: String) throws {
        guard let slash = path.lastIndex(of: "/") else { return }
        let folder = path[..<slash]
        guard folder.hasSuffix("/saved"), (try? RunFolder.open(String(folder.dropLast(6)))) != nil else { return }
        try FileManager.default.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
    }

    /// Writes an image of samples, in the format of the ending, with the request in its metadata; returns a line for the user.
    func save(_ image: Bitmap, to path: String) throws -> String {
        _ = try ImageFormat(writing: path)
        try Self.makeFolder(of: path)
        var words = "sources \(sources.joined(separator: " "))"
        if case .seed(let seed, _) = noise { words += "; seed \(seed)" }
        let notes = try ImageWriter.write(
            image,
            text: [
                PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
                PNG.Text(key: "tessera.samples", value: words),
            ], to: path)
        return (["saved \(path)"] + notes).joined(separator: "; ")
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

    package init(
        preset: String, step: Int, images: [Bitmap], latents: [Float], latentDim: Int,
        prompt: SamplePrompt = SamplePrompt()
    ) {
        (self.preset, self.step, self.images, self.latents, self.latentDim) = (preset, step, images, latents, latentDim)
        self.prompt = prompt
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
