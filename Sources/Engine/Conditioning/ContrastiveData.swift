package import Datasets
import Numerics
package import Runs

/// A dataset prepared for the encoders: each distinct caption and each distinct sound once.
package struct ContrastiveData: Sendable {
    package let images: ImageSet
    let captions: [String]
    /// The captions of each image, as indices into `captions`; likewise the sounds.
    let captionsOf: [[Int]]
    let soundsOf: [[Int]]
    package let bloomFilter: BloomFilter
    /// (sounds, Spectrogram.count), 0...1 as 0...255: a quarter of the memory of floats.
    package let spectrograms: [UInt8]
    /// Sounds that cannot be read or are silent, a line each.
    package let faults: [String]

    var soundCount: Int { spectrograms.count / Spectrogram.count }

    /// The modalities of the data.
    package var modalities: [Modality] {
        Modality.allCases.filter { modality in
            switch modality {
            case .text: !captions.isEmpty
            case .audio: !spectrograms.isEmpty
            case .image: true
            }
        }
    }

    /// Reads every sound once.
    /// - Throws: `ModalityError.noPairs` for images alone.
    package init(
        _ pairs: MultimodalSet, threads: Int, partition: Int? = nil, progress: (String, Double) -> Void = { _, _ in }
    )
        throws(ModalityError)
    {
        images = pairs.images
        let texts = Distinct(pairs.captions.map { $0.filter { !NormalisedText($0).isEmpty } })
        (captions, captionsOf) = (texts.items, texts.indices)
        bloomFilter = captions.reduce(into: BloomFilter()) { $0.insert(TextFeatures(NormalisedText($1))) }

        let sources = Distinct(pairs.sounds)
        let logMel = LogMel(threads: threads, partition: partition)
        var (spectrograms, faults, count) = ([UInt8](), [String](), 0), indices: [Int?] = []
        ThreadPool(threads).forEachResult(sources.items.count, progress: { progress("reading sounds", $0) }) { index in
            Result { () throws(AudioError) in try sources.items[index].clip(seconds: Spectrogram.maxSeconds) }
        } _: { index, clip in
            do {
                spectrograms += try Spectrogram(try clip.get(), name: sources.items[index].name, logMel).bytes
                indices.append(count)
                count += 1
            } catch {
                indices.append(nil)
                faults.append("\(error)")
            }
        }
        (self.spectrograms, self.faults) = (spectrograms, faults)
        soundsOf = sources.indices.map { $0.compactMap { indices[$0] } }
        guard !captions.isEmpty || !spectrograms.isEmpty else { throw .noPairs(data: images.name) }
    }

    /// A hash of everything but the images that embeddings depend on, sixteen hexadecimal digits.
    /// - Parameter seed: of the augmentation.
    func fingerprint(seed: UInt64) -> String {
        var hash = FNV1a()
        for byte in "\(Tessera.version) \(seed) \(captions.count) \(spectrograms.count)".utf8 { hash.add(byte) }
        for caption in captions {
            for byte in caption.utf8 { hash.add(byte) }
            hash.add(0)
        }
        let bytes = spectrograms.span
        for index in bytes.indices { hash.add(bytes[index]) }
        return hash.text
    }

    /// Writes the features of caption `index`, augmented: a fraction of the captions get a typing error.
    func writeText(
        _ index: Int, to target: inout MutableSpan<Float>, at start: Int,
        _ random: inout SplitMix64.Sequence
    ) {
        let hasTypo = random.uniform(0...1) < Self.typoFraction
        let text = hasTypo ? TypoAugmentation.augmented(captions[index], &random) : captions[index]
        TextFeatures(NormalisedText(text)).write(to: &target, at: start, vocabulary: bloomFilter)
    }

    private static let typoFraction: Float = 0.3

    /// Writes the features of caption `index`.
    func writeText(_ index: Int, to target: inout MutableSpan<Float>, at start: Int) {
        TextFeatures(NormalisedText(captions[index])).write(to: &target, at: start, vocabulary: bloomFilter)
    }

    /// Writes the spectrogram of sound `index`, augmented.
    func writeSound(
        _ index: Int, to target: inout MutableSpan<Float>, at start: Int,
        _ augmentation: SpectrogramAugmentation
    ) {
        augmentation.write(spectrograms.span, from: index * Spectrogram.count, to: &target, at: start)
    }
}

/// The distinct items of several lists, and the lists as indices into them.
private struct Distinct<Item: Hashable & Sendable>: Sendable {
    private(set) var items: [Item] = []
    private(set) var indices: [[Int]] = []

    init(_ lists: [[Item]]) {
        var indexOf: [Item: Int] = [:]
        indices.reserveCapacity(lists.count)
        for list in lists {
            indices.append(
                list.map { item in
                    if let index = indexOf[item] { return index }
                    indexOf[item] = items.count
                    items.append(item)
                    return items.count - 1
                })
        }
    }
}
