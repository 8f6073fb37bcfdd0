/// The captions in a text file beside an image: a line each, and lines `xx.utf8=...` of other languages.
struct SidecarCaptions: Equatable {
    /// The lines without a language.
    var plain: [String] = []
    /// By the code of the language, e.g. "de", "pt_BR".
    var translated: [String: [String]] = [:]

    init(_ text: String) {
        // A byte order mark is no part of the first caption.
        for line in text.drop(while: { $0 == "\u{FEFF}" }).split(whereSeparator: \.isNewline) {
            let words = Self.trimmed(line)
            guard !words.isEmpty else { continue }
            if let mark = words.firstRange(of: ".utf8="), Self.isLanguage(words[..<mark.lowerBound]) {
                let caption = Self.trimmed(words[mark.upperBound...])
                guard !caption.isEmpty else { continue }
                translated[String(words[..<mark.lowerBound]), default: []].append(String(caption))
            } else {
                plain.append(String(words))
            }
        }
    }

    /// The captions in `language`, or the plain ones where there are none, or for nil.
    func captions(in language: String?) -> [String] {
        language.flatMap { translated[$0] } ?? plain
    }

    /// Whether `code` looks like a language, e.g. "de", "ast", "pt_BR", "sr@latin".
    static func isLanguage(_ code: Substring) -> Bool {
        code.wholeMatch(of: /[a-z]{2,3}(_[A-Z]{2})?(@[a-z]+)?/) != nil
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var rest = line.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
