import ArgumentParser
import Runs

/// Prints the completions of commands, options, presets and settings for a shell.
struct CompletionsCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print Tab completions for bash, zsh or fish.",
        discussion: """
            One line installs them:
              bash: echo 'source <(tessera completions bash)' >> ~/.bashrc
              zsh: echo 'source <(tessera completions zsh)' >> ~/.zshrc
              fish: echo 'tessera completions fish | source' >> ~/.config/fish/config.fish
            """)

    @Argument(
        help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"), completion: .list(ShellCompletions.shells))
    var shell: String

    @OptionGroup var quiet: QuietOption

    mutating func validate() throws {
        guard ShellCompletions.shells.contains(shell) else {
            throw ValidationError(
                "\(shell): there are no completions for this shell; "
                    + Spelling.question(
                        Spelling.nearest(to: shell, among: ShellCompletions.shells), else: "give bash, zsh or fish"))
        }
    }

    mutating func run() throws { print(ShellCompletions.script(for: shell)) }
}
