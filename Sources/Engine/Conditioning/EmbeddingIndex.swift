import Tensors

// N images, E dimension of the embedding space, Q queries.

/// Exact nearest neighbour search among the embeddings of many images, by one matrix product with all of them. Belongs
/// to one thread at a time.
package final class EmbeddingIndex {
    /// An image, and the cosine similarity of its embedding and the query's.
    package struct Result: Sendable, Equatable, Codable {
        package let index: Int
        /// -1 to 1.
        package let score: Float
    }

    /// N.
    package let count: Int
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private let queries: Int

    /// - Parameters:
    ///   - vectors: (N, E), each of length 1.
    ///   - queries: the number of queries in one product.
    package init(_ vectors: [Float], queries: Int = 1, threads: Int) {
        let E = EmbeddingSpace.dimension
        precondition(!vectors.isEmpty && vectors.count % E == 0, "\(vectors.count) values for embeddings of \(E)")
        (count, self.queries) = (vectors.count / E, queries)
        let graph = Graph()
        let rows = graph.variable("index", [vectors.count / E, E]), query = graph.input("queries", [queries, E])
        output = rows.matmul(query, transposeOther: true)
        plan = Plan([output], layout: StateLayout(graph), threads: threads)
        executor = Executor([plan], seed: 0)
        executor.write("index", vectors)
    }

    /// The `k` nearest images for each of the queries (Q, E), nearest first; of equal scores the lower index first.
    /// - Complexity: O(N · (E + log k)) for a query at worst.
    package func nearest(_ k: Int, to vectors: [Float]) -> [[Result]] {
        let E = EmbeddingSpace.dimension, total = vectors.count / E
        precondition(vectors.count == total * E, "\(vectors.count) values for embeddings of \(E)")
        return stride(from: 0, to: total, by: queries).flatMap { first in
            let size = min(queries, total - first), padding = [Float](repeating: 0, count: (queries - size) * E)
            executor.write("queries", Array(vectors[first * E..<(first + size) * E]) + padding)
            executor.run(plan, counter: 0)
            let scores = executor.read(output, of: plan)
            return (0..<size).map { Self.best(k, of: scores, column: $0, columns: queries) }
        }
    }

    private static func best(_ k: Int, of scores: [Float], column: Int, columns: Int) -> [Result] {
        var results: [Result] = []
        let scores = scores.span
        var least = -Float.infinity
        for row in 0..<scores.count / columns {
            let score = scores[row * columns + column]
            // Rules out nearly all images.
            guard score > least || results.count < k else { continue }
            var (low, high) = (0, results.count)
            while low < high {
                let middle = (low + high) / 2
                if results[middle].score >= score { low = middle + 1 } else { high = middle }
            }
            results.insert(Result(index: row, score: score), at: low)
            if results.count > k { results.removeLast() }
            if results.count == k { least = results[k - 1].score }
        }
        return results
    }
}
