import ArgumentParser
import Runs

/// The command that the words of a command line name, and whether its help is asked for.
///
/// The argument parser takes a misspelled command for an argument of the default one; this names the nearest commands instead.
enum CommandPath {
    /// The command whose help is asked for: `tessera help NAME`, or `-h` or `--help` after a name; nil where none is.
    /// - Parameter arguments: the command line without the program's name.
    /// - Throws: `CommandNameError` where no command has the name, whether help is asked for or not.
    static func helped(_ arguments: [String]) throws -> (any ParsableCommand.Type)? {
        let asksByWord = arguments.first == "help"
        let command = try named(Array(arguments.dropFirst(asksByWord ? 1 : 0).prefix { !$0.hasPrefix("-") }))
        let options = arguments.prefix { $0 != "--" }
        return asksByWord || options.contains("--help") || options.contains("-h") ? command : nil
    }

    /// The command that a command line calls, e.g. "tessera data inspect"; the program itself where it names none.
    /// - Parameter arguments: the command line without the program's name.
    static func called(_ arguments: [String]) -> String {
        var command: any ParsableCommand.Type = TesseraCommand.self, path = ["tessera"]
        for word in arguments {
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else { break }
            command = next
            path.append(word)
        }
        return path.joined(separator: " ")
    }

    /// The command at the end of `words`; a command without commands below it takes the rest as its own arguments.
    private static func named(_ words: [String]) throws -> any ParsableCommand.Type {
        var command: any ParsableCommand.Type = TesseraCommand.self, path: [String] = ["tessera"]
        for word in words {
            let choices = command.configuration.subcommands
            guard !choices.isEmpty else { break }
            let names = choices.map { $0.configuration.commandName ?? "" }
            guard let index = names.firstIndex(of: word) else {
                throw CommandNameError(
                    word: word, path: path.joined(separator: " "), nearest: Spelling.nearest(to: word, among: names))
            }
            command = choices[index]
            path.append(word)
        }
        return command
    }
}
