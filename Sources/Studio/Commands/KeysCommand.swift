import ArgumentParser

/// Prints docs/keys.md: every key and command of the studio.
struct KeysCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the studio's keys and commands, as Markdown.")

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var quiet: QuietOption

    private struct Row: Encodable {
        let keys: [String]
        let command: String
        let effect: String
        /// The screens and boxes where it applies, as in studio.toml.
        let contexts: [String]
    }

    mutating func run() throws {
        guard json else { return print(KeyPage.markdown(.standard), terminator: "") }
        try JSONReport.print(
            KeyTable.standard.bindings.map { binding in
                Row(
                    keys: binding.keys.map(\.label), command: binding.usage, effect: binding.description,
                    contexts: binding.contexts.map(\.rawValue).sorted())
            })
    }
}
