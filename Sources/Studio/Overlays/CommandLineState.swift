/// The commands that can be typed, and the values of their arguments.
struct CommandOffer {
    let bindings: [KeyBinding]
    let values: (KeyBinding.Argument) -> [(value: String, help: String)]
}

/// The state of the command line: the text, the selected choice, and the earlier line that is recalled.
package struct CommandLineState: Sendable, Equatable {
    /// A command whose argument alone is typed; nil where the whole line is.
    package let command: Command?
    package var field: TextField
    /// Index of the selected choice; nil while the text is run as typed.
    package var selected: Int?

    /// What Tab found for a path; nil before, and after other keys.
    private var matches: PathMatches?

    /// Steps back in the earlier lines; 0 for the text that was typed.
    private var recalled = 0
    private var typed = TextField()

    package init(_ text: String = "") { (command, field) = (nil, TextField(text)) }

    /// A line for the argument of a command; the old value is selected, so that typing replaces it.
    package init(_ command: Command, value: String = "") {
        (self.command, field) = (command, TextField(value, isSelected: true))
    }

    /// The whole line.
    package var line: String { (command.map { $0.rawValue + " " } ?? "") + field.text }

    /// Replaces the text by an earlier line, or by the next later one.
    /// - Parameter lines: oldest first; only those of the command are recalled.
    mutating func recall(older: Bool, _ lines: [String]) {
        let start = command.map { $0.rawValue + " " } ?? ""
        let known = lines.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        let next = min(max(recalled + (older ? 1 : -1), 0), known.count)
        if older, recalled == 0, next == 1, known.last == field.text, known.count > 1 {
            // The old value itself is what is shown already.
            (typed, recalled) = (field, 2)
        } else {
            if recalled == 0 { typed = field }
            recalled = next
        }
        field = recalled == 0 ? typed : TextField(known[known.count - recalled])
    }

    /// Whether an earlier line is shown.
    var isRecalling: Bool { recalled > 0 }

    /// Ends recalling after an edit.
    mutating func edit(_ change: (inout TextField) -> Void) {
        change(&field)
        (selected, recalled) = (nil, 0)
    }

    /// A completion of the text.
    package struct Choice: Sendable, Equatable {
        /// The whole line.
        package var line: String
        package var help: String
    }

    /// The possible completions, best first.
    func choices(_ offer: CommandOffer) -> [Choice] {
        let (word, argument) = Self.split(line)
        guard let argument else {
            let found = word.isEmpty ? offer.bindings : Fuzzy.ranked(offer.bindings, word) { $0.line }
            return found.map { Choice(line: $0.usage, help: $0.description) }
        }
        guard let binding = offer.bindings.first(where: { $0.command.rawValue == word && $0.fixedArgument == nil }),
            let kind = binding.argument
        else { return [] }
        if kind.isPath, let matches, matches.completed == argument {
            return matches.found.map { Choice(line: word + " " + $0, help: "") }
        }
        return Fuzzy.ranked(offer.values(kind), argument) { $0.value }.map {
            Choice(line: word + " " + $0.value, help: $0.help)
        }
    }

    /// The path that is typed as an argument; nil where the argument is none, or a choice is selected.
    func path(_ offer: CommandOffer) -> String? {
        let (word, argument) = Self.split(line)
        let binding = offer.bindings.first { $0.command.rawValue == word && $0.fixedArgument == nil }
        return selected == nil && binding?.argument?.isPath == true ? argument : nil
    }

    /// Completes the path, where it is still what was asked for.
    mutating func received(_ found: PathMatches) {
        let (word, argument) = Self.split(line)
        guard argument == found.query.text else { return }
        field = TextField((command == nil ? word + " " : "") + found.completed)
        (matches, selected) = (found, nil)
    }

    /// Replaces the text by the selected choice, else by the best one.
    mutating func complete(_ offer: CommandOffer) {
        let choices = choices(offer)
        guard choices.indices.contains(selected ?? 0) else { return }
        let choice = choices[selected ?? 0], (word, rest) = Self.split(choice.line)
        let label = offer.bindings.first { $0.command.rawValue == word }?.argument?.label
        // A placeholder leaves room for the argument.
        let text = rest != nil && label == rest ? word + " " : choice.line
        field = TextField(command == nil ? text : Self.split(text).argument ?? "")
        selected = nil
    }

    /// The command and its argument; nil where only a command was typed.
    package static func split(_ line: String) -> (word: String, argument: String?) {
        let line = line.drop { $0 == " " }
        guard let space = line.firstIndex(of: " ") else { return (String(line), nil) }
        return (String(line[..<space]), String(line[space...].drop { $0 == " " }))
    }
}
