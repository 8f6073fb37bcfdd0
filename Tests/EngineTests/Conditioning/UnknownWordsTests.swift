import Conditioning
import Numerics
import Testing

@Suite struct UnknownWordsTests {
    @Test func `words that no caption has are listed once; a known word's plural and singular are known`() {
        var vocabulary = BloomFilter()
        vocabulary.insert(TextFeatures(NormalisedText("a black ankle boot with laces")))
        func unknown(_ text: String) -> [String] { NormalisedText(text).unknown(to: vocabulary) }
        #expect(unknown("a zebra with sunglasses, zebra") == ["zebra", "sunglasses"])
        #expect(unknown("black boots, lace") == [])
        // Most of their letters are those of known words, which is not what the user wrote.
        #expect(unknown("a backed angle boat within lakes") == ["backed", "angle", "boat", "within", "lakes"])
        #expect(UnknownWords.line(["zebra", "sunglasses"]) == "unknown: zebra, sunglasses")
        #expect(UnknownWords.line([]) == nil)
    }

    @Test func `a filter that is full to a third does not know words that no caption has`() {
        var random = SplitMix64.Sequence(seed: 3), vocabulary = BloomFilter()
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        for _ in 0..<900 {
            let word = String((0..<7).map { _ in letters.randomElement(using: &random) ?? "a" })
            vocabulary.insert(TextFeatures(NormalisedText(word)))
        }
        vocabulary.insert(TextFeatures(NormalisedText("a blue flower")))
        let full = vocabulary.bits.reduce(0, +) / Float(vocabulary.bits.count)
        #expect(full > 0.3, "\(full)")
        let others = ["quantum", "spreadsheet", "zebra", "sunglasses", "tax", "ox", "keyboard", "is"]
        #expect(NormalisedText("flower " + others.joined(separator: " ")).unknown(to: vocabulary) == others)
    }

    @Test func `a best score below those of nearly all held-out captions is no match`() {
        let scale = MatchScale(text: .init(queries: 100, low: 0.8, median: 0.9), isHeldOut: true)
        #expect(scale.warning(best: 0.73, [.text])?.contains("no image matches well: the best score is 0.73") == true)
        #expect(scale.warning(best: 0.81, [.text]) == nil && scale.warning(best: 0.1, [.image]) == nil)
        #expect(scale.meaning([.text]).contains("95 % of the held-out captions find their best image at 0.80 or above"))
    }
}
