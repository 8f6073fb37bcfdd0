import Engine
import Testing

@Suite struct SearchTests {
    private static func vectors(_ count: Int, seed: UInt64) -> [Float] {
        var random = SeededNumbers(seed)
        return (0..<count).flatMap { _ -> [Float] in
            let raw = random.numbers(JointSpace.extent, in: -1...1)
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return raw.map { Float($0 / length) }
        }
    }

    @Test(arguments: [1, 3], [1, 2]) func `what is found is what sorting all of them finds`(queries: Int, lanes: Int) {
        let rows = Self.vectors(500, seed: 2), asked = Self.vectors(4, seed: 3), E = JointSpace.extent
        let found = JointIndex(rows, queries: queries, lanes: lanes).nearest(7, to: asked)
        #expect(found.count == 4)
        for (query, hits) in found.enumerated() {
            let scores = (0..<500).map { row in (0..<E).reduce(Float(0)) { $0 + rows[row * E + $1] * asked[query * E + $1] } }
            let expected = scores.indices.sorted { scores[$0] > scores[$1] }.prefix(7)
            #expect(hits.map(\.index) == Array(expected))
            for hit in hits { #expect(abs(hit.score - scores[hit.index]) < 1e-5) }
        }
    }

    @Test func `of equals the first comes first, and there are never more than all`() {
        let one = Self.vectors(1, seed: 1)
        let found = JointIndex(one + one + one, lanes: 1).nearest(10, to: one)[0]
        #expect(found.map(\.index) == [0, 1, 2])
    }

    @Test func `a mixture lies between its parts, and nearer to the heavier one`() {
        let (a, b) = (Self.vectors(1, seed: 5), Self.vectors(1, seed: 6))
        func cosine(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let mixed = Mixture.vector([(a[...], 3), (b[...], 1)])
        #expect(abs(cosine(mixed, mixed) - 1) < 1e-5)
        #expect(cosine(mixed, a) > cosine(mixed, b) && cosine(mixed, b) > cosine(a, b))
        #expect(Mixture.vector([(a[...], 1), (b[...], 0)]) == Mixture.vector([(a[...], 1)]))
        #expect(Mixture.vector([]).allSatisfy { $0 == 0 })
    }

    @Test func `weights are read, or refused with what would work`() throws {
        #expect(try Query.weights("text=1,audio=0.5, image=0") == [.text: 1, .audio: 0.5, .image: 0])
        for words in ["text", "words=1", "text=-1", "text=nan", "text=1=2", "", "text=1,,audio=2"] {
            #expect(throws: ModalityError.self) { try Query.weights(words) }
        }
    }
}
