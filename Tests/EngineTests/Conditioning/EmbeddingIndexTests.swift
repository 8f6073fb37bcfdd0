import Conditioning
import Testing

@Suite struct EmbeddingIndexTests {
    @Test(arguments: [1, 3], [1, 2]) func `results agree with a sort of all scores`(queries: Int, threads: Int) {
        let rows = RandomEmbeddings.vectors(500, seed: 2), query = RandomEmbeddings.vectors(4, seed: 3)
        let E = EmbeddingSpace.dimension
        let found = EmbeddingIndex(rows, queries: queries, threads: threads).nearest(7, to: query)
        #expect(found.count == 4)
        for (number, results) in found.enumerated() {
            let scores = (0..<500).map { row in
                (0..<E).reduce(Float(0)) { $0 + rows[row * E + $1] * query[number * E + $1] }
            }
            let expected = scores.indices.sorted { scores[$0] > scores[$1] }.prefix(7)
            #expect(results.map(\.index) == Array(expected))
            for result in results { #expect(abs(result.score - scores[result.index]) < 1e-5) }
        }
    }

    @Test func `equal scores are in order of the index, and there are never more results than images`() {
        let one = RandomEmbeddings.vectors(1, seed: 1)
        let results = EmbeddingIndex(one + one + one, threads: 1).nearest(10, to: one)[0]
        #expect(results.map(\.index) == [0, 1, 2])
    }
}

/// Random vectors of length 1.
enum RandomEmbeddings {
    static func vectors(_ count: Int, seed: UInt64) -> [Float] {
        var random = SeededNumbers(seed)
        return (0..<count).flatMap { _ -> [Float] in
            let raw = random.numbers(EmbeddingSpace.dimension, in: -1...1)
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return raw.map { Float($0 / length) }
        }
    }
}
