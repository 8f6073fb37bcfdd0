// N pictures, E extent of the space.

/// What is known of each picture of the data, as vectors of the joint space, and which part of it a step's networks are told.
struct JointConditions: ConditionSource {
    private let data: JointData
    private let seed: UInt64
    /// (variants, captions, E), (variants, sounds, E), (pictures, E): the first variant as it is, the others as in training, with slips of the
    /// keyboard and other speeds and pitches.
    private let texts: [Float]
    private let sounds: [Float]
    let images: [Float]

    /// Share of pictures of which the networks are told nothing, so that they draw without being told, too.
    private static let untold: Float = 0.1
    private static let variants = 4
    private static let weights: ClosedRange<Float> = 0.3...1
    /// Weight of noise in a mixture, whose 64 numbers are uniform in -1...1: some 20 degrees. Words and voices never met lie beside
    /// those that were.
    private static let jitter: Float = 0.08

    init(_ data: JointData, _ encoder: JointEncoder, _ executor: Executor, _ plans: [Modality: Plan], seed: UInt64,
         progress: (String, Double) -> Void = { _, _ in }) {
        (self.data, self.seed) = (data, seed)
        let captionCount = data.captions.count, soundCount = data.soundCount
        func random(_ place: Int, salt: UInt64) -> SeededMixing.Sequence {
            SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(place), salt))
        }
        texts = encoder.vectors(.text, captionCount * Self.variants, executor, plans) { range, target in
            for (row, place) in range.enumerated() {
                let start = row * TextFeatures.extent
                guard place >= captionCount else { data.writeText(place, to: &target, at: start); continue }
                var slips = random(place, salt: 6)
                data.writeText(place % captionCount, to: &target, at: start, &slips)
            }
        }
        sounds = encoder.vectors(.audio, soundCount * Self.variants, executor, plans, progress: { progress("embedding sounds", $0) }) { range, target in
            for (row, place) in range.enumerated() {
                var changes = random(place, salt: 7)
                let warp = place < soundCount ? SpectrogramWarp() : SpectrogramWarp(&changes)
                data.writeSound(place % soundCount, to: &target, at: row * Spectrogram.count, warp)
            }
        }
        images = encoder.vectors(of: data.images, executor, plans) { progress("embedding pictures", $0) }
    }

    /// Writes a mixture of some of what is known of each of the pictures `indices`: (N, E).
    func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>) {
        let E = JointSpace.extent
        for (row, index) in indices.enumerated() {
            var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(step), UInt64(row), 4))
            let isUntold = random.uniform(0...1) < Self.untold
            let vector = isUntold ? [Float](repeating: 0, count: E) : mixture(of: index, &random)
            for place in 0..<E { target[row * E + place] = vector[place] }
        }
    }

    private func mixture(of index: Int, _ random: inout SeededMixing.Sequence) -> [Float] {
        func row(_ vectors: [Float], _ index: Int) -> ArraySlice<Float> { vectors[index * JointSpace.extent..<(index + 1) * JointSpace.extent] }
        var all = [row(images, index)]
        func variant() -> Int { Int(random.next() % UInt64(Self.variants)) }
        if let caption = data.captionsOf[index].randomElement(using: &random) { all.append(row(texts, variant() * data.captions.count + caption)) }
        if let sound = data.soundsOf[index].randomElement(using: &random) { all.append(row(sounds, variant() * data.soundCount + sound)) }
        // Every subset but the empty one is equally likely.
        let chosen = 1 + Int(random.next() % UInt64((1 << all.count) - 1))
        let parts = all.indices.filter { chosen >> $0 & 1 == 1 }.map { (vector: all[$0], weight: random.uniform(Self.weights)) }
        let noise = (0..<JointSpace.extent).map { _ in random.uniform(-1...1) }
        return Mixture.vector(parts + [(noise[...], Self.jitter)])
    }

    /// Captions' vectors of pictures all over the data, (count, E): what samples are drawn for where nobody asks for anything.
    func samples(_ count: Int) -> (vectors: [Float], captions: [String]) {
        let E = JointSpace.extent
        var (vectors, names) = ([Float](), [String]())
        for index in Pick.indices(count, of: data.images.count, seed: seed) {
            var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(index), 5))
            if let caption = data.captionsOf[index].randomElement(using: &random) {
                vectors += texts[caption * E..<(caption + 1) * E]
                names.append(data.captions[caption])
            } else if let sound = data.soundsOf[index].randomElement(using: &random) {
                vectors += sounds[sound * E..<(sound + 1) * E]
                names.append("")
            } else {
                vectors += images[index * E..<(index + 1) * E]
                names.append("")
            }
        }
        // Fewer pictures than wanted come again.
        while !vectors.isEmpty, vectors.count < count * E { vectors.append(vectors[vectors.count - names.count * E]) }
        return (vectors, names)
    }
}
