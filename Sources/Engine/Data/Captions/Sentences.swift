/// Sentences with gaps, those that training uses and others kept for testing, and what fills the gaps.
///
/// A gap is a name in braces; "{a thing}" puts the article before it that its filling asks for.
struct Sentences: Sendable {
    var trained: [String]
    var heldOut: [String]

    static let things = Sentences(
        trained: ["{thing}", "{a thing}", "a photo of {a thing}", "a picture of {a thing}", "this is {a thing}",
                  "a small grey photo of {a thing}", "{thing}, photographed from the front"],
        heldOut: ["what you see here is {a thing}", "photographed from the front: {thing}", "{a thing} in a photo", "of {a thing}, a picture"])

    static let scenes = Sentences(
        trained: ["a {extent} {colour} {shape} {place}", "{extent} {colour} {shape} {place}", "{place}, a {extent} {colour} {shape}",
                  "a {colour} {shape}, {extent}, {place}", "{place} is a {shape}, {extent} and {colour}", "a {colour} {shape} {place}",
                  "a {extent} {colour} {shape}", "{colour} {shape}", "{a shape}"],
        heldOut: ["{shape} {place}, {colour} and {extent}", "you see {place} a {shape}; it is {extent}; it is {colour}",
                  "{colour}, {extent}: a {shape} {place}"])

    /// A caption about the thing or scene whose names `gaps` has.
    /// - Parameter wording: what of it training never shows; one gap at most is filled with a name that is held out.
    func caption(_ gaps: [String: Names], _ wording: Wording, _ random: inout SeededMixing.Sequence) -> String {
        let sentence = pick(wording == .order ? heldOut : trained, &random)
        let open = gaps.keys.filter { sentence.contains("{\($0)}") || sentence.contains("{a \($0)}") }.sorted()
        let unheard = wording == .synonym && !open.isEmpty ? pick(open, &random) : nil
        var caption = sentence
        for gap in open {
            guard let names = gaps[gap] else { continue }
            let name = pick(gap == unheard ? names.heldOut : names.trained, &random)
            caption = caption.replacing("{\(gap)}", with: name).replacing("{a \(gap)}", with: Names.withArticle(name))
        }
        caption = Self.closed(caption)
        return wording == .typing ? TypingError.made(in: caption, &random) : caption
    }

    private func pick(_ choices: [String], _ random: inout SeededMixing.Sequence) -> String {
        choices[Int(random.next() % UInt64(choices.count))]
    }

    /// Articles before vowels, and what gaps that nothing fills leave behind: no colour in a grey picture.
    private static func closed(_ caption: String) -> String {
        let filled = [" and {colour}", "{colour} and ", "; it is {colour}", "{colour}, ", "{colour} "].reduce(caption) { text, gap in
            text.replacing(gap, with: "")
        }
        let words = filled.split(separator: " ")
        return words.indices.map { i in
            guard words[i] == "a", i + 1 < words.count, let next = words[i + 1].first, "aeiou".contains(next) else { return String(words[i]) }
            return "an"
        }.joined(separator: " ")
    }
}
