package import Datasets
package import Networks
import Numerics
package import Raster
package import Runs
import Tensors

/// The encoders of a trained run: text, audio and images to embeddings. Belongs to one thread at a time.
package final class MultimodalEncoder {
    package let space: EmbeddingSpace
    /// The modalities that the run trained on.
    package let modalities: [Modality]
    /// A hash of the encoders' weights, eight hexadecimal digits: embeddings of different spaces do not compare.
    package let fingerprint: String
    private let path: String
    private let fit: ImageFit
    private let encoder: EmbeddingEncoder
    private let plans: [Modality: Plan]
    private let executor: Executor
    private let bloomFilter: BloomFilter
    private let logMel: LogMel

    /// The longest text, in bytes.
    package static let longestText = 10_000

    /// Compiles the encoders with trained weights.
    /// - Parameters:
    ///   - path: of the checkpoint, for errors.
    ///   - bloomFilter: the bits of the run's `BloomFilter`.
    ///   - values: the trained values of a parameter.
    /// - Throws: what `values` throws; `MemoryError`.
    package init(
        _ space: EmbeddingSpace, modalities: [Modality], path: String, seed: UInt64, fit: ImageFit = .crop,
        bloomFilter: [Float],
        threads: Int, values: (Parameter) throws -> [Float]
    ) throws {
        (self.space, self.path, self.modalities, self.fit) = (space, path, modalities, fit)
        let graph = Graph()
        let weights = Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, space[$0].declare(in: graph)) })
        encoder = EmbeddingEncoder(space, weights, in: graph)
        // Cut the same for any number of threads: stored embeddings stay comparable.
        plans = encoder.plans(StateLayout(graph), threads: threads, partition: Plan.partition(for: 1))
        executor = try Executor(Array(plans.values), seed: seed, work: path, advice: "")
        let executor = executor
        fingerprint = try space.fingerprint { parameter in
            let trained = try values(parameter)
            executor.write(parameter.name, trained)
            return trained
        }
        self.bloomFilter = BloomFilter(bits: bloomFilter)
        logMel = LogMel(threads: threads, partition: Plan.partition(for: 1))
    }

    /// Shape of the images that the image encoder takes.
    package var imageShape: ImageShape { space.shape }

    /// The embedding of a text.
    /// - Throws: `ModalityError` for a text without words, one that is too long, and one without a word of the run's
    ///   captions.
    package func vector(text: String) throws(ModalityError) -> [Float] {
        try check(.text)
        guard text.utf8.count <= Self.longestText else {
            throw .tooLong(bytes: text.utf8.count, limit: Self.longestText)
        }
        let words = NormalisedText(text)
        guard !words.isEmpty else { throw .emptyText }
        let features = TextFeatures(words), vocabulary = bloomFilter
        guard words.isUnderstood(by: vocabulary) else { throw .unknownWords(text) }
        return encoder.vectors(.text, 1, executor, plans) { _, target in
            features.write(to: &target, at: 0, vocabulary: vocabulary)
        }
    }

    /// The words of a text that the run's captions do not contain; none for a run without captions.
    package func unknownWords(of text: String?) -> [String] {
        modalities.contains(.text) ? text.map { NormalisedText($0).unknown(to: bloomFilter) } ?? [] : []
    }

    /// The embeddings (count, E) of many texts, without the features that do not occur in the run's captions.
    package func vectors(texts: [String]) -> [Float] {
        let vocabulary = bloomFilter
        return encoder.vectors(.text, texts.count, executor, plans) { range, target in
            for (row, index) in range.enumerated() {
                let features = TextFeatures(NormalisedText(texts[index]))
                features.write(to: &target, at: row * TextFeatures.size, vocabulary: vocabulary)
            }
        }
    }

    /// The embedding of a sound.
    /// - Parameter name: for errors.
    /// - Throws: `ModalityError` for silence, and for a run without audio.
    package func vector(sound clip: AudioClip, name: String) throws(ModalityError) -> [Float] {
        try check(.audio)
        return vectors(of: [try Spectrogram(clip, name: name, logMel)])
    }

    /// The spectrogram of a sound, as the encoder takes it.
    func spectrogram(of clip: AudioClip, name: String) throws(ModalityError) -> Spectrogram {
        try Spectrogram(clip, name: name, logMel)
    }

    /// The embeddings (count, E) of many sounds.
    func vectors(of spectrograms: [Spectrogram]) -> [Float] {
        encoder.vectors(.audio, spectrograms.count, executor, plans) { range, target in
            for (row, index) in range.enumerated() {
                let start = row * Spectrogram.count
                for (column, value) in spectrograms[index].values.enumerated() { target[start + column] = value }
            }
        }
    }

    /// The embedding of an image of any size, fitted to the run's size and channels as the run's data was.
    package func vector(image: Bitmap) -> [Float] {
        let sized = image.with(channels: space.shape.channels == 4 ? 4 : image.channels)
            .fitted(to: space.shape.size, fit).with(channels: space.shape.channels)
        return vectors(
            of: ImageSet(
                name: "image", height: sized.height, width: sized.width, channels: sized.channels,
                pixels: sized.pixels))
    }

    /// The embeddings (N, E) of images of the run's size.
    package func vectors(of images: ImageSet, progress: (Double) -> Void = { _ in }) -> [Float] {
        precondition(
            images.stride == space.shape.count,
            "images of \(images.stride) values for an encoder of \(space.shape.count)")
        return encoder.vectors(of: images, executor, plans, progress: progress)
    }

    private func check(_ modality: Modality) throws(ModalityError) {
        guard modalities.contains(modality) else { throw .untrained(modality, run: path) }
    }
}
