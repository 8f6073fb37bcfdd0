extension CellGrid {
    /// The cells as text with colour escapes (ECMA-48 and ISO 8613-6), for printing where no screen is kept: a line a row,
    /// colours named only where they change and taken back at each line's end.
    public func escaped(mode: ColorMode) -> String {
        var text = ""
        text.reserveCapacity(cells.count * 12)
        for y in 0..<height {
            var current: (foreground: String, background: String) = ("", "")
            for x in 0..<width where self[x, y].scalar != Cell.continuation {
                let cell = self[x, y]
                if mode != .none {
                    let next = (Self.parameters(cell.foreground, mode, ground: false), Self.parameters(cell.background, mode, ground: true))
                    // A space shows its ground alone.
                    if next.1 != current.background { text += "\u{1b}[\(next.1)m" }
                    if next.0 != current.foreground, cell.scalar != " " {
                        text += "\u{1b}[\(next.0)m"
                        current.foreground = next.0
                    }
                    current.background = next.1
                }
                text.unicodeScalars.append(cell.scalar)
            }
            text += mode == .none ? "\n" : "\u{1b}[0m\n"
        }
        return text
    }

    private static func parameters(_ color: Color, _ mode: ColorMode, ground: Bool) -> String {
        switch mode {
        case .truecolor: "\(ground ? 48 : 38);2;\(color.red);\(color.green);\(color.blue)"
        case .palette256: "\(ground ? 48 : 38);5;\(Palette.index256(of: color))"
        case .palette16:
            { index in String((index < 8 ? 30 : 82) + index + (ground ? 10 : 0)) }(Palette.index16(of: color))
        case .none: ""
        }
    }
}
