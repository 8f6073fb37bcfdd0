import Numerics

/// Caption templates with placeholders, some for training and others held out for testing.
///
/// A placeholder is a name in braces, e.g. "{thing}"; "{a thing}" is replaced by the name with its article.
struct CaptionTemplates: Sendable {
    var trained: [String]
    var heldOut: [String]

    /// Fills one placeholder: its name, and the synonyms to choose from.
    typealias Value = (placeholder: String, synonyms: Synonyms)

    static let things = CaptionTemplates(
        trained: [
            "{thing}", "{a thing}", "a photo of {a thing}", "a picture of {a thing}", "this is {a thing}",
            "a small grey photo of {a thing}", "{thing}, photographed from the front",
        ],
        heldOut: [
            "what you see here is {a thing}", "photographed from the front: {thing}", "{a thing} in a photo",
            "of {a thing}, a picture",
        ])

    /// `things` for images in colour, in the same order, so that the same seed gives the same words.
    static let colouredThings = CaptionTemplates(
        trained: things.trained.map { $0.replacing("grey ", with: "") }, heldOut: things.heldOut)

    static let scenes = CaptionTemplates(
        trained: [
            "a {size} {colour} {shape} {position}", "{size} {colour} {shape} {position}",
            "{position}, a {size} {colour} {shape}",
            "a {colour} {shape}, {size}, {position}", "{position} is a {shape}, {size} and {colour}",
            "a {colour} {shape} {position}",
            "a {size} {colour} {shape}", "{colour} {shape}", "{a shape}",
        ],
        heldOut: [
            "{shape} {position}, {colour} and {size}", "you see {position} a {shape}; it is {size}; it is {colour}",
            "{colour}, {size}: a {shape} {position}",
        ])

    /// A random caption, a function of `random`. At most one placeholder is filled with a held-out name.
    /// - Parameter values: one for each placeholder; random choices are made in this order.
    func caption(_ values: [Value], _ variant: CaptionVariant, _ random: inout SplitMix64.Sequence) -> String {
        let template = choose(variant == .order ? heldOut : trained, &random)
        let used = values.filter {
            template.contains("{\($0.placeholder)}") || template.contains("{a \($0.placeholder)}")
        }
        let replaced = variant == .synonym && !used.isEmpty ? choose(used, &random).placeholder : nil
        var names: [String: String] = [:]
        for (placeholder, synonyms) in used {
            names[placeholder] = choose(placeholder == replaced ? synonyms.heldOut : synonyms.trained, &random)
        }
        let caption = Self.cleaned(Self.filled(template, names))
        return variant == .typing ? Typo.inserted(into: caption, &random) : caption
    }

    private func choose<Choice>(_ choices: [Choice], _ random: inout SplitMix64.Sequence) -> Choice {
        choices[Int(random.next() % UInt64(choices.count))]
    }

    /// `template` with the names in place of their placeholders, "{shape}" or "{a shape}"; others stay. One pass, because a large dataset
    /// has hundreds of thousands of captions.
    private static func filled(_ template: String, _ names: [String: String]) -> String {
        let parts = template.split(separator: "{", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { caption, part in
            let end = part.firstIndex(of: "}") ?? part.startIndex
            let hasArticle = part.hasPrefix("a ")
            if let name = names[String(hasArticle ? part[..<end].dropFirst(2) : part[..<end])], end > part.startIndex {
                caption += hasArticle ? Synonyms.withArticle(name) : name
                caption += part[part.index(after: end)...]
            } else {
                caption += "{" + part
            }
        }
    }

    /// Removes the colour placeholder, which grey images have no value for, and puts "an" before vowels.
    private static func cleaned(_ caption: String) -> String {
        let filled =
            !caption.utf8.contains(UInt8(ascii: "{"))
            ? caption
            : [" and {colour}", "{colour} and ", "; it is {colour}", "{colour}, ", "{colour} "].reduce(caption) {
                text, gap in
                text.replacing(gap, with: "")
            }
        let words = filled.split(separator: " ")
        return words.indices.map { i in
            guard words[i] == "a", i + 1 < words.count, let next = words[i + 1].first, "aeiou".contains(next) else {
                return String(words[i])
            }
            return "an"
        }.joined(separator: " ")
    }
}
