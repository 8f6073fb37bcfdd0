extension KeyTable {
    /// The keys of the repair screen, with the tools of the mask editor.
    static let repairing: [KeyBinding] =
        [
            KeyBinding(
                [.enter, .right, .character("l")], .open, "open", "open the image or the folder", [.repair],
                argument: .text("PATH")),
            KeyBinding([.backspace, .left, .character("h")], .parent, "parent", "go to the parent folder", [.repair]),
            KeyBinding([.escape], .back, "back", isHint: false, "return to the open image", [.repair]),
            KeyBinding(
                [.enter], .accept, "take", "take the selected repair as the result, to be saved or undone", [.methods]),
            KeyBinding([.left, .character("h")], .left, "previous", "select the previous repair", [.methods]),
            KeyBinding([.right, .character("l")], .right, "next", "select the next repair", [.methods]),
            KeyBinding([.character("X")], .stopRepair, "stop", "stop the repairs that have not ended", [.methods]),
            KeyBinding(
                [.escape], .back, "back",
                "return to the image as it was before; so does q, and c shows the repairs again", [.methods]),
            KeyBinding([.up, .character("k")], .scrollUp, "up", isHint: false, "select the repair above", [.methods]),
            KeyBinding(
                [.down, .character("j")], .scrollDown, "down", isHint: false, "select the repair below", [.methods]),
            KeyBinding([.pageUp], .pageUp, "up", isHint: false, "move all views up", [.methods]),
            KeyBinding([.pageDown], .pageDown, "down", isHint: false, "move all views down", [.methods]),
            KeyBinding(
                [.character("c")], .compare, "go on", isHint: false,
                "repair by the methods that were stopped, or by those named", [.methods], argument: .text("METHODS")),
            KeyBinding(
                [.character("X")], .stopRepair, "keep",
                "stop the repair and keep what it has so far; where none runs, stop that of the folder", [.compare]),
            KeyBinding([.escape], .stopRepair, "discard", "stop the repair and discard it", [.compare]),
            KeyBinding(
                [.character("s")], .saveRepair, "save", "save the repaired image, with its report", [.compare],
                argument: .text("PATH")),
            KeyBinding(
                [.character("N")], .previousMethod, "method", isHint: false, "choose the previous method",
                [.paint, .compare]),
            KeyBinding(
                [], .method, "method", isHint: false, "choose a method by name", [.paint, .compare], argument: .method),
            KeyBinding(
                [.character(" ")], .toggleBefore, "before",
                "show the image before or after the repair", [.compare, .methods]),
            KeyBinding(
                [.character("w")], .wipe, "wipe", "show before and after side by side, divided by a movable line",
                [.compare]),
            KeyBinding(
                [.left, .character("h")], .wipeLeft, "left", isHint: false, "move the dividing line left", [.compare]),
            KeyBinding(
                [.right, .character("l")], .wipeRight, "right", isHint: false, "move the dividing line right",
                [.compare]),
            KeyBinding([.character("u")], .undoRepair, "undo", "undo the repair and keep the mask", [.compare]),
            KeyBinding([.character("U")], .undoRepair, "undo repair", isHint: false, "undo the last repair", [.paint]),
            KeyBinding(
                [.enter], .continueRepair, "continue", "paint a new mask on the repaired image", [.compare]),
            KeyBinding([.character("R")], .repair, "repair", "repair the masked pixels", [.paint, .compare]),
            KeyBinding(
                [.character("c")], .compare, "methods",
                "repair the masked pixels by several methods, shown side by side; else those named, with commas between them",
                [.paint, .compare], argument: .text("METHODS")),
            KeyBinding(
                [.character("*")], .repairAll, "repair all", isHint: false,
                "repair all images of the folder like this: the same method, mask and feather; into the folder repaired, or another",
                [.paint, .compare], argument: .text("FOLDER")),
            KeyBinding(
                [.character("X")], .stopRepairAll, "stop all", isHint: false, "stop the repair of the folder",
                [.repair, .paint]),
            KeyBinding([.character("n")], .nextMethod, "method", "choose the next method", [.paint, .compare]),
            KeyBinding(
                [.character("s")], .saveMask, "save mask", "save the mask next to the image", [.paint],
                argument: .text("PATH")),
            KeyBinding(
                [.control("s")], .saveRepair, "save", isHint: false, "save the repaired image", [.paint],
                argument: .text("PATH")),
            KeyBinding(
                [], .truth, "truth", isHint: false,
                "set the undamaged image that repairs are measured against; an empty path removes it",
                [.paint, .compare], argument: .optionalText("PATH")),
            KeyBinding([.character("o")], .files, "files", "open another image", [.paint, .compare]),
            KeyBinding([], .open, "open", isHint: false, "open an image", [.paint, .compare], argument: .text("PATH")),
            KeyBinding(
                [], .loadMask, "load mask", isHint: false, "load the mask from a file", [.paint],
                argument: .text("PATH")),
            KeyBinding(
                [.character("+"), .character("=")], .zoomIn, "zoom in", isHint: false, "double the magnification",
                [.compare, .methods]),
            KeyBinding(
                [.character("-")], .zoomOut, "zoom out", isHint: false, "halve the magnification", [.compare, .methods]),
            KeyBinding(
                [.character("0")], .whole, "whole", isHint: false, "fit the image into the screen",
                [.compare, .methods]),
            KeyBinding(
                [.character("<"), .character(",")], .panLeft, "left", isHint: false, "move the view left",
                [.compare, .methods]),
            KeyBinding(
                [.character(">"), .character(".")], .panRight, "right", isHint: false, "move the view right",
                [.compare, .methods]
            ),
            KeyBinding([.up, .character("k")], .scrollUp, "up", isHint: false, "move the view up", [.compare]),
            KeyBinding([.down, .character("j")], .scrollDown, "down", isHint: false, "move the view down", [.compare]),
            KeyBinding([], .paint, "paint", isHint: false, "use a tool of the mask editor", [.paint], argument: .tool),
        ]
        + MaskKeys.bindings.map { tool in
            // The studio keeps its own keys; the editor has other keys for the same tools.
            KeyBinding(
                tool.keys.filter { !studioKeys.contains($0) }, .paint, tool.name, isHint: false, tool.description,
                [.paint],
                fixedArgument: tool.name)
        }
}
