/// A dataset of images with captions and sounds. Any image may have none of either.
package struct MultimodalSet: Sendable {
    package var images: ImageSet
    /// The captions of each image; no caption is blank.
    package let captions: [[String]]
    /// The sounds of each image. Many images share a sound: read each one once.
    package let sounds: [[AudioSource]]
    /// What was skipped or truncated in the metadata, and why.
    package let faults: [DataFault]
    /// Where captions and sounds come from, a line each, for the user.
    package let notes: [String]
    /// Whether captions and sounds are generated from classes or traits, and not part of the data.
    package let areGenerated: Bool
    /// What each image shows, for the shapes dataset; nil for any other.
    package let traits: [SceneTraits]?

    package init(
        images: ImageSet, captions: [[String]]? = nil, sounds: [[AudioSource]]? = nil, faults: [DataFault] = [],
        notes: [String] = [], areGenerated: Bool = false, traits: [SceneTraits]? = nil
    ) {
        let noCaptions = { [[String]](repeating: [], count: images.count) }
        let noSounds = { [[AudioSource]](repeating: [], count: images.count) }
        (self.images, self.captions, self.sounds) = (images, captions ?? noCaptions(), sounds ?? noSounds())
        (self.faults, self.notes, self.areGenerated, self.traits) = (faults, notes, areGenerated, traits)
        precondition(
            self.captions.count == images.count && self.sounds.count == images.count,
            "\(self.captions.count) lists of captions and \(self.sounds.count) of sounds for \(images.count) images")
    }

    /// True where any image has a caption.
    package var hasCaptions: Bool { captions.contains { !$0.isEmpty } }

    /// True where any image has a sound.
    package var hasSounds: Bool { sounds.contains { !$0.isEmpty } }
}
