/// Negative numbers after an option, which the parser takes for options of their own: `--minutes -1` has a value, and the value is wrong.
package enum NegativeValues {
    /// The arguments with `--name=-1` for `--name -1`.
    package static func joined(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        for (index, word) in arguments.enumerated() {
            if arguments[..<index].contains("--") {
                joined.append(word)
            } else if isNumber(word), let last = joined.last, last.hasPrefix("--"), last.count > 2, !last.contains("=")
            {
                joined[joined.count - 1] = last + "=" + word
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isNumber(_ word: String) -> Bool { word.hasPrefix("-") && Double(word) != nil }
}
