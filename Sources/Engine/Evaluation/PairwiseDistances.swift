/// Squared distances between rows that stay and rows that pass by, block after block, as matrix products.
package final class PairwiseDistances {
    package let count: Int
    private let width: Int
    private let block: Int
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor

    /// - Parameters:
    ///   - rows: (count, width), the rows that stay.
    ///   - block: how many rows pass by at a time; memory is count · block numbers.
    package init(to rows: [Float], width: Int, block: Int = 1024, lanes: Int) {
        precondition(!rows.isEmpty && rows.count % width == 0, "\(rows.count) numbers are no whole rows of \(width)")
        (count, self.width, self.block) = (rows.count / width, width, block)
        let graph = Graph()
        let (a, b) = (graph.input("staying", [count, width]), graph.input("passing", [block, width]))
        let lengths = (b * b).sum(to: [block, 1]).reshaped([1, block])
        output = a.matmul(b, transposeOther: true) * -2 + lengths + (a * a).sum(to: [count, 1])
        plan = Plan([output], layout: StateLayout(graph), lanes: lanes)
        executor = Executor([plan], seed: 0)
        executor.write("staying", rows)
    }

    /// Lets `total` rows pass by.
    /// - Parameters:
    ///   - rows: the rows of a range, (range.count, width).
    ///   - take: gets squared distances, (count, stride) of which the first range.count of each row count; rounding may
    ///     leave some just below zero.
    package func each(_ total: Int, rows: (Range<Int>) -> [Float], progress: (Double) -> Void = { _ in },
                      take: (Range<Int>, _ distances: [Float], _ stride: Int) -> Void) {
        for start in stride(from: 0, to: total, by: block) {
            progress(Double(start) / Double(total))
            let range = start..<min(start + block, total)
            let some = rows(range)
            executor.write("passing", some + [Float](repeating: 0, count: block * width - some.count))
            executor.run(plan, counter: 0)
            take(range, executor.read(output, of: plan), block)
        }
        progress(1)
    }

    /// The same with rows that are all there.
    package func each(_ passing: [Float], progress: (Double) -> Void = { _ in },
                      take: (Range<Int>, _ distances: [Float], _ stride: Int) -> Void) {
        each(
            passing.count / width, rows: { Array(passing[$0.lowerBound * width..<$0.upperBound * width]) },
            progress: progress, take: take)
    }
}
