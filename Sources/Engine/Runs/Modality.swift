/// A modality of the data; the raw value is its name in options and files.
package enum Modality: String, Sendable, CaseIterable, Hashable {
    case text
    case audio
    case image
}
