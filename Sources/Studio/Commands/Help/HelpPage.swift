import ArgumentParser

/// A command with examples, which its help has after the options.
protocol WithExamples {
    /// A command line and what it does, each.
    static var examples: [(line: String, meaning: String)] { get }
    /// The page of the documentation, e.g. "docs/repair.md".
    static var page: String { get }
}

/// The help of a command: usage, arguments, options with defaults, examples, then what else there is to say, and the page that says more.
package enum HelpPage {
    /// The help that a command line asks for; nil where it does not.
    /// - Parameter arguments: the command line without the program's name.
    /// - Throws: `CommandNameError` where no command has the name.
    package static func text(_ arguments: [String]) throws -> String? {
        try CommandPath.helped(arguments).map { text($0) }
    }

    /// - Parameter columns: width of the text.
    private static func text(_ command: any ParsableCommand.Type, columns: Int = 80) -> String {
        var text = TesseraCommand.helpMessage(for: command, columns: columns)
        while text.last?.isNewline == true { text.removeLast() }
        // The parser writes its discussion before the usage.
        if let usage = text.range(of: "\n\nUSAGE: "), let overview = text.range(of: "\n\n") {
            let rest = text[text.index(usage.lowerBound, offsetBy: 2)...]
            let end = rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex
            text =
                text[..<overview.lowerBound] + "\n\n" + HelpLayout.usage(rest[..<end], columns: columns) + rest[end...]
        }
        guard let described = command as? any WithExamples.Type else { return text }
        text += "\n\nEXAMPLES:\n"
        text += described.examples.map { "  \($0.line)\n      \($0.meaning)" }.joined(separator: "\n")
        let discussion = command.configuration.discussion
        if !discussion.isEmpty { text += "\n\n" + HelpLayout.paragraphs(discussion, columns: columns) }
        return text + "\n\n  \(described.page) says more."
    }

    // MARK: For tests

    /// All commands, with their names ("" for the program itself).
    private static var commands: [(name: String, type: any ParsableCommand.Type)] {
        func below(_ command: any ParsableCommand.Type, _ name: String) -> [(String, any ParsableCommand.Type)] {
            [(name, command)]
                + command.configuration.subcommands.flatMap { child in
                    below(child, (name.isEmpty ? "" : name + " ") + (child.configuration.commandName ?? ""))
                }
        }
        return below(TesseraCommand.self, "")
    }

    package static var commandNames: [String] { commands.map(\.name) }

    /// The example lines of every command, with its name ("" for the program's own) and its page.
    package static var examples: [(command: String, line: String, page: String)] {
        commands.flatMap { name, command in
            ((command as? any WithExamples.Type).map { type in type.examples.map { (name, $0.line, type.page) } }) ?? []
        }
    }

    /// Parses a command line without running it.
    /// - Returns: the words of `control`'s change, empty for other commands.
    /// - Throws: the parser's error.
    @discardableResult
    package static func check(_ arguments: [String]) throws -> [String] {
        (try TesseraCommand.parseAsRoot(arguments) as? ControlCommand)?.change ?? []
    }
}
