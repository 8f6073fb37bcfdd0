import Render

/// The state of the mask editor in one line.
struct MaskReadout: Sendable {
    private var coverage: (revision: Int, fraction: Double, box: Rect?)?

    /// Measures the coverage of a changed mask; it reads all pixels, so it waits for the end of a stroke.
    mutating func count(_ editor: MaskEditor) {
        guard coverage?.revision != editor.revision, !editor.isDrawing else { return }
        let (fraction, box) = editor.mask.coverage
        coverage = (editor.revision, fraction, box)
    }

    /// "photo.png  brush 16  pixel 12,40  zoom 1/4  3.2 %  in 40x31 at 5,9  not saved".
    ///
    /// Where it takes more than `width` columns, the parts that matter least are left out, and the name is shortened.
    func text(_ editor: MaskEditor, name: String, width: Int) -> String {
        // Each with its order of importance: what is lost first comes last.
        var parts = [
            (1, "\(editor.tool.rawValue) \(editor.brushSize)\(editor.isPenDown ? " down" : "")"),
            (4, "pixel \(editor.cursor.x),\(editor.cursor.y)"), (5, "zoom \(editor.view.label)"),
        ]
        if let coverage {
            let hundredths = Int((coverage.fraction * 10000).rounded())
            parts.append((2, "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) %"))
            if let box = coverage.box { parts.append((3, "in \(box.width)x\(box.height) at \(box.x),\(box.y)")) }
        }
        if editor.mask.feather > 0 { parts.append((2, "feather \(editor.mask.feather)")) }
        if editor.isDirty { parts.append((0, "not saved")) }
        func columns() -> Int { parts.reduce(0) { $0 + 2 + $1.1.count } }
        let least = min(CellGrid.columns(of: name), Self.leastName)
        while columns() + least > width, let last = parts.indices.max(by: { parts[$0].0 < parts[$1].0 }),
            parts[last].0 > 0
        {
            parts.remove(at: last)
        }
        return ([Cut.middle(name, width: max(width - columns(), 1))] + parts.map(\.1)).joined(separator: "  ")
            .replacing("  in ", with: " in ")
    }

    /// Columns that a name keeps.
    private static let leastName = 16
}
