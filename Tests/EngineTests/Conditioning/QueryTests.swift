import Conditioning
import Testing

@Suite struct QueryTests {
    @Test func `a mixture is between its parts, nearer to the one with more weight`() {
        let (a, b) = (RandomEmbeddings.vectors(1, seed: 5), RandomEmbeddings.vectors(1, seed: 6))
        func cosine(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let mixed = ConditionMixture.vector([(a[...], 3), (b[...], 1)])
        #expect(abs(cosine(mixed, mixed) - 1) < 1e-5)
        #expect(cosine(mixed, a) > cosine(mixed, b) && cosine(mixed, b) > cosine(a, b))
        #expect(ConditionMixture.vector([(a[...], 1), (b[...], 0)]) == ConditionMixture.vector([(a[...], 1)]))
        #expect(ConditionMixture.vector([]).allSatisfy { $0 == 0 })
    }

    @Test func `weights are parsed, and malformed ones are an error`() throws {
        #expect(try Query.weights("text=1,audio=0.5, image=0") == [.text: 1, .audio: 0.5, .image: 0])
        for text in ["text", "words=1", "text=-1", "text=nan", "text=1=2", "", "text=1,,audio=2"] {
            #expect(throws: ModalityError.self) { try Query.weights(text) }
        }
    }
}
