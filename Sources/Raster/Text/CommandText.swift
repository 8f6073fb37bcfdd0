/// A command line as text that a shell reads back as the same words, also after it was printed.
package enum CommandText {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%")

    /// The words of `tessera`, each quoted where a shell would change it.
    package static func of(_ words: [String]) -> String { (["tessera"] + words).map(quoted).joined(separator: " ") }

    /// One word in single quotes unless it has only plain characters (POSIX shell 2024, 2.2.2); with dollar and quotes (2.2.4) where it has
    /// characters that are printed as escapes.
    static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
        guard word.unicodeScalars.contains(where: \.isEscaped) else {
            return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }
        return "$'" + word.unicodeScalars.map(dollarQuoted).joined() + "'"
    }

    /// Bytes of escaped characters in octal, which ends after three digits in every shell.
    private static func dollarQuoted(_ scalar: Unicode.Scalar) -> String {
        guard scalar.isEscaped else { return scalar == "'" || scalar == "\\" ? "\\" + String(scalar) : String(scalar) }
        return PathText.bytes(of: String(scalar)).map { byte in
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
    }
}
