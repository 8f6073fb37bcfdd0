import ArgumentParser

/// A command with examples, which its help ends with.
protocol WithExamples {
    /// A command line and what it does, each.
    static var examples: [(line: String, meaning: String)] { get }
    /// The page of the documentation, e.g. "docs/repair.md".
    static var page: String { get }
}

/// The help of a command: usage, arguments, options with defaults, then examples and the page that says more.
enum HelpPage {
    /// - Parameter columns: width of the text.
    static func text(_ command: any ParsableCommand.Type, columns: Int = 80) -> String {
        var text = TesseraCommand.helpMessage(for: command, columns: columns)
        while text.last?.isNewline == true { text.removeLast() }
        guard let described = command as? any WithExamples.Type else { return text }
        if !described.examples.isEmpty {
            text += "\n\nEXAMPLES:\n"
            text += described.examples.map { "  \($0.line)\n      \($0.meaning)" }.joined(separator: "\n")
        }
        return text + "\n\n  \(described.page) says more."
    }
}
