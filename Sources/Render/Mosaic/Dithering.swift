/// How colours that the terminal lacks are made up for by mixing those it has.
public enum Dithering: String, Sendable, CaseIterable {
    /// `ordered` with sixteen colours or none. With 256 the nearest colour stands closer to the picture than any mixture
    /// seen in blocks this large, so there it is `none`.
    case automatic = "auto"
    case none
    /// A fixed pattern (Bayer 1973, 8x8): stays still while a picture moves.
    case ordered
    /// Each pixel's error goes to those that follow (Floyd and Steinberg 1976): closer, but a small change runs through
    /// the rest of the picture.
    case diffusion

    /// What it comes to in `mode`.
    func resolved(for mode: ColorMode) -> Dithering {
        switch (self, mode) {
        case (_, .truecolor): .none
        case (.automatic, .palette256): .none
        case (.automatic, .palette16), (.automatic, .none): .ordered
        default: self
        }
    }
}
