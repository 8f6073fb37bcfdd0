package import Datasets
import Numerics
package import Runs
package import Tensors

// N images, E dimension of the embedding space.

/// The embeddings of a dataset's captions, sounds and images, and the conditions that a step mixes from them.
package struct EmbeddedConditions: ConditionSource {
    private let data: ContrastiveData
    private let dropout: ConditionDropout
    private let seed: UInt64
    /// (variants, captions, E), (variants, sounds, E): the first variant without augmentation, the others augmented as
    /// in pretraining.
    private let texts: [Float]
    private let sounds: [Float]
    /// (images, E).
    package let images: [Float]

    private static let variants = 4
    private static let weights: ClosedRange<Float> = 0.3...1

    package var size: Int { EmbeddingSpace.dimension }

    /// Embeds the dataset, or reads the embeddings that an earlier session of the run kept: the same bytes.
    /// - Parameters:
    ///   - encoders: the fingerprint of the encoders' weights, see `EmbeddingSpace.fingerprint`.
    ///   - folder: the run's folder; nil keeps nothing.
    package init(
        _ data: ContrastiveData, _ dropout: ConditionDropout, _ encoder: EmbeddingEncoder,
        _ executor: Executor, _ plans: [Modality: Plan], seed: UInt64, encoders: String = "", folder: String? = nil,
        progress: (String, Double) -> Void = { _, _ in }
    ) {
        (self.data, self.dropout, self.seed) = (data, dropout, seed)
        let captionCount = data.captions.count, soundCount = data.soundCount
        let key = folder.map { _ in
            EmbeddingFile.Key(encoders: encoders, images: data.images.fingerprint, pairs: data.fingerprint(seed: seed))
        }
        if let folder, let key, let kept = EmbeddingFile.read(folder), kept.key == key,
            kept.texts.count == captionCount * Self.variants * EmbeddingSpace.dimension,
            kept.sounds.count == soundCount * Self.variants * EmbeddingSpace.dimension,
            kept.images.count == data.images.count * EmbeddingSpace.dimension
        {
            (texts, sounds, images) = (kept.texts, kept.sounds, kept.images)
            return
        }
        func random(_ index: Int, salt: UInt64) -> SplitMix64.Sequence {
            SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(index), salt))
        }
        texts = encoder.vectors(.text, captionCount * Self.variants, executor, plans) { range, target in
            for (row, index) in range.enumerated() {
                let start = row * TextFeatures.size
                guard index >= captionCount else { data.writeText(index, to: &target, at: start); continue }
                var typos = random(index, salt: 6)
                data.writeText(index % captionCount, to: &target, at: start, &typos)
            }
        }
        sounds = encoder.vectors(
            .audio, soundCount * Self.variants, executor, plans,
            progress: {
                progress("embedding sounds", $0)
            }
        ) { range, target in
            for (row, index) in range.enumerated() {
                var changes = random(index, salt: 7)
                let augmentation = index < soundCount ? SpectrogramAugmentation() : SpectrogramAugmentation(&changes)
                data.writeSound(index % soundCount, to: &target, at: row * Spectrogram.count, augmentation)
            }
        }
        images = encoder.vectors(of: data.images, executor, plans) { progress("embedding images", $0) }
        if let folder, let key {
            EmbeddingFile(texts: texts, sounds: sounds, images: images, key: key).write(folder)
        }
    }

    /// Bytes of the embeddings of `data`.
    package static func memory(for data: ContrastiveData) -> Int {
        let vectors = (data.captions.count + data.soundCount) * variants + data.images.count
        return vectors * EmbeddingSpace.dimension * MemoryLayout<Float>.stride
    }

    /// Writes the conditions (N, E) of the images `indices`: random mixtures of the embeddings of each image, its
    /// captions and its sounds, or zeros.
    package func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>) {
        let E = EmbeddingSpace.dimension
        for (row, index) in indices.enumerated() {
            var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(step), UInt64(row), 4))
            let isUnconditional = random.uniform(0...1) < dropout.unconditional
            let vector = isUnconditional ? [Float](repeating: 0, count: E) : mixture(of: index, &random)
            for column in 0..<E { target[row * E + column] = vector[column] }
        }
    }

    private func mixture(of index: Int, _ random: inout SplitMix64.Sequence) -> [Float] {
        var others: [ArraySlice<Float>] = []
        func variant() -> Int { Int(random.next() % UInt64(Self.variants)) }
        if let caption = data.captionsOf[index].randomElement(using: &random) {
            others.append(row(texts, variant() * data.captions.count + caption))
        }
        if let sound = data.soundsOf[index].randomElement(using: &random) {
            others.append(row(sounds, variant() * data.soundCount + sound))
        }
        let usesImage = others.isEmpty || random.uniform(0...1) < dropout.ownImage
        // Every subset of the others is equally likely; without the image the empty subset is excluded.
        let subsets = UInt64(1 << others.count), least: UInt64 = usesImage ? 0 : 1
        let subset = least + random.next() % (subsets - least)
        let parts =
            others.indices.filter { subset >> $0 & 1 == 1 }.map { others[$0] }
            + (usesImage ? [row(images, index)] : [])
        return ConditionMixture.withNoise(parts.map { ($0, random.uniform(Self.weights)) }, &random)
    }

    /// Conditions (count, E) for samples without a prompt: those of images from all over the dataset, as in training,
    /// with more noise.
    ///
    /// They are stratified by class, see `stratified`: with random class frequencies, samples differed more from the
    /// data by these than by the images.
    package func samples(_ count: Int) -> [Float] {
        Self.stratified(count, of: data.images, seed: seed).enumerated().flatMap { position, index in
            var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(position), UInt64(index), 5))
            let mixture = mixture(of: index, &random)
            return ConditionMixture.withNoise([(mixture[...], 1)], weight: ConditionMixture.sampleNoiseWeight, &random)
        }
    }

    /// What `InstanceConditioning` stores, for images from all over the dataset, (count, E) each. A key is the mean
    /// embedding of an image and its captions and sounds, which separates classes that look alike; an instance is the
    /// embedding of the image alone.
    package func instances(_ count: Int) -> (keys: [Float], vectors: [Float]) {
        let chosen = Self.stratified(count, of: data.images, seed: seed)
        return (chosen.flatMap(key), chosen.flatMap { row(images, $0) })
    }

    /// The mean of an image's embedding, of its captions' and of its sounds'.
    private func key(of index: Int) -> [Float] {
        let caption = ConditionMixture.vector(data.captionsOf[index].map { (row(texts, $0), 1) })
        let sound = ConditionMixture.vector(data.soundsOf[index].map { (row(sounds, $0), 1) })
        return ConditionMixture.vector([(row(images, index), 1), (caption[...], 1), (sound[...], 1)])
    }

    /// A stratified sample of `count` image indices: each class has its proportion of them, of the first few, and of
    /// every ten in a row, as far as rounding allows.
    package static func stratified(_ count: Int, of images: ImageSet, seed: UInt64) -> [Int] {
        let rounds = 10
        var order = RandomSubset.indices(images.count, of: images.count, seed: seed)
        if let labels = images.labels {
            let byClass = Dictionary(grouping: order) { labels[$0] }
            order = byClass.keys.sorted().flatMap { byClass[$0]! }
        }
        let chosen = (0..<count).map { order[(2 * $0 + 1) * order.count / (2 * count)] }
        // Ten at equal distances, then ten far from these: the multiples of the golden section are evenly distributed
        // wherever the sequence ends.
        let length = (count + rounds - 1) / rounds, step = coprime(to: length, near: 0.618)
        return (0..<length).flatMap { n in stride(from: n * step % length, to: count, by: length).map { chosen[$0] } }
    }

    /// The smallest number from `fraction` of `count` on that is coprime to it.
    private static func coprime(to count: Int, near fraction: Double) -> Int {
        func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
        return (max(1, Int(Double(count) * fraction))...).first { divisor($0, count) == 1 } ?? 1
    }

    private func row(_ vectors: [Float], _ index: Int) -> ArraySlice<Float> {
        vectors[index * EmbeddingSpace.dimension..<(index + 1) * EmbeddingSpace.dimension]
    }
}
