/// Which runs of the watched folder are shown.
package struct RunSelection: Sendable, Equatable {
    /// Runs that were hidden one by one.
    package private(set) var hidden: Set<String> = []
    /// Words that a shown run's name has one of; empty for all runs.
    package private(set) var pattern = ""

    package init() {}

    package var isEverythingShown: Bool { hidden.isEmpty && pattern.isEmpty }

    package func isShown(_ name: String) -> Bool { !hidden.contains(name) && matches(name) }

    mutating func toggle(_ name: String) {
        if hidden.remove(name) == nil { hidden.insert(name) }
    }

    mutating func showAll() { self = RunSelection() }

    /// Shows only one of `names`.
    mutating func showOnly(_ name: String, of names: [String]) {
        pattern = ""
        hidden = Set(names).subtracting([name])
    }

    /// Shows the runs that match; the ones hidden one by one are shown again.
    mutating func show(_ pattern: String) {
        self = RunSelection()
        self.pattern = pattern
    }

    /// A name matches with one of the pattern's words in it; `*` stands for any text, and a word after `-` leaves runs out.
    private func matches(_ name: String) -> Bool {
        let words = pattern.split(separator: " "), excluded = words.filter { $0.first == "-" && $0.count > 1 }
        if excluded.contains(where: { Self.contains(name, $0.dropFirst()) }) { return false }
        let wanted = words.filter { !($0.first == "-" && $0.count > 1) }
        return wanted.isEmpty || wanted.contains { Self.contains(name, $0) }
    }

    /// Whether the parts of a word between asterisks follow each other in a name, in any case.
    private static func contains(_ name: String, _ word: Substring) -> Bool {
        var rest = name.lowercased()[...]
        for part in word.lowercased().split(separator: "*") {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
