import Render

/// A screen of the studio. Adding one is an entry in `all`, a place for its keys, and rows in the `KeyTable`.
package struct Tab: Sendable {
    /// In the tab bar; `tab` takes it in lower case.
    package var title: String
    /// Where its keys apply.
    package var place: KeyTable.Place
    /// Other places of its keys, for a screen that has several stages, and the one it is at; nil stands for `place`.
    var stages: [KeyTable.Place] = []
    var stage: @Sendable (Model) -> KeyTable.Place? = { _ in nil }
    /// Draws it between the title and the hints, `area`.
    var draw: @Sendable (Model, inout CellGrid, Rect, inout PictureMemo) -> Void
    /// Carries a command out; nil leaves it to what works everywhere.
    var perform: @Sendable (inout Model, Invocation) -> [Effect]? = { _, _ in nil }
    /// Takes the mouse in its area; nil where it means nothing there.
    var mouse: @Sendable (inout Model, MouseEvent, Rect) -> [Effect]? = { _, _, _ in nil }
    /// What it needs to know now: asked when it comes to the front, and whenever the clock moves on while it is there.
    var refresh: @Sendable (inout Model) -> [Effect] = { _ in [] }

    /// Those of the studio, in the order of the tab bar.
    package static let all: [Tab] = [.training, .samples, .runs, .repair]

    /// Where a tab of a screen of `size` draws.
    static func area(_ size: Size) -> Rect { Rect(x: 0, y: 1, width: size.width, height: size.height - 2) }
}

/// A command with what came along.
package struct Invocation: Sendable {
    package var command: Command
    /// The key, where it was one.
    package var key: Key?
    /// What was typed behind the command's name.
    package var argument: String?

    package init(_ command: Command, key: Key? = nil, argument: String? = nil) {
        (self.command, self.key, self.argument) = (command, key, argument)
    }
}
