package import Render

/// The mask editor on a screen: the picture, a line with what it is doing, and a line of keys. Keys and the mouse go in, a
/// grid of cells comes out.
package struct MaskScreen {
    package private(set) var editor: MaskEditor
    package private(set) var notice = ""
    private let pyramid: PicturePyramid, name: String
    private let mode: ColorMode, ascii: Bool, theme: Theme
    private var grid: CellGrid
    /// Everything is drawn anew: the view has moved, or nothing has been drawn yet.
    private var isStale = true
    private var isHelpOpen = false
    private var drawnCursor = MaskShape.Point(0, 0)
    private var readout = MaskReadout()
    private var pointer = MaskPointer()

    /// What whoever runs the screen is to do.
    package enum Wish: Sendable, Equatable { case save, leave }

    package init(editor: MaskEditor, pyramid: PicturePyramid, name: String, size: Size, theme: Theme = .mosaic,
                 mode: ColorMode = .truecolor, ascii: Bool = false) {
        (self.editor, self.pyramid, self.name, self.theme, self.mode, self.ascii) = (editor, pyramid, name, theme, mode, ascii)
        grid = CellGrid(size, filledWith: theme.blank(.background))
        resize(size)
        self.editor.view.fit()
    }

    package var size: Size { grid.size }

    package mutating func resize(_ size: Size) {
        grid = CellGrid(size, filledWith: theme.blank(.background))
        editor.view.resize(columns: size.width, rows: 2 * max(size.height - 2, 1))
        isStale = true
    }

    package mutating func say(_ text: String) { notice = text }
    package mutating func markSaved() { editor.markSaved() }
    package mutating func replaceMask(_ mask: MaskPlane) { editor.load(mask) }

    /// Takes what the user did; nil where nothing is asked of outside.
    package mutating func take(_ input: Input) -> Wish? {
        notice = ""
        let view = editor.view
        defer {
            if editor.view != view { isStale = true }
        }
        switch input {
        case .key(let key): return take(key)
        case .mouse(let event): pointer.take(event, &editor, height: grid.height - 2)
        case .paste: break
        }
        return nil
    }

    private mutating func take(_ key: Key) -> Wish? {
        if isHelpOpen {
            (isHelpOpen, isStale) = (false, true)
            return nil
        }
        let before = editor.overlay
        switch key {
        case .character("s"), .control("s"): return .save
        case .character("q"), .control("c"): return .leave
        case .character("?"), .function(1): isHelpOpen = true
        default: if !MaskKeys.perform(key, &editor) { notice = "\(key.label) does nothing here; ? lists the keys" }
        }
        if editor.overlay != before { isStale = true }
        return nil
    }

    /// The screen now. Only the cells under what changed are drawn again.
    package mutating func draw() -> CellGrid {
        let view = editor.view, changed = editor.takeChanged()
        let canvas = MaskCanvas(editor: editor, pyramid: pyramid, mode: mode, ascii: ascii, ground: theme[.background])
        if isStale {
            grid.fill(grid.bounds, with: theme.blank(.background))
            canvas.draw(Rect(x: 0, y: 0, width: view.columns, height: view.rows / 2), into: &grid, x: 0, y: 0)
        } else {
            for area in [changed, Rect(x: drawnCursor.x, y: drawnCursor.y, width: 1, height: 1),
                         Rect(x: editor.cursor.x, y: editor.cursor.y, width: 1, height: 1)] {
                canvas.draw(view.cells(showing: area), into: &grid, x: 0, y: 0)
            }
        }
        (isStale, drawnCursor) = (false, editor.cursor)
        drawLines()
        guard isHelpOpen else { return grid }
        var over = grid
        drawHelp(into: &over)
        return over
    }

    private mutating func drawLines() {
        let y = grid.height - 2
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 2), with: theme.blank(.panel))
        readout.count(editor)
        let text = notice.isEmpty ? readout.text(editor, name: name) : notice
        grid.put(text, x: 1, y: y, theme.style(.text), limit: grid.width - 2)
        grid.put("b brush  e eraser  r rectangle  l lasso  g fill  [ ] size  u undo  s save  ? help  q back", x: 1, y: y + 1,
                 theme.style(.dim), limit: grid.width - 2)
    }

    private func drawHelp(into grid: inout CellGrid) {
        let area = grid.bounds.inset(by: 2, 1)
        let inside = Panel(theme: theme).draw(into: &grid, area, title: [.init(text: "keys", style: theme.style(.text, .bold))],
                                              right: [.init(text: "any key closes", style: theme.style(.dim))])
        let columns = max(inside.width / 36, 1), rows = (MaskKeys.rows.count + columns - 1) / columns
        for (i, row) in MaskKeys.rows.enumerated() where i % rows < inside.height {
            let x = inside.x + i / rows * (inside.width / columns), y = inside.y + i % rows
            let keys = row.keys.map(\.label).joined(separator: " ")
            grid.put(keys, x: x + 1, y: y, theme.style(.accent), limit: 8)
            grid.put("\(row.name): \(row.description)", x: x + 10, y: y, theme.style(.text), limit: inside.width / columns - 11)
        }
    }
}
