/// The commands that can be typed, and the values of their arguments.
struct CommandOffer {
    let bindings: [KeyBinding]
    let values: (KeyBinding.Argument) -> [(value: String, help: String)]
}

/// The state of the command line: the text, and the selected choice.
package struct CommandLineState: Sendable, Equatable {
    package var field: TextField
    /// Index of the selected choice; nil while the text is run as typed.
    package var selected: Int?

    package init(_ text: String = "") { field = TextField(text) }

    /// A completion of the text.
    package struct Choice: Sendable, Equatable {
        /// The whole line.
        package var line: String
        package var help: String
    }

    /// The possible completions, best first.
    func choices(_ offer: CommandOffer) -> [Choice] {
        let (word, argument) = Self.split(field.text)
        guard let argument else {
            let found = word.isEmpty ? offer.bindings : Fuzzy.ranked(offer.bindings, word) { $0.line }
            return found.map { Choice(line: $0.usage, help: $0.description) }
        }
        guard let binding = offer.bindings.first(where: { $0.command.rawValue == word && $0.fixedArgument == nil }),
            let kind = binding.argument
        else { return [] }
        return Fuzzy.ranked(offer.values(kind), argument) { $0.value }.map {
            Choice(line: word + " " + $0.value, help: $0.help)
        }
    }

    /// Replaces the text by the selected choice, else by the best one.
    mutating func complete(_ offer: CommandOffer) {
        let choices = choices(offer)
        guard choices.indices.contains(selected ?? 0) else { return }
        let choice = choices[selected ?? 0], (word, rest) = Self.split(choice.line)
        let label = offer.bindings.first { $0.command.rawValue == word }?.argument?.label
        // A placeholder leaves room for the argument.
        field = TextField(rest != nil && label == rest ? word + " " : choice.line)
        selected = nil
    }

    /// The command and its argument; nil where only a command was typed.
    package static func split(_ line: String) -> (word: String, argument: String?) {
        let line = line.drop { $0 == " " }
        guard let space = line.firstIndex(of: " ") else { return (String(line), nil) }
        return (String(line[..<space]), String(line[space...].drop { $0 == " " }))
    }
}
