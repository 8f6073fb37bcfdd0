package import Numerics
import Tensors

/// The squared maximum mean discrepancy under the kernel (x·y / width + 1)³, unbiased (Gretton et al. 2012; Bińkowski
/// et al. 2018).
///
/// Zero on average for two sets of one distribution, so it may be slightly negative; its mean does not depend on the number of samples. Both
/// sets are split into ten disjoint parts of at most a thousand rows, which are compared one with one.
package struct KernelDistance {
    static let parts = 10
    static let maxRows = 1_000
    /// 97.5 % of Student's distribution with parts - 1 degrees of freedom.
    static let factor = 2.262

    /// The mean over the parts, and the interval of their mean.
    package static func estimate(
        _ a: Features, _ b: Features, seed: UInt64 = 0, threads: Int,
        progress: (Double) -> Void = { _ in }
    ) -> Estimate {
        precondition(a.width == b.width, "rows of \(a.width) and \(b.width)")
        let rows = min(maxRows, min(a.count, b.count) / parts)
        precondition(rows > 1, "\(min(a.count, b.count)) rows are too few for \(parts) parts")
        let (a, b) = (a.sampled(rows * parts, seed: seed), b.sampled(rows * parts, seed: seed &+ 1))
        let sums = KernelSums(rows: rows, rows, width: a.width, threads: threads)
        let values = (0..<parts).map { part in
            progress(Double(part) / Double(parts))
            let (x, y) = (a.rows(part * rows..<(part + 1) * rows), b.rows(part * rows..<(part + 1) * rows))
            let pairs = Double(rows * (rows - 1))
            return (sums(x, x) - sums.diagonal(x)) / pairs + (sums(y, y) - sums.diagonal(y)) / pairs
                - 2 * sums(x, y) / Double(rows * rows)
        }
        progress(1)
        return Estimate(
            value: values.mean, standardError: values.standardDeviation / Double(parts).squareRoot(), factor: factor,
            samples: rows * parts)
    }
}

/// Sums of the kernel over all pairs of rows: in single precision within a row, in double over rows.
final class KernelSums {
    private let width: Int
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor

    /// - Parameter rows: those of the first set, and of the second.
    init(rows: Int, _ others: Int, width: Int, threads: Int) {
        self.width = width
        let graph = Graph()
        let product = graph.input("a", [rows, width]).matmul(graph.input("b", [others, width]), transposeOther: true)
        let base = product / Float(width) + 1
        output = (base * base * base).sum(to: [rows, 1])
        plan = Plan([output], layout: StateLayout(graph), threads: threads)
        executor = Executor([plan], seed: 0)
    }

    func callAsFunction(_ a: Features, _ b: Features) -> Double {
        executor.write("a", a.values)
        executor.write("b", b.values)
        executor.run(plan, counter: 0)
        return executor.read(output, of: plan).reduce(0) { $0 + Double($1) }
    }

    /// The sum of the kernel of every row with itself.
    func diagonal(_ a: Features) -> Double {
        (0..<a.count).reduce(0) { sum, row in
            let base = a.row(row).reduce(0) { $0 + Double($1) * Double($1) } / Double(width) + 1
            return sum + base * base * base
        }
    }
}
