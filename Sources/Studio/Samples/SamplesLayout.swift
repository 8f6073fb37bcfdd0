import Render

/// The positions on the samples screen.
package struct SamplesLayout: Sendable {
    /// The lines of the prompt; empty where the run does not support prompts.
    let promptLine: Rect
    /// Below the prompt.
    let content: Rect
    /// A panel for each sheet.
    let panels: [Rect]
    /// Tiles across and down in a panel.
    let columns, rows: Int
    /// Cells of an image; a line below it shows its number.
    let tile: Size
    /// Indices of the visible samples.
    let visible: Range<Int>
    /// Whether clicks select samples.
    private let isGrid: Bool

    private static let leastPanelWidth = 36

    init(_ state: SamplesState, _ shared: SharedState) {
        (promptLine, content) = shared.area.splitTop(state.promptLines(shared))
        panels = Self.panels(content, count: state.sheets.count)
        isGrid = state.view == .samples && !state.isSingle
        let inside = Panel.inside(panels[0])
        guard let image = state.sheets.first?.images.first else {
            (columns, rows, tile, visible) = (1, 1, Size(width: 1, height: 1), 0..<0)
            return
        }
        func height(_ width: Int) -> Int { max((width * image.height / image.width + 1) / 2, 1) }
        func filled(_ width: Int) -> Int {
            inside.width / (width + 1) * (inside.height / (height(width) + 1)) * width * height(width)
        }
        // Half of an image's pixels are enough to tell samples apart; of those sizes the one that fills the panel best.
        let largest = state.sheets.count > 2 ? image.width * 2 / 3 : image.width
        let best = (max(image.width / 2, 4)...max(largest, 4)).max { filled($0) < filled($1) } ?? image.width
        let zoomed = best + shared.zoom * max(image.width / 8, 2)
        let width = min(max(zoomed, 4), max(inside.width - 1, 1), max((inside.height - 1) * 2, 1))
        tile = Size(width: width, height: height(width))
        (columns, rows) = (max(inside.width / (width + 1), 1), max(inside.height / (tile.height + 1), 1))

        let count = state.sheets.first?.images.count ?? 0
        let lines = (count + columns - 1) / columns, line = state.selected / columns
        let first = max(min(line - rows / 2, lines - rows), 0) * columns
        visible = first..<max(min(first + columns * rows, count), first)
    }

    /// Side by side while each panel has room for some samples; else in two rows.
    private static func panels(_ area: Rect, count: Int) -> [Rect] {
        guard count > 1 else { return [area] }
        let rows = count > 2 && area.width < leastPanelWidth * count ? 2 : 1, columns = (count + rows - 1) / rows
        return (0..<count).map { index in
            let (column, row) = (index % columns, index / columns)
            let (left, top) = (area.width * column / columns, area.height * row / rows)
            return Rect(
                x: area.x + left, y: area.y + top, width: area.width * (column + 1) / columns - left,
                height: area.height * (row + 1) / rows - top)
        }
    }

    /// The position of a visible sample in its panel.
    func position(_ index: Int, in panel: Rect) -> (x: Int, y: Int) {
        let inside = Panel.inside(panel), offset = index - visible.lowerBound
        return (inside.x + offset % columns * (tile.width + 1), inside.y + offset / columns * (tile.height + 1))
    }

    /// The index of the sample at a position of the screen; nil for none.
    func sample(atX x: Int, y: Int) -> Int? {
        guard isGrid, let inside = panels.map(Panel.inside).first(where: { $0.contains(x: x, y: y) }) else {
            return nil
        }
        let column = (x - inside.x) / (tile.width + 1), row = (y - inside.y) / (tile.height + 1)
        let index = visible.lowerBound + row * columns + column
        return column < columns && visible.contains(index) ? index : nil
    }
}
