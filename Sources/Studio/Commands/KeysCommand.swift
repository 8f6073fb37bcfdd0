import ArgumentParser

/// Prints docs/keys.md: every key and command of the studio.
struct KeysCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the studio's keys and commands, as Markdown.")

    mutating func run() { print(KeyPage.markdown(.standard), terminator: "") }
}
