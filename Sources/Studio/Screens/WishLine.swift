import Engine
import Render

/// One line over the samples: what they are asked for by, or how to ask.
struct WishLine {
    var desk: SampleDesk
    var theme: Theme
    var ascii: Bool

    func draw(into grid: inout CellGrid, _ area: Rect) {
        guard area.height > 0, !desk.asking.modalities.isEmpty else { return }
        var x = grid.put(" / ", x: area.x, y: area.y, theme.style(.accent, .bold))
        guard !desk.wish.isEmpty else {
            let ways = desk.asking.modalities.map { modality in
                switch modality {
                case .text: "type what to draw"
                case .audio: "a: say it by a sound"
                case .image: "d: more like the selected one"
                }
            }
            grid.put(ways.joined(separator: "   "), x: x, y: area.y, theme.style(.dim), limit: area.right - x)
            return
        }
        for part in desk.wish.parts {
            let text = sign(part) + desk.wish.name(part)
            x = grid.put(text, x: x, y: area.y, theme.style(part == .text ? .text : .good, .bold), limit: max(area.right - x, 0)) + 3
        }
        let rest = "u: unask   m: mute   f: find"
        if area.right - CellGrid.columns(of: rest) - 1 > x { grid.put(rest, x: area.right - CellGrid.columns(of: rest) - 1, y: area.y, theme.style(.dim)) }
    }

    private func sign(_ part: Modality) -> String {
        switch part {
        case .text: ""
        case .audio: ascii ? "sound " : "♪ "
        case .image: ascii ? "like " : "≈ "
        }
    }
}
