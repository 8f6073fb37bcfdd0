/// How a picture is brought to the size that a run trains on, where its proportions differ.
package enum ImageFit: String, Sendable, CaseIterable, Codable {
    /// The largest centred part with the right proportions.
    case crop
    /// The whole picture, centred, with its border colour or transparency around it.
    case pad
    /// The whole picture, with other proportions.
    case stretch

    /// All names, for help and errors: "crop, pad or stretch".
    package static let names: String = {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }()
}
