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

    /// "photo.png  brush 16  pixel 12,40  zoom 1/4  3.2 % in 40x31 at 5,9  not saved".
    func text(_ editor: MaskEditor, name: String) -> String {
        var parts = [
            name, "\(editor.tool.rawValue) \(editor.brushSize)\(editor.isPenDown ? " down" : "")",
            "pixel \(editor.cursor.x),\(editor.cursor.y)", "zoom \(editor.view.label)",
        ]
        if let coverage {
            let box = coverage.box.map { " in \($0.width)x\($0.height) at \($0.x),\($0.y)" } ?? ""
            let hundredths = Int((coverage.fraction * 10000).rounded())
            parts.append("\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) %\(box)")
        }
        if editor.mask.feather > 0 { parts.append("feather \(editor.mask.feather)") }
        if editor.isDirty { parts.append("not saved") }
        return parts.joined(separator: "  ")
    }
}
