/// The keys, what they do, and where: the program runs on this table, and hints and help are made from it.
package struct KeyTable: Sendable {
    /// Where a key applies.
    package enum Place: String, Sendable, CaseIterable {
        case training, events, settings, help, question, leaving
    }

    package struct Row: Sendable {
        /// The first is the one hints show.
        package var keys: [Key]
        package var command: Command
        /// A word or two for hints.
        package var name: String
        /// Whether the hint bar shows it.
        package var isHint: Bool
        /// What it does, for the help.
        package var description: String
        package var places: Set<Place>

        init(_ keys: [Key], _ command: Command, _ name: String, isHint: Bool = true, _ description: String,
             _ places: Set<Place>) {
            (self.keys, self.command, self.name, self.isHint) = (keys, command, name, isHint)
            (self.description, self.places) = (description, places)
        }
    }

    package var rows: [Row]

    package static let standard = KeyTable(rows: [
        Row([.character(" ")], .pause, "pause", "pause or resume training", [.training]),
        Row([.character("c")], .checkpoint, "checkpoint", "write a checkpoint after this step", [.training]),
        Row([.character("s")], .sample, "sample", "draw the samples anew after this step", [.training]),
        Row([.character("a")], .settings, "adjust", "change rates and more while it trains", [.training]),
        Row([.character("l")], .logScale, "log", "losses on a logarithmic or a linear axis", [.training]),
        Row([.character("m")], .smoothing, "smooth", "smoothed curves, the raw range faint behind them", [.training]),
        Row([.character("+"), .character("=")], .largerTiles, "larger", isHint: false,
            "fewer and larger samples", [.training]),
        Row([.character("-")], .smallerTiles, "smaller", isHint: false, "more and smaller samples", [.training]),
        Row([.character("e")], .events, "events", "everything that happened, newest last", [.training]),
        Row([.character("t")], .theme, "theme", "next colour theme", [.training]),
        Row([.character("M")], .mouse, "mouse", isHint: false,
            "mouse on or off (off: the terminal selects text)", [.training]),

        Row([.escape, .character("q"), .character("e"), .control("c")], .close, "back", "back to the training screen",
            [.events]),
        Row([.up, .character("k")], .scrollUp, "up", "one line up", [.events, .settings]),
        Row([.down, .character("j")], .scrollDown, "down", "one line down", [.events, .settings]),
        Row([.pageUp], .pageUp, "page", isHint: false, "a page up", [.events]),
        Row([.pageDown], .pageDown, "page", isHint: false, "a page down", [.events]),
        Row([.home, .character("g")], .scrollTop, "first", "to the first event", [.events]),
        Row([.end, .character("G")], .scrollBottom, "newest", "to the newest event", [.events]),

        Row([.character("+"), .character("=")], .raise, "more", "to the next larger round value", [.settings]),
        Row([.character("-")], .lower, "less", "to the next smaller round value", [.settings]),
        Row("0123456789.e".map { .character($0) }, .type, "value", isHint: false, "type a value", [.settings]),
        Row([.backspace, .delete], .erase, "erase", isHint: false, "take back the last digit", [.settings]),
        Row([.enter], .apply, "apply", "let the new value hold from the next step on", [.settings]),
        Row([.escape, .character("q"), .character("a"), .control("c")], .close, "close",
            "forget what was typed; back to the training screen", [.settings]),

        Row([.character("y")], .confirm, "stop and quit", "stop training and quit", [.question]),
        Row([.character("n"), .escape, .enter, .character("q"), .control("c")], .refuse, "keep training",
            "keep training", [.question]),
        Row([.control("c")], .abandon, "leave without waiting", "leave without waiting for the checkpoint", [.leaving]),

        Row([.character("?"), .function(1)], .help, "help", "this page", [.training, .events]),
        Row([.character("q"), .control("c")], .quit, "quit", "leave; asks first while training runs", [.training]),
        Row([.control("l")], .redraw, "redraw", isHint: false, "draw the screen anew",
            Set(Place.allCases)),
        Row([.control("z")], .suspend, "suspend", isHint: false,
            "suspend the studio and its training; `fg` continues both", Set(Place.allCases)),
    ])

    /// What `key` does at `place`.
    package func command(_ key: Key, at place: Place) -> Command? {
        rows.first { $0.places.contains(place) && $0.keys.contains(key) }?.command
    }

    package func rows(at place: Place) -> [Row] { rows.filter { $0.places.contains(place) } }

    /// Keys that stand for two commands at one place: a mistake in the table.
    package var conflicts: [(Place, Key)] {
        Place.allCases.flatMap { place in
            let keys = rows(at: place).flatMap(\.keys)
            return Set(keys).filter { key in keys.count { $0 == key } > 1 }.map { (place, $0) }
        }
    }
}
