/// A typed path that is completed, or that `~`, `*`, `?` and `[` are expanded in.
package struct PathQuery: Sendable, Equatable {
    /// Who asks, and what for.
    package enum Place: Sendable, Equatable {
        /// Tab in a field of the form.
        case form(field: String)
        /// Tab on the command line, behind the name of a command.
        case commandLine
        /// A command that reads the path.
        case run(Command)
        /// A command that writes to the path, which need not exist: only `~` is expanded.
        case write(Command)
    }

    /// The field of the form that also takes the names of data.
    package static let dataField = "data"

    package var text: String
    package var place: Place

    package init(_ text: String, _ place: Place) { (self.text, self.place) = (text, place) }

    /// Whether `text` has anything to expand.
    package static func needsExpansion(_ text: String) -> Bool {
        text.hasPrefix("~") || isPattern(text)
    }

    /// Whether `text` has a wildcard; a bracket that is not closed is none.
    static func isPattern(_ text: String) -> Bool {
        text.contains { "*?".contains($0) } || text.firstIndex(of: "[").map { text[$0...].contains("]") } == true
    }
}

/// What a typed path may mean.
package struct PathMatches: Sendable, Equatable {
    package var query: PathQuery
    /// Files and folders, the latter with a slash at the end; sorted.
    package var found: [String]
    /// The text with what all of them have in common.
    package var completed: String

    package init(_ query: PathQuery, found: [String], completed: String) {
        (self.query, self.found, self.completed) = (query, found, completed)
    }

    /// The names behind the last slash, for lists: "a.png, b.png, ...".
    package var names: String {
        let most = 12
        let names = found.prefix(most).map { path in
            let isFolder = path.hasSuffix("/")
            return (path.split(separator: "/").last.map { String($0) } ?? path) + (isFolder ? "/" : "")
        }
        return names.joined(separator: ", ") + (found.count > most ? " and \(found.count - most) more" : "")
    }
}
