// N pictures, E extent of the space.

/// What is known of each picture of the data, as vectors of the joint space, and which part of it a step's networks are told.
struct JointConditions: ConditionSource {
    private let data: JointData
    private let shares: ToldShares
    private let seed: UInt64
    /// (variants, captions, E), (variants, sounds, E), (pictures, E): the first variant as it is, the others as in training, with slips of the
    /// keyboard and other speeds and pitches.
    private let texts: [Float]
    private let sounds: [Float]
    let images: [Float]

    private static let variants = 4
    private static let weights: ClosedRange<Float> = 0.3...1

    init(_ data: JointData, _ shares: ToldShares, _ encoder: JointEncoder, _ executor: Executor, _ plans: [Modality: Plan], seed: UInt64,
         progress: (String, Double) -> Void = { _, _ in }) {
        (self.data, self.shares, self.seed) = (data, shares, seed)
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
            let isUntold = random.uniform(0...1) < shares.untold
            let vector = isUntold ? [Float](repeating: 0, count: E) : mixture(of: index, &random)
            for place in 0..<E { target[row * E + place] = vector[place] }
        }
    }

    private func mixture(of index: Int, _ random: inout SeededMixing.Sequence) -> [Float] {
        var others: [ArraySlice<Float>] = []
        func variant() -> Int { Int(random.next() % UInt64(Self.variants)) }
        if let caption = data.captionsOf[index].randomElement(using: &random) { others.append(row(texts, variant() * data.captions.count + caption)) }
        if let sound = data.soundsOf[index].randomElement(using: &random) { others.append(row(sounds, variant() * data.soundCount + sound)) }
        let tellsPicture = others.isEmpty || random.uniform(0...1) < shares.own
        // Of the others every choice is equally likely, but nothing at all.
        let choices = UInt64(1 << others.count), least: UInt64 = tellsPicture ? 0 : 1
        let chosen = least + random.next() % (choices - least)
        let told = others.indices.filter { chosen >> $0 & 1 == 1 }.map { others[$0] } + (tellsPicture ? [row(images, index)] : [])
        return Mixture.disturbed(told.map { ($0, random.uniform(Self.weights)) }, &random)
    }

    /// What pictures all over the data are told, (count, E), as in training but for more noise: what samples are drawn for where nobody asks for
    /// anything.
    ///
    /// Each class has its share of them, of the first few and of every ten that follow each other, as far as that goes: with shares left to
    /// chance, samples differed more from the data by these than by what was drawn.
    func samples(_ count: Int) -> [Float] {
        Self.spread(count, over: data.images, seed: seed).enumerated().flatMap { place, index in
            var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(place), UInt64(index), 5))
            return Mixture.disturbed([(mixture(of: index, &random)[...], 1)], by: Mixture.samplesNoise, &random)
        }
    }

    /// What an `InstancePrior` takes of pictures all over the data, (count, E) each: all that is known of a picture, which tells kinds apart that
    /// look alike, and the picture's own vector.
    func instances(_ count: Int) -> (keys: [Float], vectors: [Float]) {
        let pictures = Self.spread(count, over: data.images, seed: seed)
        return (pictures.flatMap(allKnown), pictures.flatMap { row(images, $0) })
    }

    /// The mean of a picture's vector, of its captions' and of its sounds'.
    private func allKnown(of index: Int) -> [Float] {
        let caption = Mixture.vector(data.captionsOf[index].map { (row(texts, $0), 1) })
        let sound = Mixture.vector(data.soundsOf[index].map { (row(sounds, $0), 1) })
        return Mixture.vector([(row(images, index), 1), (caption[...], 1), (sound[...], 1)])
    }

    /// `count` pictures at equal distances in the order of classes, those of a class in random order, dealt out in rounds of ten.
    static func spread(_ count: Int, over images: ImageSet, seed: UInt64) -> [Int] {
        let rounds = 10
        var order = Pick.indices(images.count, of: images.count, seed: seed)
        if let labels = images.labels {
            let byClass = Dictionary(grouping: order) { labels[$0] }
            order = byClass.keys.sorted().flatMap { byClass[$0]! }
        }
        let places = (0..<count).map { order[(2 * $0 + 1) * order.count / (2 * count)] }
        // One of every tenth of them, then another far from it: multiples of the golden section are spread evenly wherever they end.
        let length = (count + rounds - 1) / rounds, step = coprime(to: length, near: 0.618)
        return (0..<length).flatMap { n in stride(from: n * step % length, to: count, by: length).map { places[$0] } }
    }

    /// The number without a common divisor with `count` that is `share` of it, or the next one.
    private static func coprime(to count: Int, near share: Double) -> Int {
        func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
        return (max(1, Int(Double(count) * share))...).first { divisor($0, count) == 1 } ?? 1
    }

    private func row(_ vectors: [Float], _ index: Int) -> ArraySlice<Float> { vectors[index * JointSpace.extent..<(index + 1) * JointSpace.extent] }
}
