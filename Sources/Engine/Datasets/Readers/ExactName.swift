/// A name that equals only the same bytes.
///
/// Texts are equal in both of Unicode's normal forms, but a folder can have a file of each.
struct ExactName: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (a: ExactName, b: ExactName) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension [String] {
    /// The files that are not among `skipped`.
    func without(_ skipped: [SkippedFile]) -> [String] {
        if skipped.isEmpty { return self }
        let left = Set(skipped.map { ExactName($0.file) })
        return filter { !left.contains(ExactName($0)) }
    }
}
