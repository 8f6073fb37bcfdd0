// N pictures, E extent of the space.

/// What a repairing network is told of each of many pictures: one choice of kinds of information, the others muted.
struct Telling {
    /// "nothing", or the kinds, "text + audio".
    let name: String
    /// (N, E); zeros for pictures of which nothing of these kinds is known.
    let vectors: [Float]

    /// Every choice among the kinds that the run of `model` has learned, nothing first: held-out captions, held-out sounds and, for a
    /// picture, another one of the same class.
    /// - Parameters:
    ///   - pairs: what is known of the pictures that are repaired.
    ///   - others: labelled pictures to take those of the same class from; without labels no pictures are told.
    /// - Throws: `SoundError`, `ModalityError` for sounds that cannot be read.
    static func all(of pairs: PairedSet, alike others: ImageSet, _ model: JointModel, seed: UInt64,
                    progress: (String, Double) -> Void = { _, _ in }) throws -> [Telling] {
        let N = pairs.images.count, E = JointSpace.extent
        var known: [(modality: Modality, vectors: [Float])] = []
        func add(_ modality: Modality, _ pictures: [Int], _ vectors: [Float]) {
            guard !pictures.isEmpty else { return }
            var all = [Float](repeating: 0, count: N * E)
            for (place, picture) in pictures.enumerated() { all.replaceSubrange(picture * E..<(picture + 1) * E, with: vectors[place * E..<(place + 1) * E]) }
            known.append((modality, all))
        }
        if model.modalities.contains(.text) {
            let told = (0..<N).filter { !pairs.captions[$0].isEmpty }
            add(.text, told, model.vectors(texts: told.map { pairs.captions[$0][0] }))
        }
        if model.modalities.contains(.audio) {
            let told = (0..<N).filter { !pairs.sounds[$0].isEmpty }
            add(.audio, told, try model.vectors(ofSoundsOf: told, in: pairs, progress: progress))
        }
        if let alike = alike(pairs.images, among: others, seed: seed) { add(.image, Array(0..<N), model.vectors(of: others.subset(alike))) }

        return (0..<1 << known.count).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }.map { choice in
            let parts = known.indices.filter { choice >> $0 & 1 == 1 }.map { known[$0] }
            let vectors = (0..<N).flatMap { row in Mixture.vector(parts.map { ($0.vectors[row * E..<(row + 1) * E], 1) }) }
            return Telling(name: parts.isEmpty ? "nothing" : parts.map(\.modality.rawValue).joined(separator: " + "), vectors: vectors)
        }
    }

    /// For each of `images` the place of one in `others` that has its class; nil where classes are missing.
    private static func alike(_ images: ImageSet, among others: ImageSet, seed: UInt64) -> [Int]? {
        guard let wanted = images.labels, let labels = others.labels else { return nil }
        let places = Dictionary(grouping: labels.indices, by: { labels[$0] })
        guard wanted.allSatisfy({ places[$0] != nil }) else { return nil }
        var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, 13))
        return wanted.map { places[$0]!.randomElement(using: &random)! }
    }
}
