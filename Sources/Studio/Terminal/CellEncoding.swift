import CNcurses
import Render

/// Encodes cells for ncurses: indices of colours, and attributes.
struct CellEncoding {
    let mode: ColorMode
    /// Number of colours of the terminal; with eight colours, bold text is bright.
    let colors: Int

    func pair(of cell: Cell) -> PairTable.Colors {
        switch mode {
        case .truecolor:
            return .init(foreground: Int32(cell.foreground.hex), background: Int32(cell.background.hex))
        case .palette256:
            let back = Palette.index256(of: cell.background)
            var front = Palette.index256(of: cell.foreground)
            if front == back, isText(cell) { front = Self.opposite(cell.background) == .white ? 231 : 16 }
            return .init(foreground: Int32(front), background: Int32(back))
        case .palette16:
            let back = Palette.index16(of: cell.background)
            var front = Palette.textIndex16(of: cell.foreground)
            if front == back, isText(cell) { front = Self.opposite(Palette.colors16[back]) == .white ? 15 : 0 }
            return .init(foreground: Int32(limited(front)), background: Int32(limited(back)))
        case .none:
            return .init(foreground: -1, background: -1)
        }
    }

    func attributes(of cell: Cell) -> Int32 {
        var bits = 0
        if cell.attributes.contains(.bold) { bits |= NC_BOLD }
        if cell.attributes.contains(.underline) { bits |= NC_UNDERLINE }
        if mode == .none, cell.attributes.contains(.reverseWithoutColor) { bits |= NC_REVERSE }
        if mode == .palette16, colors < 16, isText(cell), Palette.textIndex16(of: cell.foreground) > 8 {
            bits |= NC_BOLD
        }
        return Int32(bits)
    }

    private func limited(_ index: Int) -> Int { colors >= 16 ? index : index & 7 }

    /// Whether a cell is text that must differ from its background after quantisation. Images, and text of low contrast, need not.
    private func isText(_ cell: Cell) -> Bool {
        cell.scalar != " " && cell.foreground.contrast(with: cell.background) >= 3
    }

    private static func opposite(_ color: Color) -> Color { color.luminance < 0.18 ? .white : .black }
}
