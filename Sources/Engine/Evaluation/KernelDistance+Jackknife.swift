package import Numerics

extension KernelDistance {
    /// The same distance for few rows: the unbiased estimate over all pairs of rows, and a jackknife interval over ten groups of each set
    /// (Efron and Tibshirani 1993, chapter 11), from Student's distribution.
    ///
    /// With parts of their own, 40 rows would leave four to compare: most pairs would not be used.
    /// - Parameters:
    ///   - a: 20 rows or more; the rows beyond a multiple of ten are left out, and those beyond 10,000.
    ///   - b: the same.
    package static func jackknife(_ a: Features, _ b: Features, seed: UInt64 = 0, threads: Int) -> Estimate {
        precondition(a.width == b.width, "rows of \(a.width) and \(b.width)")
        let (m, n) = (min(a.count / parts, maxRows), min(b.count / parts, maxRows))
        precondition(m > 1 && n > 1, "\(a.count) and \(b.count) rows are too few for \(parts) groups")
        let (a, b) = (a.sampled(m * parts, seed: seed), b.sampled(n * parts, seed: seed &+ 1))
        let x = (0..<parts).map { a.rows($0 * m..<($0 + 1) * m) }, y = (0..<parts).map { b.rows($0 * n..<($0 + 1) * n) }
        let (within, among, between) = (
            KernelSums(rows: m, m, width: a.width, threads: threads),
            KernelSums(rows: n, n, width: a.width, threads: threads),
            KernelSums(rows: m, n, width: a.width, threads: threads)
        )
        var (xx, yy, xy) = (GroupSums(), GroupSums(), GroupSums())
        for i in 0..<parts {
            for j in 0..<parts {
                // Pairs of a row with itself do not count.
                if j >= i {
                    xx.add(within(x[i], x[j]) - (i == j ? within.diagonal(x[i]) : 0), i, j)
                    yy.add(among(y[i], y[j]) - (i == j ? among.diagonal(y[i]) : 0), i, j)
                }
                xy.sums[i][j] = between(x[i], y[j])
            }
        }
        func estimate(without group: Int?) -> Double {
            let groups = group == nil ? parts : parts - 1, (p, q) = (Double(groups * m), Double(groups * n))
            return xx.total(without: group) / (p * (p - 1)) + yy.total(without: group) / (q * (q - 1))
                - 2 * xy.total(without: group) / (p * q)
        }
        let values = (0..<parts).map { estimate(without: $0) }, mean = values.mean
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares * Double(parts - 1) / Double(parts)).squareRoot()
        return Estimate(value: estimate(without: nil), standardError: error, factor: factor, samples: m * parts)
    }

    /// Sums of the kernel over the pairs of rows of two groups.
    private struct GroupSums {
        var sums = [[Double]](repeating: [Double](repeating: 0, count: parts), count: parts)

        /// Sets the sum of a pair of groups of one set, in both orders.
        mutating func add(_ sum: Double, _ i: Int, _ j: Int) { (sums[i][j], sums[j][i]) = (sum, sum) }

        /// The sum over all groups but one.
        func total(without group: Int?) -> Double {
            var total = 0.0
            for i in 0..<parts where i != group { for j in 0..<parts where j != group { total += sums[i][j] } }
            return total
        }
    }
}
