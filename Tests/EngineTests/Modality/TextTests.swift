import Engine
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("An ANKLE Boot!", ["an", "ankle", "boot"]), ("T-Shirt/top", ["tshirt", "top"]), ("  café,crème ", ["cafe", "creme"]),
        ("it's red…", ["its", "red"]), ("ｆｕｌｌ ﬁx 3", ["full", "fix", "3"]), ("сапог 靴", ["сапог", "靴"]), ("!?, -- '", []), ("", []),
    ])
    func `case, accents and punctuation do not count`(text: String, words: [String]) {
        #expect(NormalisedText(text).words == words)
    }

    @Test func `only the beginning of an endless text is looked at`() {
        let words = NormalisedText(String(repeating: "boot ", count: 20_000)).words
        #expect(words.count == NormalisedText.most / 5)
    }

    /// The vector of `text` where the run's captions were `captions`, and the share of it that is known.
    private static func vector(_ text: String, _ captions: [String]) -> (values: [Float], known: Float) {
        let known = captions.reduce(into: KnownFeatures()) { $0.insert(TextFeatures(NormalisedText($1))) }
        var values = [Float](repeating: 0, count: TextFeatures.extent)
        var span = values.mutableSpan
        let share = TextFeatures(NormalisedText(text)).write(to: &span, at: 0, known: known)
        return (values, share)
    }

    private static func cosine(_ a: [Float], _ b: [Float]) -> Float {
        func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        return dot(a, b) / max(1e-9, (dot(a, a) * dot(b, b)).squareRoot())
    }

    private static let captions = ["an ankle boot", "a pullover", "a summer dress", "a running shoe", "a t-shirt", "trousers", "a leather handbag"]

    @Test(arguments: [("an ankel boot", 0), ("an anke boot", 0), ("pulover", 1), ("pullovers", 1), ("sumer dresses", 2), ("runing shoes", 3), ("t shirt", 4),
                      ("lether handbags", 6)])
    func `what has a typing error or an ending never seen lies nearest to what was meant`(text: String, meant: Int) {
        let own = Self.vector(text, Self.captions).values
        let cosines = Self.captions.map { Self.cosine(own, Self.vector($0, Self.captions).values) }
        #expect(cosines.indices.max { cosines[$0] < cosines[$1] } == meant, "\(cosines)")
        #expect(cosines[meant] > 0.35)
    }

    @Test func `what the captions never have is left out`() {
        #expect(Self.vector("an ankle boot", Self.captions).known == 1)
        #expect(Self.vector("сапог до щиколотки", Self.captions).known < 0.05)
        #expect(Self.vector("", Self.captions).known == 0)
        let own = Self.vector("a summer dress", Self.captions).values, more = Self.vector("a zyqxv summer dress", Self.captions).values
        #expect(Self.cosine(own, more) > 0.9)
    }

    @Test func `every text has a vector of the same length`() {
        for caption in Self.captions {
            let square = Self.vector(caption, Self.captions).values.reduce(0) { $0 + $1 * $1 }
            #expect(abs(square.squareRoot() - 8) < 1e-3)
        }
    }
}
