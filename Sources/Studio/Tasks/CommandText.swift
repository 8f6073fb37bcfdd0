/// A command line as text that a shell reads back as the same words.
package enum CommandText {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%")

    /// The words of `tessera`, each quoted where a shell would change it.
    package static func of(_ words: [String]) -> String { (["tessera"] + words).map(quoted).joined(separator: " ") }

    /// One word in single quotes unless it has only plain characters (POSIX shell, 2.2.2).
    static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
