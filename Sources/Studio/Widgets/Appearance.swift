package import Render

/// How screens are drawn: theme, colours of the terminal, marker of curves, characters.
package struct Appearance: Sendable {
    package var theme: Theme
    package var colorMode: ColorMode
    package var marker: Chart.Marker
    /// Whether only ASCII characters are drawn.
    package var ascii: Bool

    package init(theme: Theme, colorMode: ColorMode, marker: Chart.Marker, ascii: Bool) {
        (self.theme, self.colorMode, self.marker, self.ascii) = (theme, colorMode, marker, ascii)
    }

    /// Images as cells. Without colours, braille shows four times as many 1-bit pixels as half blocks.
    var mosaic: Mosaic {
        let dots = colorMode == .none ? DotGlyphs.braille : .halves
        return Mosaic(
            style: ascii ? .ascii : .dots(dots), mode: colorMode, background: theme[.panel], ink: theme[.text])
    }

    /// Colour of a chart's grid; nil without colours, where the grid would be as bright as the curves.
    var guide: Color? { colorMode == .none ? nil : theme[.border].mixed(with: theme[.panel], 0.55) }
}
