package import Datasets

extension MultimodalEncoder {
    /// The embeddings (images.count, E) of the first sound of each of `images`, indices into `pairs`. Each distinct
    /// sound is read once.
    /// - Throws: `AudioError`, `ModalityError` for a sound that cannot be read.
    package func soundVectors(
        of images: [Int], in pairs: MultimodalSet,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws -> [Float] {
        var (rows, spectrograms) = ([AudioSource: Int](), [Spectrogram]())
        for (done, image) in images.enumerated() {
            let source = pairs.sounds[image][0]
            guard rows[source] == nil else { continue }
            progress("reading held-out sounds", Double(done) / Double(images.count))
            rows[source] = spectrograms.count
            let clip = try source.clip(seconds: Spectrogram.maxSeconds)
            spectrograms.append(try spectrogram(of: clip, name: source.name))
        }
        let vectors = vectors(of: spectrograms), E = EmbeddingSpace.dimension
        return images.flatMap { image in
            let row = rows[pairs.sounds[image][0]]!
            return vectors[row * E..<(row + 1) * E]
        }
    }
}
