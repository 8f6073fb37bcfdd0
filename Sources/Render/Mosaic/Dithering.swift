/// Dithering for terminals with few colours.
package enum Dithering: String, Sendable, CaseIterable {
    /// `ordered` with sixteen colours or none. With 256 colours it is `none`: at the size of a cell the nearest colour is closer to the
    /// image than a pattern.
    case automatic = "auto"
    case none
    /// A fixed 8x8 pattern (Bayer 1973), stable in moving images.
    case ordered
    /// Error diffusion (Floyd and Steinberg 1976): closer to the image, but a small change affects all following pixels.
    case diffusion

    /// The method used in `mode`.
    func resolved(for mode: ColorMode) -> Dithering {
        switch (self, mode) {
        case (_, .truecolor): .none
        case (.automatic, .palette256): .none
        case (.automatic, .palette16), (.automatic, .none): .ordered
        default: self
        }
    }
}
