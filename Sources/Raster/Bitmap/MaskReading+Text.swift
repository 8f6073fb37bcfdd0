extension MaskReading {
    /// How the mask was read, e.g. "by transparency: transparent pixels are marked, 2.9 %".
    package var text: String {
        let (how, marked, other) =
            switch source {
            case .transparency: ("by transparency", "transparent pixels", "opaque pixels")
            case .strokes: ("by transparency", "painted pixels", "unpainted pixels")
            case .brightness: ("by brightness", "light pixels", "dark pixels")
            case .color: ("by colour", "pixels with a channel of 128 and above", "pixels with all channels below 128")
            case .labels: ("as labels", "pixels that are not black", "black pixels")
            case .painted: ("as painted", "painted pixels", "unpainted pixels")
            case .nothing: ("by transparency", "painted pixels", "unpainted pixels")
            }
        return "\(how): \(isInverted ? other : marked) are marked, \(percentage)"
            + (scaledFrom.map { ", scaled from \($0.width)x\($0.height) to \(width)x\(height)" } ?? "")
    }

    /// Advice for a mask that marks nearly everything; nil for others.
    package var hint: UserMessage? {
        guard fraction > Self.nearlyAll else { return nil }
        return UserMessage(
            "the mask marks nearly everything, \(percentage)",
            suggestion: "if it marks what to keep, \(isInverted ? .keepMask : .invertMask)")
    }

    /// A mask that marks more than this fraction is probably meant the other way round.
    private static let nearlyAll = 0.8

    /// The marked fraction, e.g. "2.9 %"; "under 0.1 %" and "over 99.9 %" where rounding would say none or all.
    private var percentage: String {
        let fraction = fraction, tenths = Int((fraction * 1000).rounded())
        if fraction > 0 && tenths == 0 { return "under 0.1 %" }
        if fraction < 1 && tenths == 1000 { return "over 99.9 %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

/// Why an image cannot be used as a mask: where, what, what to do, in one line.
package enum MaskError: UserError, Hashable {
    case image(ImageError)
    /// An opaque picture: nothing says which of its pixels are marked.
    case isPicture(name: String)

    package var location: String? {
        switch self {
        case .image(let error): error.location
        case .isPicture(let name): name
        }
    }

    package var what: String {
        switch self {
        case .image(let error): error.what
        case .isPicture:
            "it is a picture, not a mask: it is opaque, and most of its colours are neither black nor white nor one mark"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .image(let error): error.suggestion
        case .isPicture: "paint white on black over the damage, or erase the damage to transparency"
        }
    }
}
