/// A command with its keys, the contexts where they apply, and its help.
package struct KeyBinding: Sendable {
    /// The kind of text that may follow a command's name.
    package enum Argument: Sendable, Equatable {
        case theme, tab, setting, tool, method
        case text(String)
        /// Text that may be empty: empty text removes the previous value.
        case optionalText(String)

        /// Whether it is the path of a file or folder, which Tab completes and `~` and patterns are expanded in.
        var isPath: Bool { ["PATH", "FOLDER"].contains(label) }

        /// As help writes it.
        package var label: String {
            switch self {
            case .theme, .method: "NAME"
            case .tool: "TOOL"
            case .tab: "TAB"
            case .setting: "NAME VALUE"
            case .text(let label), .optionalText(let label): label
            }
        }
    }

    /// Hints show the first one; empty for a command without a key.
    package var keys: [Key]
    package var command: Command
    /// A word or two for hints.
    package var name: String
    /// Whether the hint bar shows it.
    package var isHint: Bool
    /// One line for help.
    package var description: String
    package var contexts: Set<KeyContext>
    package var argument: Argument?
    /// The argument that this binding always passes, e.g. the tool of `paint`; nil for none.
    package var fixedArgument: String?

    /// As it is typed on the command line.
    package var line: String { command.rawValue + (fixedArgument.map { " " + $0 } ?? "") }

    /// As it is typed, with a placeholder for its argument.
    package var usage: String { line + (argument.map { " " + $0.label } ?? "") }

    /// Whether the command line must be opened for its argument: no key runs the command without one.
    package var needsArgument: Bool { argument != nil && (keys.isEmpty || command == .tab) }

    init(
        _ keys: [Key], _ command: Command, _ name: String, isHint: Bool = true, _ description: String,
        _ contexts: Set<KeyContext>, argument: Argument? = nil, fixedArgument: String? = nil
    ) {
        (self.keys, self.command, self.name, self.isHint) = (keys, command, name, isHint)
        (self.description, self.contexts, self.argument) = (description, contexts, argument)
        self.fixedArgument = fixedArgument
    }
}
