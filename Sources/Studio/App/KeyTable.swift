/// The commands, their keys, and where they apply: the program runs on this table, and hints, help, the command line
/// and the palette are made from it.
package struct KeyTable: Sendable {
    /// Where a key applies.
    package enum Place: String, Sendable, CaseIterable {
        case training, samples, runs, watch
        /// Stages of the repair screen: files, the mask, the result.
        case repair, paint, compare
        case events, messages, settings, themes, prompt, palette, filter, form, help, question, leaving

        /// Those that are screens of their own; the others lie over one.
        package static let screens: Set<Place> = [.training, .samples, .runs, .watch, .repair, .paint, .compare]
        /// Those in which letters are text.
        package static let typing: Set<Place> = [.prompt, .palette, .filter, .form]
    }

    /// What may stand behind a command's name.
    package enum Argument: Sendable, Equatable {
        case theme, tab, setting, tool, method
        case text(String)
        /// Text that may be empty: nothing takes back what was there.
        case textOrNothing(String)

        /// As help writes it.
        package var label: String {
            switch self {
            case .theme, .method: "NAME"
            case .tool: "WHAT"
            case .tab: "TAB"
            case .setting: "NAME VALUE"
            case .text(let label), .textOrNothing(let label): label
            }
        }
    }

    package struct Row: Sendable {
        /// The first is the one hints show; none for a command that is only typed.
        package var keys: [Key]
        package var command: Command
        /// A word or two for hints.
        package var name: String
        /// Whether the hint bar shows it.
        package var isHint: Bool
        /// What it does, for the help.
        package var description: String
        package var places: Set<Place>
        package var argument: Argument?
        /// What stands behind the command where it is one of several with the same one; nil for a command by itself.
        package var given: String?

        /// As the command line takes it.
        package var word: String { command.rawValue + (given.map { " " + $0 } ?? "") }

        init(_ keys: [Key], _ command: Command, _ name: String, isHint: Bool = true, _ description: String,
             _ places: Set<Place>, argument: Argument? = nil, given: String? = nil) {
            (self.keys, self.command, self.name, self.isHint) = (keys, command, name, isHint)
            (self.description, self.places, self.argument) = (description, places, argument)
            self.given = given
        }
    }

    package var rows: [Row]

    /// What `key` does at `place`.
    package func command(_ key: Key, at place: Place) -> Command? { row(key, at: place)?.command }

    package func row(_ key: Key, at place: Place) -> Row? {
        rows.first { $0.places.contains(place) && $0.keys.contains(key) }
    }

    package func rows(at place: Place) -> [Row] { rows.filter { $0.places.contains(place) } }

    /// What the command line and the palette offer at `place`: what acts, not what moves a selection about.
    package func offered(at place: Place) -> [Row] {
        var seen: Set<String> = []
        return rows(at: place).filter { !Self.moves.contains($0.command) && seen.insert($0.word).inserted }
    }

    private static let moves: Set<Command> = [
        .close, .scrollUp, .scrollDown, .pageUp, .pageDown, .scrollTop, .scrollBottom, .accept, .complete, .raise, .lower,
        .type, .erase, .apply, .confirm, .refuse, .abandon, .cursorLeft, .cursorRight, .left, .right, .prompt, .palette,
        .next, .previous,
    ]

    /// Keys that stand for two commands at one place: a mistake in the table.
    package var conflicts: [(Place, Key)] {
        Place.allCases.flatMap { place in
            let keys = rows(at: place).flatMap(\.keys)
            return Set(keys).filter { key in keys.count { $0 == key } > 1 }.map { (place, $0) }
        }
    }
}
