/// What keys do in the mask editor: it runs on this table, and help is made from it. The letters are those of other
/// painting programs.
package enum MaskKeys {
    package struct Row: Sendable {
        package var keys: [Key]
        package var name: String
        package var description: String
        package var action: @Sendable (inout MaskEditor) -> Void

        init(_ keys: [Key], _ name: String, _ description: String, _ action: @escaping @Sendable (inout MaskEditor) -> Void) {
            (self.keys, self.name, self.description, self.action) = (keys, name, description, action)
        }
    }

    /// Does what a row is named for; false where none has this name.
    package static func perform(named name: String, _ editor: inout MaskEditor) -> Bool {
        guard let row = rows.first(where: { $0.name == name }) else { return false }
        row.action(&editor)
        return true
    }

    /// Whether the key meant something.
    package static func perform(_ key: Key, _ editor: inout MaskEditor) -> Bool {
        guard let row = rows.first(where: { $0.keys.contains(key) }) else { return false }
        row.action(&editor)
        return true
    }

    package static let rows: [Row] = [
        Row([.character("b")], "brush", "paint; right button erases") { $0.tool = .brush },
        Row([.character("e")], "eraser", "take away") { $0.tool = .eraser },
        Row([.character("x")], "swap", "between brush and eraser") { $0.tool = $0.tool == .eraser ? .brush : .eraser },
        Row([.character("i")], "line", "straight, as wide as the brush") { $0.tool = .line },
        Row([.character("r")], "rectangle", "filled") { $0.tool = .rectangle },
        Row([.character("l")], "lasso", "what a line goes around") { $0.tool = .lasso },
        Row([.character("g"), .character("f")], "fill", "what joins here and is masked alike") { $0.tool = .flood },
        Row([.character("w")], "similar", "what joins here and has a similar colour") { $0.tool = .similar },
        Row([.character("h"), .character(" ")], "hand", "drag the picture") { $0.tool = .hand },

        Row([.character("[")], "smaller", "brush by 1") { $0.resizeBrush(by: -1) },
        Row([.character("]")], "larger", "brush by 1") { $0.resizeBrush(by: 1) },
        Row([.character("{")], "much smaller", "brush by 10") { $0.resizeBrush(by: -10) },
        Row([.character("}")], "much larger", "brush by 10") { $0.resizeBrush(by: 10) },
        Row([.character("\\")], "default size", "brush of \(MaskEditor.defaultBrush)") { $0.brushSize = MaskEditor.defaultBrush },
        Row([.character(",")], "stricter", "similar colours by 4") { $0.tolerance = max($0.tolerance - 4, 0) },
        Row([.character(".")], "looser", "similar colours by 4") { $0.tolerance = min($0.tolerance + 4, 255) },

        Row([.enter], "pen", "down or up at the cursor") { $0.togglePen() },
        Row([.character("p")], "stamp", "the tool once at the cursor") { editor in
            editor.press(editor.cursor)
            editor.release()
        },
        Row([.up], "up", "cursor by a pixel") { $0.moveCursor(by: 0, -$0.cursorStep) },
        Row([.down], "down", "cursor by a pixel") { $0.moveCursor(by: 0, $0.cursorStep) },
        Row([.left], "left", "cursor by a pixel") { $0.moveCursor(by: -$0.cursorStep, 0) },
        Row([.right], "right", "cursor by a pixel") { $0.moveCursor(by: $0.cursorStep, 0) },
        Row([.pageUp], "far up", "cursor by eight") { $0.moveCursor(by: 0, -8 * $0.cursorStep) },
        Row([.pageDown], "far down", "cursor by eight") { $0.moveCursor(by: 0, 8 * $0.cursorStep) },
        Row([.home], "far left", "cursor by eight") { $0.moveCursor(by: -8 * $0.cursorStep, 0) },
        Row([.end], "far right", "cursor by eight") { $0.moveCursor(by: 8 * $0.cursorStep, 0) },

        Row([.character("+"), .character("=")], "zoom in", "around the cursor") { $0.view.zoom(by: 1, around: $0.cursor) },
        Row([.character("-")], "zoom out", "around the cursor") { $0.view.zoom(by: -1, around: $0.cursor) },
        Row([.character("0")], "fit", "all of the picture") { $0.view.fit() },
        Row([.character("1"), .character("z")], "1:1", "a pixel a half cell") { $0.view.zoomToPixels(around: $0.cursor) },

        Row([.character("u"), .control("z")], "undo", "without limit") { _ = $0.undo() },
        Row([.control("r"), .control("y")], "redo", "what was undone") { _ = $0.redo() },
        Row([.character("v")], "invert", "what is masked") { $0.invert() },
        Row([.character("c")], "clear", "mask nothing") { $0.clear() },
        Row([.character("a")], "all", "mask everything") { $0.coverAll() },
        Row([.character(">")], "grow", "by a pixel") { $0.grow(by: 1) },
        Row([.character("<")], "shrink", "by a pixel") { $0.shrink(by: 1) },
        Row([.character("~")], "feather", "soften edges by a pixel") { $0.feather(by: 1) },

        Row([.character("m")], "colour", "of the mask on the screen") { $0.overlay.nextColor() },
        Row([.character("(")], "fainter", "mask on the screen") { $0.overlay.changeOpacity(by: -1) },
        Row([.character(")")], "stronger", "mask on the screen") { $0.overlay.changeOpacity(by: 1) },
        Row([.character("O")], "outline", "only the mask's edge") { $0.overlay.isOutline.toggle() },
        Row([.tab, .character("H")], "hide", "the mask") { $0.overlay.isHidden.toggle() },
        Row([.escape], "cancel", "the shape under way") { $0.cancel() },
    ]
}

extension MaskEditor {
    /// Pixels that an arrow key moves the cursor by: one half cell where that shows several.
    var cursorStep: Int { view.span }

    mutating func resizeBrush(by change: Int) { brushSize = min(max(brushSize + change, 1), Self.largestBrush) }
}
