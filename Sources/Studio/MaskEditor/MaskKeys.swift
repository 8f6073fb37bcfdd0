import Raster

/// The keys of the mask editor, with help. The letters are those of other painting programs.
package enum MaskKeys {
    package struct Binding: Sendable {
        package var keys: [Key]
        package var name: String
        package var description: String
        package var action: @Sendable (inout MaskEditor) -> Void

        init(
            _ keys: [Key], _ name: String, _ description: String,
            _ action: @escaping @Sendable (inout MaskEditor) -> Void
        ) {
            (self.keys, self.name, self.description, self.action) = (keys, name, description, action)
        }
    }

    /// Performs the action of this name; false for an unknown name.
    package static func perform(named name: String, _ editor: inout MaskEditor) -> Bool {
        guard let binding = bindings.first(where: { $0.name == name }) else { return false }
        binding.action(&editor)
        return true
    }

    /// Performs the action of a key; false for a key without one.
    package static func perform(_ key: Key, _ editor: inout MaskEditor) -> Bool {
        guard let binding = bindings.first(where: { $0.keys.contains(key) }) else { return false }
        binding.action(&editor)
        return true
    }

    package static let bindings: [Binding] = [
        Binding([.character("b")], "brush", "paint the mask; the right button erases") { $0.tool = .brush },
        Binding([.character("e")], "eraser", "erase from the mask") { $0.tool = .eraser },
        Binding([.character("x")], "swap", "switch between brush and eraser") {
            $0.tool = $0.tool == .eraser ? .brush : .eraser
        },
        Binding([.character("i")], "line", "straight line of the brush's width") { $0.tool = .line },
        Binding([.character("r")], "rectangle", "filled rectangle") { $0.tool = .rectangle },
        Binding([.character("l")], "lasso", "freehand outline, filled") { $0.tool = .lasso },
        Binding([.character("g")], "fill", "fill connected pixels of the same mask value") {
            $0.tool = .flood
        },
        Binding([.character("w")], "similar", "fill connected pixels of a similar colour") { $0.tool = .similar },
        Binding([.character("h")], "hand", "drag the view") { $0.tool = .hand },

        Binding([.character("[")], "smaller", "smaller brush, by 1 pixel or half a cell (1 to 999 pixels)") {
            $0.resizeBrush(by: -1)
        },
        Binding([.character("]")], "larger", "larger brush, by 1 pixel or half a cell (1 to 999 pixels)") {
            $0.resizeBrush(by: 1)
        },
        Binding([.character("{")], "much smaller", "smaller brush, by 10 pixels or 5 cells") {
            $0.resizeBrush(by: -10)
        },
        Binding([.character("}")], "much larger", "larger brush, by 10 pixels or 5 cells") { $0.resizeBrush(by: 10) },
        Binding(
            [.character("\\")], "default size",
            "brush of \(MaskEditor.defaultBrush) pixels, or 2 cells of a large image"
        ) {
            $0.brush = nil
        },
        Binding([.character(",")], "stricter", "tolerance of `similar` 4 levels lower (0 to 255, default 24)") {
            $0.tolerance = max($0.tolerance - 4, 0)
        },
        Binding([.character(".")], "looser", "tolerance of `similar` 4 levels higher (0 to 255, default 24)") {
            $0.tolerance = min($0.tolerance + 4, 255)
        },

        Binding([.enter], "pen", "pen down or up at the cursor") { $0.togglePen() },
        Binding([.character(" ")], "stamp", "use the tool once at the cursor") { editor in
            editor.press(editor.cursor)
            editor.release()
        },
        Binding([.up], "up", "move the cursor up by a pixel or half a cell") { $0.moveCursor(by: 0, -$0.cursorStep) },
        Binding([.down], "down", "move the cursor down by a pixel or half a cell") {
            $0.moveCursor(by: 0, $0.cursorStep)
        },
        Binding([.left], "left", "move the cursor left by a pixel or half a cell") {
            $0.moveCursor(by: -$0.cursorStep, 0)
        },
        Binding([.right], "right", "move the cursor right by a pixel or half a cell") {
            $0.moveCursor(by: $0.cursorStep, 0)
        },
        Binding([.pageUp], "far up", "move the cursor up by 8 pixels or 4 cells") {
            $0.moveCursor(by: 0, -8 * $0.cursorStep)
        },
        Binding([.pageDown], "far down", "move the cursor down by 8 pixels or 4 cells") {
            $0.moveCursor(by: 0, 8 * $0.cursorStep)
        },
        Binding([.home], "far left", "move the cursor left by 8 pixels or 4 cells") {
            $0.moveCursor(by: -8 * $0.cursorStep, 0)
        },
        Binding([.end], "far right", "move the cursor right by 8 pixels or 4 cells") {
            $0.moveCursor(by: 8 * $0.cursorStep, 0)
        },

        Binding([.character("+"), .character("=")], "zoom in", "zoom in around the cursor") {
            $0.view.zoom(by: 1, around: $0.cursor)
        },
        Binding([.character("-")], "zoom out", "zoom out around the cursor") {
            $0.view.zoom(by: -1, around: $0.cursor)
        },
        Binding([.character("0")], "fit", "fit the image into the screen") { $0.view.fit() },
        Binding([.character("1"), .character("z")], "1:1", "one pixel for half a cell") {
            $0.view.zoomToPixels(around: $0.cursor)
        },

        Binding([.character("u"), .control("z")], "undo", "undo, without limit") { _ = $0.undo() },
        Binding([.control("r"), .control("y")], "redo", "redo what was undone") { _ = $0.redo() },
        Binding([.character("!")], "invert", "invert the mask") { $0.invert() },
        Binding([.delete, .backspace], "clear", "clear the mask") { $0.clear() },
        Binding([.control("a")], "all", "mask the whole image") { $0.coverAll() },
        Binding([.character(">")], "grow", "grow the mask by one pixel") { $0.grow(by: 1) },
        Binding([.character("<")], "shrink", "shrink the mask by one pixel") { $0.shrink(by: 1) },
        Binding([.character("~")], "feather", "blend one pixel further around the mask (0 to \(Mask.largestFeather))") {
            $0.feather(by: 1)
        },
        Binding([.character("`")], "less feather", "blend one pixel less around the mask") { $0.feather(by: -1) },

        Binding([.character("K")], "colour", "next colour of the mask") { $0.overlay.nextColor() },
        Binding([.character("(")], "fainter", "show the mask 25 % fainter") { $0.overlay.changeOpacity(by: -1) },
        Binding([.character(")")], "stronger", "show the mask 25 % stronger") { $0.overlay.changeOpacity(by: 1) },
        Binding([.character("O")], "outline", "show only the mask's edge") { $0.overlay.isOutline.toggle() },
        Binding([.tab, .character("Q")], "hide", "show or hide the mask") { $0.overlay.isHidden.toggle() },
        Binding([.escape], "cancel", "discard the unfinished shape") { $0.cancel() },
    ]
}

extension MaskEditor {
    /// Pixels of a cursor step: one, or the pixels of a half cell.
    var cursorStep: Int { view.span }

    /// Changes the brush by pixels, or by half cells where those have more pixels.
    mutating func resizeBrush(by change: Int) {
        brushSize = min(max(brushSize + change * view.span, 1), Self.largestBrush)
    }
}
