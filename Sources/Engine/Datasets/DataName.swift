/// The name of data as the user writes it: a built-in name or a path, with what is read of it.
///
///     stamps:classes=2:captions=de:test
package struct DataName: Sendable, Equatable {
    /// A built-in name, or the path of a file or folder.
    package var base: String
    /// `:test`: the test split.
    package var isTest = false
    /// `:classes=N`: the number of folder levels that make a class, 1 or more.
    package var classDepth = 1
    /// `:captions=xx`: the language of captions and sounds that lie beside the images; nil for the lines without a language.
    package var language: String?

    /// The most levels of folders in a class.
    package static let classDepths = 1...16

    package init(_ text: String) {
        base = text
        // A file that has the suffix in its name is meant itself.
        while !FileListing.exists(base), let colon = base.lastIndex(of: ":"), take(base[base.index(after: colon)...]) {
            base = String(base[..<colon])
        }
    }

    /// Takes one suffix; false where it is none.
    private mutating func take(_ suffix: Substring) -> Bool {
        if suffix == "test" {
            isTest = true
        } else if suffix.hasPrefix("classes="), let depth = Int(suffix.dropFirst(8)), Self.classDepths.contains(depth) {
            classDepth = depth
        } else if suffix.hasPrefix("captions="), suffix.count > 9 {
            language = String(suffix.dropFirst(9))
        } else {
            return false
        }
        return true
    }

    /// As the user would write it.
    package var text: String {
        base + (classDepth > 1 ? ":classes=\(classDepth)" : "") + (language.map { ":captions=\($0)" } ?? "")
            + (isTest ? ":test" : "")
    }

    /// The test split of the same data.
    package var test: DataName {
        var other = self
        other.isTest = true
        return other
    }
}
