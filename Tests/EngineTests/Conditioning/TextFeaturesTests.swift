import Conditioning
import Testing

@Suite struct TextFeaturesTests {
    @Test(arguments: [
        ("An ANKLE Boot!", ["an", "ankle", "boot"]), ("T-Shirt/top", ["tshirt", "top"]),
        ("  café,crème ", ["cafe", "creme"]), ("it's red…", ["its", "red"]), ("ｆｕｌｌ ﬁx 3", ["full", "fix", "3"]),
        ("сапог 靴", ["сапог", "靴"]), ("!?, -- '", []), ("", []),
    ])
    func `normalisation removes case, accents and punctuation`(text: String, words: [String]) {
        #expect(NormalisedText(text).words == words)
    }

    @Test func `only the first 1,000 characters of a text count`() {
        let words = NormalisedText(String(repeating: "boot ", count: 20_000)).words
        #expect(words.count == NormalisedText.maxCharacters / 5)
    }

    /// The feature vector of `text` for a run with these captions, and the fraction of it that occurs in them.
    private static func vector(_ text: String, _ captions: [String]) -> (values: [Float], known: Float) {
        let vocabulary = captions.reduce(into: BloomFilter()) { $0.insert(TextFeatures(NormalisedText($1))) }
        var values = [Float](repeating: 0, count: TextFeatures.size)
        var span = values.mutableSpan
        let known = TextFeatures(NormalisedText(text)).write(to: &span, at: 0, vocabulary: vocabulary)
        return (values, known)
    }

    private static func cosine(_ a: [Float], _ b: [Float]) -> Float {
        func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        return dot(a, b) / max(1e-9, (dot(a, a) * dot(b, b)).squareRoot())
    }

    private static let captions = [
        "an ankle boot", "a pullover", "a summer dress", "a running shoe", "a t-shirt",
        "trousers", "a leather handbag",
    ]

    @Test(arguments: [
        ("an ankel boot", 0), ("an anke boot", 0), ("pulover", 1), ("pullovers", 1), ("sumer dresses", 2),
        ("runing shoes", 3), ("t shirt", 4), ("lether handbags", 6),
    ])
    func `a text with typing errors or new endings is nearest to the caption that was meant`(text: String, meant: Int) {
        let features = Self.vector(text, Self.captions).values
        let cosines = Self.captions.map { Self.cosine(features, Self.vector($0, Self.captions).values) }
        #expect(cosines.indices.max { cosines[$0] < cosines[$1] } == meant, "\(cosines)")
        #expect(cosines[meant] > 0.35)
    }

    @Test func `words that occur in no caption are left out`() {
        #expect(Self.vector("an ankle boot", Self.captions).known == 1)
        #expect(Self.vector("сапог до щиколотки", Self.captions).known < 0.05)
        #expect(Self.vector("", Self.captions).known == 0)
        let plain = Self.vector("a summer dress", Self.captions).values
        let more = Self.vector("a zyqxv summer dress", Self.captions).values
        #expect(Self.cosine(plain, more) > 0.9)
    }

    @Test func `every feature vector has length 8`() {
        for caption in Self.captions {
            let square = Self.vector(caption, Self.captions).values.reduce(0) { $0 + $1 * $1 }
            #expect(abs(square.squareRoot() - 8) < 1e-3)
        }
    }
}
