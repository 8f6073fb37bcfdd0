/// The colours of a terminal.
package enum ColorMode: String, Sendable, CaseIterable {
    case truecolor
    case palette256 = "256"
    case palette16 = "16"
    /// No colours: bold, underline and reverse only.
    case none

    /// The nearest colour in this mode; unchanged for `none`.
    package func nearest(_ color: Color) -> Color {
        switch self {
        case .truecolor, .none: color
        case .palette256: Palette.color256(Palette.index256(of: color))
        case .palette16: Palette.colors16[Palette.index16(of: color)]
        }
    }
}
