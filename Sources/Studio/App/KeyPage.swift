/// The page of keys and commands for readers, from the table the program runs on.
package enum KeyPage {
    private static let head = """
        # Keys and commands

        Made by `tessera keys` from the table the studio runs on; not by hand. In the studio `?` shows those that apply, `:` takes a command
        by its name and completes it, ctrl-p finds one by a few letters, and every hint along the lower edge can be clicked. Keys are
        changed in `studio.toml`, in the settings folder (`~/.config/tessera`): `[keys.PLACE]`, then `command = "key"` or a list of keys.

        """

    package static func markdown(_ keys: KeyTable) -> String {
        let all = Set(KeyTable.Place.allCases)
        func isCommon(_ row: KeyTable.Row) -> Bool { KeyTable.Place.screens.isSubset(of: row.places) }
        var sections = [section("Everywhere", nil, keys.rows.filter(isCommon))]
        for place in KeyTable.Place.allCases {
            let rows = keys.rows(at: place).filter { !isCommon($0) && $0.places != all }
            guard !rows.isEmpty else { continue }
            sections.append(section(place.title.prefix(1).uppercased() + place.title.dropFirst(), place, rows))
        }
        sections.append(paint)
        return head + "\n" + sections.joined(separator: "\n")
    }

    private static func section(_ title: String, _ place: KeyTable.Place?, _ rows: [KeyTable.Row]) -> String {
        let lines = rows.map { row in
            let typed = row.word + (row.argument.map { " " + $0.label } ?? "")
            return line(row.keys, typed, row.description)
        }
        let name = place.map { " (`\($0.rawValue)`)" } ?? ""
        return "## \(title)\(name)\n\n| key | command | what it does |\n|---|---|---|\n" + lines.joined(separator: "\n") + "\n"
    }

    /// The mask editor by itself has keys that the studio keeps for its screens.
    private static var paint: String {
        let lines = MaskKeys.rows.map { line($0.keys, $0.name, $0.description) }
        return "## In `tessera paint`\n\n| key | name | what it does |\n|---|---|---|\n" + lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ keys: [Key], _ word: String, _ text: String) -> String {
        func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
        let labels = keys.map { "`" + ($0 == .character("`") ? "backtick" : cell($0.label)) + "`" }.joined(separator: " ")
        return "| \(labels) | \(cell(word)) | \(cell(text)) |"
    }
}

extension KeyTable.Place {
    /// In a heading.
    var title: String {
        switch self {
        case .training: "on the training screen"
        case .samples: "on the samples"
        case .runs: "on the runs"
        case .watch: "on a watched log"
        case .repair: "choosing a picture"
        case .paint: "painting a mask"
        case .compare: "on a repair"
        case .events: "in the events"
        case .messages: "in the messages"
        case .settings: "adjusting settings"
        case .themes: "choosing a theme"
        case .prompt: "on the command line"
        case .palette: "in the palette"
        case .filter: "typing a filter"
        case .form: "in the form"
        case .help: "in the help"
        case .question: "when asked"
        case .leaving: "leaving"
        }
    }
}
