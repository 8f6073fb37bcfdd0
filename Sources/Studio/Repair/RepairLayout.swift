import Render

/// The positions on the repair screen.
package struct RepairLayout: Sendable {
    /// A tool in the bar below the image.
    struct Tool: Sendable {
        var columns: Range<Int>
        var key, name: String
    }

    // Choosing a file.
    let list: Rect
    let rows: ListLayout
    let preview: Rect
    // Painting and comparing.
    let canvas: Rect
    let readout, toolBar, methodLine: Rect
    let tools: [Tool]

    /// Lines below the image.
    private static let lines = 3

    /// The area of the image.
    static func canvas(_ area: Rect) -> Rect { area.splitTop(max(area.height - lines, 1)).top }

    init(_ state: RepairState, _ shared: SharedState) {
        let area = shared.area
        (list, preview) = area.splitLeft(min(area.width / 2, 60))
        rows = ListLayout(Panel.inside(list), selected: state.row, count: state.visibleFiles(shared).count)
        let (canvas, footer) = area.splitTop(max(area.height - Self.lines, 1))
        self.canvas = canvas
        func line(_ index: Int) -> Rect { Rect(x: footer.x, y: footer.y + index, width: footer.width, height: 1) }
        (readout, toolBar, methodLine) = (line(0), line(1), line(2))
        tools = Self.tools(width: footer.right, shared.keys)
    }

    /// The tools of the bar, in order of importance.
    private static let offered = [
        "brush", "eraser", "undo", "rectangle", "lasso", "fill", "similar", "smaller", "larger", "line",
        "hand", "redo", "fit", "invert", "grow", "shrink", "feather", "clear",
    ]

    /// The tools that fit.
    private static func tools(width: Int, _ keys: KeyTable) -> [Tool] {
        let bindings = keys.bindings(in: .paint)
        var x = 1
        return offered.compactMap { name in
            guard let key = bindings.first(where: { $0.fixedArgument == name })?.keys.first?.label else { return nil }
            let columns = key.count + 1 + name.count
            guard x + columns < width else { return nil }
            defer { x += columns + 2 }
            return Tool(columns: x..<x + columns, key: key, name: name)
        }
    }
}
