import Engine
import Render

/// The command line: what is typed, and which of the choices is taken.
package struct Prompt: Sendable, Equatable {
    package var field = TextField()
    /// The choice that stands out; nil while what was typed counts as it is.
    package var chosen: Int?

    package init() {}

    /// One way to go on, and what it means.
    package struct Choice: Sendable, Equatable {
        /// The whole line with this choice in it.
        package var line: String
        package var description: String
    }

    /// What could be meant, best first.
    package func choices(_ model: Model) -> [Choice] {
        let (word, argument) = Self.split(field.text)
        let rows = model.keys.offered(at: model.screenPlace)
        guard let argument else {
            let found = word.isEmpty ? rows : Fuzzy.ranked(rows, word) { $0.word }
            return found.map { row in
                Choice(line: row.word + (row.argument.map { " " + $0.label } ?? ""), description: row.description)
            }
        }
        guard let row = rows.first(where: { $0.command.rawValue == word && $0.given == nil }), let kind = row.argument else { return [] }
        let values = model.values(of: kind)
        return Fuzzy.ranked(values, argument) { $0.value }.map { Choice(line: word + " " + $0.value, description: $0.meaning) }
    }

    /// Writes the chosen line, or as much as all choices begin with.
    mutating func complete(_ model: Model) {
        let choices = choices(model)
        guard let choice = choices.indices.contains(chosen ?? 0) ? choices[chosen ?? 0] : nil else { return }
        let (word, rest) = Self.split(choice.line)
        let known = model.keys.rows.first { $0.command.rawValue == word }
        // What stands for an argument is not one; it makes room for it.
        field = TextField(known?.argument?.label == rest && rest != nil ? word + " " : choice.line)
        chosen = nil
    }

    /// The command and what follows it; nil where nothing but the command has been typed.
    package static func split(_ line: String) -> (word: String, argument: String?) {
        let line = line.drop { $0 == " " }
        guard let space = line.firstIndex(of: " ") else { return (String(line), nil) }
        return (String(line[..<space]), String(line[space...].drop { $0 == " " }))
    }
}

/// Finding a command by a few letters.
package struct Finder: Sendable, Equatable {
    package var field = TextField()
    package var chosen = 0

    package init() {}

    package func found(_ model: Model) -> [KeyTable.Row] {
        // A name that matches means more than a description that does.
        let rows = model.keys.offered(at: model.screenPlace)
        let named = Fuzzy.ranked(rows, field.text) { $0.word }, known = Set(named.map(\.word))
        return named + Fuzzy.ranked(rows.filter { !known.contains($0.word) }, field.text, by: \.description)
    }
}

extension Model {
    /// What may stand behind a command, and what each means.
    func values(of kind: KeyTable.Argument) -> [(value: String, meaning: String)] {
        switch kind {
        case .theme: themes.map { ($0.name, $0.name == theme.name ? "the one you see" : "") }
        case .tab: tabs.map { ($0.title.lowercased(), "") }
        case .setting:
            Adjustment.settings(status).map { setting, value in
                ("\(setting.name) \(value.short)", setting.meaning)
            }
        case .tool: MaskKeys.rows.map { ($0.name, $0.description) }
        case .method: repairMethods.map { ($0.name, $0.line) }
        case .text, .textOrNothing: []
        }
    }
}
