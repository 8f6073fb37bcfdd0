package import Datasets

extension MultimodalSet {
    /// The same images without captions, or without sounds, where these are not used.
    package func restricted(useCaptions: Bool, useAudio: Bool) -> MultimodalSet {
        MultimodalSet(
            images: images, captions: useCaptions ? captions : nil, sounds: useAudio ? sounds : nil,
            faults: faults, areGenerated: areGenerated, traits: traits)
    }
}
