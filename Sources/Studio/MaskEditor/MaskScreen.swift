package import Render

/// The screen of `tessera paint`: the image, a line with the state of the editor, and a line of keys.
package struct MaskScreen {
    package private(set) var editor: MaskEditor
    package private(set) var notice = ""
    private let pyramid: ImagePyramid, name: String
    private let mode: ColorMode, ascii: Bool, theme: Theme
    private var grid: CellGrid
    /// Whether everything must be redrawn, because the view has moved or nothing was drawn yet.
    private var isStale = true
    private var isHelpOpen = false
    private var drawnCursor = MaskShape.Point(0, 0)
    private var readout = MaskReadout()
    private var pointer = MaskPointer()

    /// A request to the loop.
    package enum Request: Sendable, Equatable { case save, quit }

    package init(
        editor: MaskEditor, pyramid: ImagePyramid, name: String, size: Size, theme: Theme = .mosaic,
        mode: ColorMode = .truecolor, ascii: Bool = false
    ) {
        (self.editor, self.pyramid, self.name, self.theme, self.mode, self.ascii) = (
            editor, pyramid, name, theme, mode, ascii
        )
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

    package mutating func notify(_ text: String) { notice = text }
    package mutating func markSaved() { editor.markSaved() }
    package mutating func replaceMask(_ mask: MaskPlane) { editor.load(mask) }

    /// Handles input; returns a request to the loop, nil for none.
    package mutating func handle(_ input: Input) -> Request? {
        notice = ""
        let view = editor.view
        defer {
            if editor.view != view { isStale = true }
        }
        switch input {
        case .key(let key): return handle(key)
        case .mouse(let event): pointer.handle(event, &editor, height: grid.height - 2)
        case .paste: break
        }
        return nil
    }

    private mutating func handle(_ key: Key) -> Request? {
        if isHelpOpen {
            (isHelpOpen, isStale) = (false, true)
            return nil
        }
        let before = editor.overlay
        switch key {
        case .character("s"), .control("s"): return .save
        case .character("q"), .control("c"): return .quit
        case .character("?"), .function(1): isHelpOpen = true
        default: if !MaskKeys.perform(key, &editor) { notice = "\(key.label) has no effect here; ? lists the keys" }
        }
        if editor.overlay != before { isStale = true }
        return nil
    }

    /// The screen. Only the cells that changed are redrawn.
    package mutating func draw() -> CellGrid {
        let view = editor.view, changed = editor.takeChanged()
        let canvas = MaskCanvas(editor: editor, pyramid: pyramid, mode: mode, ascii: ascii, ground: theme[.background])
        if isStale {
            grid.fill(grid.bounds, with: theme.blank(.background))
            canvas.draw(Rect(x: 0, y: 0, width: view.columns, height: view.rows / 2), into: &grid, x: 0, y: 0)
        } else {
            for area in [
                changed, Rect(x: drawnCursor.x, y: drawnCursor.y, width: 1, height: 1),
                Rect(x: editor.cursor.x, y: editor.cursor.y, width: 1, height: 1),
            ] {
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
        grid.put(
            "b brush  e eraser  r rectangle  l lasso  g fill  [ ] size  u undo  s save  ? help  q quit", x: 1, y: y + 1,
            theme.style(.dim), limit: grid.width - 2)
    }

    private func drawHelp(into grid: inout CellGrid) {
        let area = grid.bounds.inset(by: 2, 1)
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "keys", style: theme.style(.text, .bold))],
            right: [.init(text: "any key closes", style: theme.style(.dim))])
        let columns = max(inside.width / 36, 1), rows = (MaskKeys.bindings.count + columns - 1) / columns
        for (i, binding) in MaskKeys.bindings.enumerated() where i % rows < inside.height {
            let x = inside.x + i / rows * (inside.width / columns), y = inside.y + i % rows
            let keys = binding.keys.map(\.label).joined(separator: " ")
            grid.put(keys, x: x + 1, y: y, theme.style(.accent), limit: 8)
            grid.put(
                "\(binding.name): \(binding.description)", x: x + 10, y: y, theme.style(.text),
                limit: inside.width / columns - 11)
        }
    }
}
