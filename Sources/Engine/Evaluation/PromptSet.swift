package import Conditioning
package import Datasets
import Runs

/// Prompts of one kind from held-out pairs.
package struct PromptSet {
    package let name: String
    /// Indices of the images that the prompts belong to.
    package let images: [Int]
    /// The captions of text prompts; nil for audio.
    package let captions: [String]?
    /// (count, E), in the embedding space.
    package let vectors: [Float]

    package init(name: String, images: [Int], captions: [String]?, vectors: [Float]) {
        (self.name, self.images, self.captions, self.vectors) = (name, images, captions, vectors)
    }

    private static let maxPrompts = 1_000

    /// Captions of `pairs`, by variant, and audio clips, of a random choice of images.
    /// - Throws: `AudioError`, `ModalityError` for audio that cannot be read.
    package static func all(of pairs: MultimodalSet, _ encoder: MultimodalEncoder) throws -> [PromptSet] {
        let images = RandomSubset.indices(maxPrompts, of: pairs.images.count, seed: 12)
        var sets: [PromptSet] = []
        if encoder.modalities.contains(.text) {
            for (name, variant) in Retrieval.captionVariants(of: pairs) {
                let captioned = images.filter { pairs.captions[$0].indices.contains(variant) }
                let captions = captioned.map { pairs.captions[$0][variant] }
                sets.append(
                    PromptSet(
                        name: name, images: captioned, captions: captions, vectors: encoder.vectors(texts: captions)))
            }
        }
        if encoder.modalities.contains(.audio) {
            let audible = images.filter { !pairs.sounds[$0].isEmpty }
            sets.append(
                PromptSet(
                    name: Modality.audio.rawValue, images: audible, captions: nil,
                    vectors: try encoder.soundVectors(of: audible, in: pairs)))
        }
        return sets.filter { !$0.images.isEmpty }
    }
}
