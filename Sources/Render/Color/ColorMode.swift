/// How many colours the terminal can show.
public enum ColorMode: String, Sendable, CaseIterable {
    case truecolor
    case palette256 = "256"
    case palette16 = "16"
    /// Bold, underline and reverse only.
    case none

    /// The colour nearest to `color` that this mode can show; `none` leaves it alone.
    public func nearest(_ color: Color) -> Color {
        switch self {
        case .truecolor, .none: color
        case .palette256: Palette.color256(Palette.index256(of: color))
        case .palette16: Palette.colors16[Palette.index16(of: color)]
        }
    }
}
