/// One line for the user: what is so, and what they can do about it.
package struct UserMessage: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    package var text: String
    package var suggestion: Suggestion

    package init(_ text: String, suggestion: Suggestion = "") { (self.text, self.suggestion) = (text, suggestion) }

    package init(stringLiteral text: String) { self.init(text) }

    /// The line of an error; what is no `UserError` has no suggestion.
    package init(_ error: any Error) {
        if let error = error as? any UserError {
            self.init(
                PathText.shown((error.location.map { "\($0): " } ?? "") + error.what), suggestion: error.suggestion)
        } else {
            self.init("\(error)")
        }
    }

    /// The line, with `name` for each action of the suggestion.
    package func line(_ name: (UserAction) -> String) -> String {
        suggestion.isEmpty ? text : "\(text); \(PathText.shown(suggestion.line(name)))"
    }

    /// Without flags, fields and keys: for logs, which both interfaces show.
    package var description: String { line(\.words) }
}
