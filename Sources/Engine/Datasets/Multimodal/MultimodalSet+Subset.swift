extension MultimodalSet {
    /// The images `indices` with their captions and sounds, in this order.
    package func subset(_ indices: some Sequence<Int>) -> MultimodalSet {
        let indices = Array(indices)
        return MultimodalSet(
            images: images.subset(indices), captions: indices.map { captions[$0] },
            sounds: indices.map { sounds[$0] }, faults: faults, notes: notes, areGenerated: areGenerated,
            traits: traits.map { traits in indices.map { traits[$0] } })
    }

    /// A random choice of `count` images, a function of the seed; all images where there are no more.
    package func sample(_ count: Int, seed: UInt64) -> MultimodalSet {
        count >= images.count ? self : subset(RandomSubset.indices(count, of: images.count, seed: seed).sorted())
    }
}
