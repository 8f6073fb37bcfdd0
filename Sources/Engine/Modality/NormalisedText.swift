import Foundation

/// Words as they are compared: without case, accents and punctuation, in any script.
///
/// "T-Shirt, RED!" is `tshirt red`: hyphens and apostrophes join, all else that is no letter or digit parts.
public struct NormalisedText: Sendable, Hashable {
    public let words: [String]

    /// Letters of a text that are looked at; what follows is left out.
    public static let most = 1_000

    public init(_ text: String) {
        // Compatibility forms make full-width letters and ligatures ordinary ones.
        let plain = String(text.prefix(Self.most)).decomposedStringWithCompatibilityMapping.lowercased()
        var words: [String] = [], word = String.UnicodeScalarView()
        func isJoining(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2010}" }
        for scalar in plain.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark, .decimalNumber,
                 .letterNumber, .otherNumber: word.append(scalar)
            default:
                if isJoining(scalar) || word.isEmpty { continue }
                words.append(String(word))
                word = .init()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        self.words = words
    }

    public var isEmpty: Bool { words.isEmpty }
}
