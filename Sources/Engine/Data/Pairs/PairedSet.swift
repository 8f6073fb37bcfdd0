/// Pictures with what else is known of each, captions and sounds; any of them may be missing for any picture.
public struct PairedSet: Sendable {
    /// The pictures, with their labels where there are any.
    public let images: ImageSet
    /// Captions, one list for each picture, empty where there is none; none of them is blank.
    public let captions: [[String]]
    /// Sounds, one list for each picture, empty where there is none. Many pictures share a sound: read each one once.
    public let sounds: [[SoundSource]]
    /// What of the metadata was left out or cut short, and why.
    public let faults: [DataFault]
    /// What each picture shows, where the program drew them itself.
    public let traits: [SceneTraits]?

    public init(images: ImageSet, captions: [[String]]? = nil, sounds: [[SoundSource]]? = nil, faults: [DataFault] = [],
                traits: [SceneTraits]? = nil) {
        let none = { [[String]](repeating: [], count: images.count) }
        let silence = { [[SoundSource]](repeating: [], count: images.count) }
        (self.images, self.captions, self.sounds) = (images, captions ?? none(), sounds ?? silence())
        (self.faults, self.traits) = (faults, traits)
        precondition(self.captions.count == images.count && self.sounds.count == images.count,
                     "\(self.captions.count) lists of captions and \(self.sounds.count) of sounds for \(images.count) pictures")
    }

    /// True where any picture has a caption.
    public var hasCaptions: Bool { captions.contains { !$0.isEmpty } }

    /// True where any picture has a sound.
    public var hasSounds: Bool { sounds.contains { !$0.isEmpty } }
}

/// One thing that is wrong with the data, which is left out while the rest goes on.
public struct DataFault: Error, Equatable, CustomStringConvertible {
    /// The file it is about, e.g. "metadata.jsonl" or a sound, as a path below the data's folder.
    public var file: String
    /// The line of a metadata file, counted from 1; nil where it is about the whole file.
    public var line: Int?
    public var reason: String

    public init(file: String, line: Int? = nil, reason: String) { (self.file, self.line, self.reason) = (file, line, reason) }

    /// The one line, e.g. "metadata.csv:12: no such file as pictures/3.png".
    public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + reason }
}
