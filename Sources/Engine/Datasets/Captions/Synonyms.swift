/// Names for one thing: some for training captions, others held out for testing.
///
/// The held-out names are inflections and compounds of the training names, so a text encoder that reads word pieces can relate them.
package struct Synonyms: Sendable {
    package var trained: [String]
    package var heldOut: [String]

    init(_ trained: String..., heldOut: String...) { (self.trained, self.heldOut) = (trained, heldOut) }

    /// Names from a class name alone: "T-shirt/top" gives two names, "ankle_boot" one of two words.
    package init(className: String) {
        let names = className.lowercased().split(separator: "/").map { name in
            name.map { $0 == "_" || $0 == "-" ? " " : $0 }.split(separator: " ").map { String($0) }.joined(
                separator: " ")
        }.filter { !$0.isEmpty }
        trained = names.isEmpty ? [className] : names
        heldOut = trained.map { Self.otherNumber($0) }
    }

    /// The plural of a singular, or the singular of a plural, by the common rules of English.
    private static func otherNumber(_ name: String) -> String {
        let sibilants = ["s", "x", "sh", "ch"]
        guard isPlural(name) else { return name + (sibilants.contains { name.hasSuffix($0) } ? "es" : "s") }
        return String(
            name.dropLast(
                sibilants.contains { name.hasSuffix($0 + "es") && $0 != "s" } || name.hasSuffix("sses") ? 2 : 1))
    }

    /// English says "a dress" and "trousers".
    static func isPlural(_ name: String) -> Bool {
        name.hasSuffix("s") && !name.hasSuffix("ss") && !name.hasPrefix("pair of")
    }

    /// The name with its article: "a coat", "an ankle boot", "trousers".
    package static func withArticle(_ name: String) -> String {
        guard let first = name.first, first.isLetter, !isPlural(name) else { return name }
        return ("aeiou".contains(first.lowercased()) ? "an " : "a ") + name
    }
}
