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
    /// The prompt of a conditional run; empty for other methods.
    let promptLine: Rect
    let readout: Rect
    /// The tools, or what came of a finished repair.
    let toolBar: Rect
    /// The method with its help.
    let methodLine: Rect
    let tools: [Tool]
    /// Of repairs side by side; nil while they are not shown.
    let comparison: ComparisonLayout?

    /// Lines below the image: the state, the tools, and the method; of a finished repair, what came of it, and the method.
    private static func lines(_ state: RepairState, _ shared: SharedState) -> Int {
        let width = shared.area.width, most = max(shared.area.height / 4, 1)
        if state.context == .compare, let report = state.session?.result?.report {
            return 2 + min(Paragraph.wrapped(ReportLines(report).result, width: width - 2).count, most)
        }
        return 2 + min(max(MethodHelp(state.method, state.methods(shared.runs), width: width).lines.count, 1), most)
    }

    /// The area of the image.
    static func canvas(_ state: RepairState, _ shared: SharedState) -> Rect {
        shared.area.splitTop(max(shared.area.height - lines(state, shared) - promptLines(state, shared), 1)).top
    }

    private static func promptLines(_ state: RepairState, _ shared: SharedState) -> Int {
        guard state.isConditional(shared.runs) else { return 0 }
        return state.promptLine(shared).rows(width: shared.area.width, height: shared.area.height)
    }

    init(_ state: RepairState, _ shared: SharedState) {
        let area = shared.area
        (list, preview) = area.splitLeft(min(area.width / 2, 60))
        rows = ListLayout(Panel.inside(list), selected: state.row, count: state.visibleFiles(shared).count)
        canvas = Self.canvas(state, shared)
        let footer = area.splitTop(canvas.height).rest
        let (promptLine, below) = footer.splitTop(Self.promptLines(state, shared)), (readout, rest) = below.splitTop(1)
        self.promptLine = promptLine
        let isReport = state.context == .compare && state.session?.result != nil
        (self.readout, (toolBar, methodLine)) = (readout, rest.splitTop(isReport ? rest.height - 1 : 1))
        tools = Self.tools(width: footer.right, shared.keys)
        comparison =
            state.context == .methods
            ? state.session?.comparison.map {
                ComparisonLayout(count: $0.entries.count, selected: $0.selected, area: area)
            } : nil
    }

    /// The tools of the bar, in order of importance.
    private static let offered = [
        "brush", "eraser", "undo", "rectangle", "lasso", "fill", "similar", "smaller", "larger", "line",
        "hand", "redo", "fit", "invert", "grow", "shrink", "feather", "clear",
    ]

    /// The tools that fit; the hints say that help has more.
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
