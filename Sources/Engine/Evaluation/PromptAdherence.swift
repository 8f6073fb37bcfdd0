package import Conditioning
package import Datasets
package import Models
package import Numerics
package import Raster

/// Prompt adherence: the fraction of generated images that show what their prompt asks for, on held-out captions and audio.
package struct PromptAdherence: Sendable, Equatable, Codable {
    /// The kind of prompt: "text", with the caption variant where there are several, or "audio".
    package let query: String
    /// What is compared: "class", or "shape", "colour", "size" and "position" of scenes.
    package let aspect: String
    package let accuracy: Estimate

    package init(query: String, aspect: String, accuracy: Estimate) {
        (self.query, self.aspect, self.accuracy) = (query, aspect, accuracy)
    }

    /// Generates an image for each held-out caption (by variant) and each held-out audio clip of `pairs`, 1,000 for each kind at most.
    ///
    /// Scenes are classified by `SceneClassification`, other images by `classify`.
    /// - Parameter classify: the predicted class of each image; nil for data without classes.
    /// - Throws: `AudioError`, `ModalityError` for audio that cannot be read.
    package static func all(
        of pairs: MultimodalSet, _ encoder: MultimodalEncoder, _ generator: GeneratorModel, seed: UInt64 = 0,
        progress: (String, Double) -> Void = { _, _ in }, classify: (ImageSet) -> [Int]?
    ) throws -> [PromptAdherence] {
        try PromptSet.all(of: pairs, encoder).flatMap { prompts in
            progress("generating images from \(prompts.name)", 0)
            let noise = generator.latents(seed: seed, 0..<prompts.images.count)
            let generated = generator.images(
                for: noise, conditions: generator.conditions(prompts: prompts.vectors, for: noise))
            return measured(prompts, generated, of: pairs, classify: classify)
        }
    }

    /// The adherence of `generated`, one image for each prompt.
    ///
    /// An aspect of a scene counts for the prompts that name it; audio names every aspect that the scene has.
    /// - Parameter classify: the predicted class of each image; nil for data without classes.
    package static func measured(
        _ prompts: PromptSet, _ generated: [Bitmap], of pairs: MultimodalSet, classify: (ImageSet) -> [Int]?
    ) -> [PromptAdherence] {
        precondition(
            generated.count == prompts.images.count, "\(generated.count) images for \(prompts.images.count) prompts")
        if let traits = pairs.traits {
            let found = generated.map { SceneClassification($0)?.traits }
            return SceneAspect.allCases.compactMap { aspect in
                let counted = prompts.images.indices.filter { index in
                    let truth = traits[prompts.images[index]]
                    return prompts.captions.map { aspect.isNamed(in: $0[index], truth) } ?? aspect.exists(in: truth)
                }
                guard !counted.isEmpty else { return nil }
                let hits = counted.count { index in
                    found[index].map { aspect.agrees($0, traits[prompts.images[index]]) } ?? false
                }
                return PromptAdherence(
                    query: prompts.name, aspect: aspect.rawValue, accuracy: Estimate(hits: hits, of: counted.count))
            }
        }
        guard let first = generated.first, let labels = pairs.images.labels else { return [] }
        let images = ImageSet(
            name: "generated", height: first.height, width: first.width, channels: first.channels,
            pixels: generated.flatMap(\.pixels))
        guard let classes = classify(images) else { return [] }
        let hits = zip(classes, prompts.images).count { $0 == Int(labels[$1]) }
        return [
            PromptAdherence(query: prompts.name, aspect: "class", accuracy: Estimate(hits: hits, of: classes.count))
        ]
    }
}
