import Foundation

/// The words of a text without case, accents and punctuation, in any script.
///
/// "T-Shirt, RED!" is `tshirt red`: hyphens and apostrophes join words, all other characters except letters and digits
/// separate them.
package struct NormalisedText: Sendable, Hashable {
    package let words: [String]

    /// The first characters of a text; the rest is ignored.
    package static let maxCharacters = 1_000

    package init(_ text: String) {
        // Compatibility decomposition makes full-width letters and ligatures ordinary ones.
        let plain = String(text.prefix(Self.maxCharacters)).decomposedStringWithCompatibilityMapping.lowercased()
        var words: [String] = [], word = String.UnicodeScalarView()
        func isJoining(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "-" || scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2010}"
        }
        for scalar in plain.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
                .decimalNumber, .letterNumber, .otherNumber:
                word.append(scalar)
            default:
                if isJoining(scalar) || word.isEmpty { continue }
                words.append(String(word))
                word = .init()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        self.words = words
    }

    package var isEmpty: Bool { words.isEmpty }
}
