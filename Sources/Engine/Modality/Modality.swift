/// A kind of information about a picture, by the name that options and files have for it.
public enum Modality: String, Sendable, CaseIterable, Hashable {
    case text
    case audio
    case image
}
