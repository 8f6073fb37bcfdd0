/// A command with its argument.
package struct Invocation: Sendable, Equatable {
    package var command: Command
    /// The key, where the command came from one.
    package var key: Key?
    /// The text after the command's name on the command line.
    package var argument: String?

    package init(_ command: Command, key: Key? = nil, argument: String? = nil) {
        (self.command, self.key, self.argument) = (command, key, argument)
    }
}
