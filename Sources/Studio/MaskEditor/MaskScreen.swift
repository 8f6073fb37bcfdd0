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
    /// The first visible line of the keys; nil while they are not shown.
    private var helpTop: Int?
    /// Where the cursor and its brush were drawn last.
    private var drawnCursor = Rect(x: 0, y: 0, width: 0, height: 0)
    private var readout = MaskReadout()
    private var pointer = MaskPointer()

    /// Whether the question before quitting is shown: the next key answers it.
    private var isAsking = false

    /// A request to the loop; `leave` answers the question before quitting.
    package enum Request: Sendable, Equatable { case save, quit, leave }

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

    /// Asks before quitting; `y` or another `q` is a yes, `s` saves, any other key stays.
    package mutating func ask(_ text: String) { (notice, isAsking) = (text, true) }
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
        if let top = helpTop {
            let next = top + helpPage
            (helpTop, isStale) = (next < helpLines.count ? next : nil, true)
            return nil
        }
        if isAsking {
            isAsking = false
            switch key {
            case .character("y"), .character("q"), .control("c"): return .leave
            case .character("s"), .control("s"): return .save
            default: return nil
            }
        }
        let before = editor.overlay
        switch key {
        case .character("s"), .control("s"): return .save
        case .character("q"), .control("c"): return .quit
        case .character("?"), .function(1): helpTop = 0
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
            for area in [changed, drawnCursor, editor.cursorArea] {
                canvas.draw(view.cells(showing: area), into: &grid, x: 0, y: 0)
            }
        }
        (isStale, drawnCursor) = (false, editor.cursorArea)
        drawLines()
        guard let helpTop else { return grid }
        var over = grid
        drawHelp(from: helpTop, into: &over)
        return over
    }

    private mutating func drawLines() {
        let width = grid.width - 2
        readout.count(editor)
        // A long notice takes lines of the image.
        let lines = Paragraph.wrapped(notice, width: width), height = max(lines.count, 1) + 1, y = grid.height - height
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: height), with: theme.blank(.panel))
        if notice.isEmpty {
            grid.put(readout.text(editor, name: name, width: width), x: 1, y: y, theme.style(.text))
        } else {
            Paragraph.draw(
                notice, into: &grid, Rect(x: 1, y: y, width: width, height: height - 1), theme.style(.text))
            isStale = isStale || lines.count > 1
        }
        grid.put(hints, x: 1, y: grid.height - 1, theme.style(.dim), limit: width)
    }

    /// As many hints as fit, the most important first; the last three stay.
    private var hints: String {
        var hints = ["b brush", "e eraser", "[ ] size", "u undo", "r rectangle", "l lasso", "g fill"]
        let last = ["s save", "? more keys", "q quit"]
        func line() -> String { (hints + last).joined(separator: "  ") }
        while line().count > grid.width - 2, !hints.isEmpty { hints.removeLast() }
        return line()
    }

    // MARK: - Keys

    private var helpArea: Rect { Panel.inside(grid.bounds.inset(by: 2, 1)) }
    private var helpPage: Int { max(helpArea.height, 1) }

    private static let keyColumns = 18

    /// The keys, and the wrapped text beside each.
    private var helpLines: [(keys: String, text: String)] {
        MaskKeys.bindings.flatMap { binding in
            let keys = binding.keys.map(\.label).joined(separator: " ")
            let text = Paragraph.wrapped(
                "\(binding.name): \(binding.description)", width: helpArea.width - 2 - Self.keyColumns)
            return text.enumerated().map { ($0 == 0 ? keys : "", $1) }
        }
    }

    private func drawHelp(from top: Int, into grid: inout CellGrid) {
        let lines = helpLines, isLast = top + helpPage >= lines.count
        let inside = Panel(theme: theme).draw(
            into: &grid, grid.bounds.inset(by: 2, 1), title: [.init(text: "keys", style: theme.style(.text, .bold))],
            right: [.init(text: isLast ? "any key closes" : "any key: more", style: theme.style(.dim))])
        for (i, line) in lines.dropFirst(top).prefix(helpPage).enumerated() {
            grid.put(line.keys, x: inside.x + 1, y: inside.y + i, theme.style(.accent), limit: Self.keyColumns - 1)
            grid.put(line.text, x: inside.x + 1 + Self.keyColumns, y: inside.y + i, theme.style(.text))
        }
    }
}
