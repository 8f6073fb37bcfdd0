package import Raster

/// An option or argument without a value, as of an empty variable of a shell.
package struct EmptyValue: UserError, Equatable {
    /// The option; nil for an argument.
    package let option: String?

    package init(option: String?) { self.option = option }

    package var isUsage: Bool { true }
    package var location: String? { option }
    package var what: String { option == nil ? "an argument is empty" : "its value is empty" }
    package var suggestion: Suggestion {
        option == nil ? "give a name, or leave it out" : "give a value, or leave the option out"
    }

    /// - Parameter arguments: the command line without the program's name.
    /// - Throws: the first empty value.
    package static func check(_ arguments: [String]) throws(EmptyValue) {
        var previous: String?
        for argument in arguments {
            if argument.isEmpty {
                throw EmptyValue(option: previous.flatMap { $0.hasPrefix("-") && $0 != "--" ? $0 : nil })
            }
            if argument.hasPrefix("--"), argument.hasSuffix("="), argument.count > 3, !argument.dropLast().contains("=")
            {
                throw EmptyValue(option: String(argument.dropLast()))
            }
            previous = argument
        }
    }
}
