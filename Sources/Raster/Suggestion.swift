/// What a user can do about an error or a warning: words, with the actions in them as values.
///
/// Written as a string with interpolated actions: `"free some space, then \(.resume(run: path))"`. The command line names an action by its
/// flags, the studio by its fields and keys.
package struct Suggestion: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    package enum Part: Sendable, Hashable {
        case words(String)
        case action(UserAction)
    }

    package private(set) var parts: [Part]

    package init(_ words: String) { parts = words.isEmpty ? [] : [.words(words)] }

    package init(stringLiteral words: String) { self.init(words) }

    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    package static func + (first: Suggestion, second: Suggestion) -> Suggestion {
        var both = first
        both.parts += second.parts
        return both
    }

    package var isEmpty: Bool { parts.isEmpty }

    /// The actions in it, in order.
    package var actions: [UserAction] {
        parts.compactMap { if case .action(let action) = $0 { action } else { nil } }
    }

    /// Its line, with `name` for each action.
    package func line(_ name: (UserAction) -> String) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .action(let action): name(action)
            }
        }.joined()
    }

    /// Without flags, fields and keys: for logs, which both interfaces show.
    package var description: String { line(\.words) }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ words: String) { if !words.isEmpty { parts.append(.words(words)) } }

        package mutating func appendInterpolation(_ action: UserAction) { parts.append(.action(action)) }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendLiteral(value.description)
        }
    }
}
