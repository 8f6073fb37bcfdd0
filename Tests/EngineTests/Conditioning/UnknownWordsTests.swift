import Conditioning
import Testing

@Suite struct UnknownWordsTests {
    @Test func `words without a part in the captions are listed once; typing errors and endings are understood`() {
        var vocabulary = BloomFilter()
        vocabulary.insert(TextFeatures(NormalisedText("a black ankle boot with laces")))
        func unknown(_ text: String) -> [String] { NormalisedText(text).unknown(to: vocabulary) }
        #expect(unknown("a zebra with sunglasses, zebra") == ["zebra", "sunglasses"])
        #expect(unknown("black boots") == [])
        #expect(UnknownWords.line(["zebra", "sunglasses"]) == "unknown: zebra, sunglasses")
        #expect(UnknownWords.line([]) == nil)
    }

    @Test func `a best score below those of nearly all held-out captions is no match`() {
        let scale = MatchScale(text: .init(queries: 100, low: 0.8, median: 0.9), isHeldOut: true)
        #expect(scale.warning(best: 0.73, [.text])?.contains("no image matches well: the best score is 0.73") == true)
        #expect(scale.warning(best: 0.81, [.text]) == nil && scale.warning(best: 0.1, [.image]) == nil)
        #expect(scale.meaning([.text]).contains("95 % of the held-out captions find their best image at 0.80 or above"))
    }
}
