import Conditioning
import Numerics
import Testing

@Suite struct TypoAugmentationTests {
    private static let text = "a Red star, top-left"

    /// The augmentations of `text` with the seeds 0..<count.
    private static func augmented(_ text: String, count: Int) -> [String] {
        (0..<count).map { seed in
            var random = SplitMix64.Sequence(seed: UInt64(seed))
            return TypoAugmentation.augmented(text, &random)
        }
    }

    private enum Kind: Hashable { case unchanged, removed, doubled, replaced, swapped }

    /// The kind of the one typing error between `text` and `augmented`; nil for any other difference.
    private static func kind(_ text: String, _ augmented: String) -> Kind? {
        let (a, b) = (Array(text), Array(augmented))
        if a == b { return .unchanged }
        let first = zip(a, b).prefix { $0 == $1 }.count
        switch b.count - a.count {
        case -1: return a[first].isLetter && a[(first + 1)...] == b[first...] ? .removed : nil
        case 1:
            return b[first].isLetter && first > 0 && b[first] == b[first - 1] && a[first...] == b[(first + 1)...]
                ? .doubled : nil
        case 0:
            if a[(first + 1)...] == b[(first + 1)...] {
                return a[first].isLetter && b[first].isLetter ? .replaced : nil
            }
            guard first + 1 < a.count, a[first] == b[first + 1], a[first + 1] == b[first],
                a[(first + 2)...] == b[(first + 2)...]
            else { return nil }
            return a[first].isLetter && a[first + 1].isLetter ? .swapped : nil
        default: return nil
        }
    }

    @Test func `an augmented text differs by one letter that is missing, doubled, replaced or swapped`() {
        for text in [Self.text, "Größe 40", "x", "two  spaces"] {
            for augmented in Self.augmented(text, count: 500) {
                #expect(Self.kind(text, augmented) != nil, "\(text): \(augmented)")
            }
        }
    }

    @Test func `the four kinds of typing errors are about equally frequent`() {
        let kinds = Self.augmented(Self.text, count: 4000).compactMap { Self.kind(Self.text, $0) }
        // A quarter each, with a standard error of 27. A replacement by the same letter and a swap at the end of a word change nothing.
        for kind in [Kind.removed, .doubled, .replaced] {
            #expect((850...1150).contains(kinds.count { $0 == kind }), "\(kind)")
        }
        #expect(kinds.count { $0 == .swapped } > 400 && kinds.count { $0 == .unchanged } < 550)
    }

    @Test func `digits, spaces and punctuation do not change`() {
        let kept = { (text: String) in text.filter { !$0.isLetter } }
        for augmented in Self.augmented("no. 40, a-b c!", count: 500) {
            #expect(kept(augmented) == kept("no. 40, a-b c!"), "\(augmented)")
        }
        #expect(Set(Self.augmented("12 - 34!", count: 50)) == ["12 - 34!"] && Set(Self.augmented("", count: 5)) == [""])
    }

    @Test func `every letter of a text can change, and the seed determines the change`() {
        let text = "abcdef"
        let removed = Set(Self.augmented(text, count: 1000).filter { $0.count == 5 })
        #expect(
            removed
                == Set((0..<6).map { index in String(text.enumerated().filter { $0.offset != index }.map(\.element)) }))
        #expect(Self.augmented(text, count: 100) == Self.augmented(text, count: 100))
    }
}
