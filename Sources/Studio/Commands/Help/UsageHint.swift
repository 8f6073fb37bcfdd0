package import Raster
import Runs

/// The end of a message about a wrong command line: the command or page that helps.
package enum UsageHint {
    /// A message of the parser, with the help of the command that was called.
    /// - Parameter arguments: the command line without the program's name.
    package static func sentence(_ message: String, for arguments: [String]) -> String {
        var message = message
        // The parser ends some messages with a full stop, and quotes with both signs.
        while let last = message.last, last == "." || last.isWhitespace { message.removeLast() }
        return hasHint(message) ? message : "\(message); see `\(CommandPath.called(arguments)) --help`"
    }

    /// An error of ours: settings have a command of their own.
    package static func sentence(_ error: any UserError, for arguments: [String]) -> String {
        let message = error.onCommandLine
        guard !hasHint(message) else { return message }
        return error is SettingError ? "\(message); see `tessera settings`" : sentence(message, for: arguments)
    }

    /// Whether it names a command or a page already, or asks about the name that was meant.
    private static func hasHint(_ message: String) -> Bool {
        message.contains("`tessera ") || message.contains("docs/") || message.hasSuffix("?")
    }
}
