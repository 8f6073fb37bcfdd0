import Tensors

/// Squared distances between fixed rows and blocks of query rows, as matrix products.
package final class PairwiseDistances {
    package let count: Int
    private let width: Int
    private let block: Int
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor

    /// - Parameters:
    ///   - rows: the fixed rows, (count, width).
    ///   - block: query rows at a time; memory is count · block values.
    package init(to rows: [Float], width: Int, block: Int = 1024, threads: Int) {
        precondition(!rows.isEmpty && rows.count % width == 0, "\(rows.count) values are no whole rows of \(width)")
        (count, self.width, self.block) = (rows.count / width, width, block)
        let graph = Graph()
        let (a, b) = (graph.input("rows", [count, width]), graph.input("queries", [block, width]))
        let lengths = (b * b).sum(to: [block, 1]).reshaped([1, block])
        output = a.matmul(b, transposeOther: true) * -2 + lengths + (a * a).sum(to: [count, 1])
        plan = Plan([output], layout: StateLayout(graph), threads: threads)
        executor = Executor([plan], seed: 0)
        executor.write("rows", rows)
    }

    /// Computes the distances to `total` query rows.
    /// - Parameters:
    ///   - rows: returns the query rows of a range, (range.count, width).
    ///   - body: receives squared distances (count, stride), of which the first range.count of each row are valid; rounding may leave
    ///     some just below zero.
    package func each(
        _ total: Int, rows: (Range<Int>) -> [Float], progress: (Double) -> Void = { _ in },
        body: (Range<Int>, _ distances: [Float], _ stride: Int) -> Void
    ) {
        for start in stride(from: 0, to: total, by: block) {
            progress(Double(start) / Double(total))
            let range = start..<min(start + block, total)
            let some = rows(range)
            executor.write("queries", some + [Float](repeating: 0, count: block * width - some.count))
            executor.run(plan, counter: 0)
            body(range, executor.read(output, of: plan), block)
        }
        progress(1)
    }

    /// The same for query rows in memory.
    package func each(
        _ queries: [Float], progress: (Double) -> Void = { _ in },
        body: (Range<Int>, _ distances: [Float], _ stride: Int) -> Void
    ) {
        each(
            queries.count / width, rows: { Array(queries[$0.lowerBound * width..<$0.upperBound * width]) },
            progress: progress, body: body)
    }
}
