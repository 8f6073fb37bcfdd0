import Conditioning
import Numerics
import Testing

/// Retrieval of few images.
@Suite struct RetrievalTests {
    /// The unit vector along axis `axis`.
    private func unit(_ axis: Int) -> [Float] { (0..<EmbeddingSpace.dimension).map { $0 == axis ? 1 : 0 } }

    @Test func `a query is one sample, whatever the number of its results`() {
        // Three images on the first axis, one on the second; three queries, two of which match half of what is nearest.
        let index = EmbeddingIndex(unit(0) + unit(0) + unit(0) + unit(1), threads: 1)
        let found = Retrieval.measure("text", unit(0) + unit(1) + unit(0), in: index) { query, image in
            query == 1 ? image == 3 : image < 2
        }
        // 2 + 1 + 2 of 4 results each.
        #expect(found.precision.value == 5.0 / 12 && found.precision.samples == 3)
        #expect(found.precision == Estimate(fraction: 5.0 / 12, of: 3))
    }

    @Test func `the interval of a mean is Wilson's, wide for few samples and within 0 to 1`() {
        // Wilson (1927) for 1/2 of 4: middle 0.5, radius 1.96 sqrt(1/16 + 1.96^2/64) / (1 + 1.96^2/4).
        let few = Estimate(fraction: 0.5, of: 4)
        #expect(abs(few.low - 0.150_036) < 1e-5 && abs(few.high - 0.849_964) < 1e-5)
        #expect(Estimate(fraction: 0.5, of: 400).high < 0.55)
        #expect(Estimate(fraction: 1, of: 2).high == 1 && Estimate(fraction: 0, of: 2).low == 0)
        #expect(Estimate(hits: 3, of: 7) == Estimate(fraction: 3.0 / 7, of: 7))
    }
}
