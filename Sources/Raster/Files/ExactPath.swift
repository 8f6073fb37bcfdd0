/// A path or a name, as `PathText` writes it, that equals only the same bytes.
///
/// Texts are equal in both of Unicode's normal forms, but a folder can have a file of each.
package struct ExactPath: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
    /// The path of bytes that the system listed.
    package init(_ bytes: some Collection<UInt8>) { text = PathText.text(bytes) }

    package var bytes: [UInt8] { PathText.bytes(of: text) }

    /// The path of an entry of this folder.
    package func appending(_ name: ExactPath) -> ExactPath {
        ExactPath(text.utf8.last == UInt8(ascii: "/") ? text + name.text : text + "/" + name.text)
    }

    /// The last part.
    package var name: ExactPath {
        ExactPath(
            text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[text.utf8.index(after: $0)...]) } ?? text)
    }

    /// For the user: with an escape for bytes that are not UTF-8 and for control characters.
    package var shown: String { PathText.shown(text).escaped() }

    package static func == (a: ExactPath, b: ExactPath) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    package static func < (a: ExactPath, b: ExactPath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
