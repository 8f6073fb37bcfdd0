/// Every command with its keys and contexts: the program runs on this table, and hints, help, the command line and the
/// palette are generated from it.
package struct KeyTable: Sendable {
    package var bindings: [KeyBinding]

    /// The command of `key` in `context`.
    package func command(_ key: Key, in context: KeyContext) -> Command? { binding(key, in: context)?.command }

    package func binding(_ key: Key, in context: KeyContext) -> KeyBinding? {
        bindings.first { $0.contexts.contains(context) && $0.keys.contains(key) }
    }

    package func bindings(in context: KeyContext) -> [KeyBinding] { bindings.filter { $0.contexts.contains(context) } }

    /// The commands that the command line and the palette offer in `context`: all but those that only move a selection.
    package func offered(in context: KeyContext) -> [KeyBinding] {
        var seen: Set<String> = []
        return bindings(in: context).filter { !Self.moves.contains($0.command) && seen.insert($0.line).inserted }
    }

    private static let moves: Set<Command> = [
        .close, .scrollUp, .scrollDown, .pageUp, .pageDown, .scrollTop, .scrollBottom, .accept, .complete, .raise,
        .lower,
        .type, .erase, .apply, .confirm, .refuse, .abandon, .cursorLeft, .cursorRight, .left, .right, .commandLine,
        .palette,
        .next, .previous,
    ]

    /// Keys with two commands in one context; empty for a valid table.
    package var conflicts: [(KeyContext, Key)] {
        KeyContext.allCases.flatMap { context in
            let keys = bindings(in: context).flatMap(\.keys)
            return Set(keys).filter { key in keys.count { $0 == key } > 1 }.map { (context, $0) }
        }
    }
}
