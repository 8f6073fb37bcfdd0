package import Datasets
import Numerics
import Runs

// N images, E dimension of the embedding space.

/// The conditions of many images for one subset of the modalities: what a repair network is evaluated with.
package struct ConditionSubset {
    /// "none", or the modalities, e.g. "text + audio".
    package let name: String
    /// (N, E); zeros for images that have nothing of these modalities.
    package let vectors: [Float]

    /// Every subset of the modalities that the run was trained on, by size, the empty one first. The conditions are
    /// held-out captions, held-out sounds, and another image of the same class.
    /// - Parameters:
    ///   - pairs: the images to repair, with captions and sounds.
    ///   - others: images to choose one of the same class from; without labels no subset has images.
    /// - Throws: `AudioError`, `ModalityError` for sounds that cannot be read.
    package static func all(
        of pairs: MultimodalSet, sameClassFrom others: ImageSet, _ encoder: MultimodalEncoder, seed: UInt64,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws -> [ConditionSubset] {
        let N = pairs.images.count, E = EmbeddingSpace.dimension
        var available: [(modality: Modality, vectors: [Float])] = []
        func add(_ modality: Modality, _ images: [Int], _ vectors: [Float]) {
            guard !images.isEmpty else { return }
            var all = [Float](repeating: 0, count: N * E)
            for (row, image) in images.enumerated() {
                all.replaceSubrange(image * E..<(image + 1) * E, with: vectors[row * E..<(row + 1) * E])
            }
            available.append((modality, all))
        }
        if encoder.modalities.contains(.text) {
            let captioned = (0..<N).filter { !pairs.captions[$0].isEmpty }
            add(.text, captioned, encoder.vectors(texts: captioned.map { pairs.captions[$0][0] }))
        }
        if encoder.modalities.contains(.audio) {
            let audible = (0..<N).filter { !pairs.sounds[$0].isEmpty }
            add(.audio, audible, try encoder.soundVectors(of: audible, in: pairs, progress: progress))
        }
        if let indices = sameClass(pairs.images, from: others, seed: seed) {
            add(.image, Array(0..<N), encoder.vectors(of: others.subset(indices)))
        }

        return (0..<1 << available.count).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }.map { subset in
            let parts = available.indices.filter { subset >> $0 & 1 == 1 }.map { available[$0] }
            let vectors = (0..<N).flatMap { row in
                ConditionMixture.vector(parts.map { ($0.vectors[row * E..<(row + 1) * E], 1) })
            }
            let name = parts.isEmpty ? "none" : parts.map(\.modality.rawValue).joined(separator: " + ")
            return ConditionSubset(name: name, vectors: vectors)
        }
    }

    /// For each of `images` the index of a random one in `others` of its class; nil where classes are missing.
    private static func sameClass(_ images: ImageSet, from others: ImageSet, seed: UInt64) -> [Int]? {
        guard let classes = images.labels, let labels = others.labels else { return nil }
        let byClass = Dictionary(grouping: labels.indices, by: { labels[$0] })
        guard classes.allSatisfy({ byClass[$0] != nil }) else { return nil }
        var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, 13))
        return classes.map { byClass[$0]!.randomElement(using: &random)! }
    }
}
