/// Compares matrix products of awkward shapes with plain sums in double precision: a BLAS that computes wrong results on a processor must not
/// train a wrong model in silence.
package enum ProductCheck {
    /// A product that differs from its sums by more than rounding explains.
    package struct Fault: Sendable, Equatable {
        package let precision: Precision
        /// Rows, columns, and the dimension summed over, with the factors that are transposed: "65x31x48, Aᵀ".
        package let shape: String
        package let found: Double
        package let expected: Double
    }

    /// Computes C (m, n) from A (m, k) or, transposed, (k, m), and B (k, n) or (n, k).
    package typealias Multiply = (
        _ m: Int, _ n: Int, _ k: Int, _ a: [Float], _ transposeA: Bool, _ b: [Float], _ transposeB: Bool
    ) -> [Float]

    /// Sizes beside the blocks of every kernel: a few, in less than 5 ms in all.
    package static let quick = [(65, 31, 48), (7, 50, 33)]
    /// More of them, some tenths of a second.
    package static let thorough =
        quick + [
            (1, 1, 1), (16, 16, 16), (17, 15, 129), (64, 64, 64), (129, 130, 131), (3, 257, 64), (257, 3, 65),
            (96, 47, 512),
        ]

    /// The first product that is wrong; nil where all are right.
    /// - Parameter unit: the relative rounding error of a factor: 0 for fp32, 2 to the -8 for bf16.
    package static func fault(
        _ sizes: [(Int, Int, Int)], precision: Precision, unit: Double, _ multiply: Multiply
    ) -> Fault? {
        for (m, n, k) in sizes {
            let a = CounterRandom(seed: 1, stream: 9, counter: 0).normals(m * k)
            let b = CounterRandom(seed: 2, stream: 9, counter: 0).normals(k * n)
            for (transposeA, transposeB) in [(false, false), (true, false), (false, true)] {
                let c = multiply(m, n, k, a, transposeA, b, transposeB)
                for index in 0..<m * n {
                    let (row, column) = (index / n, index % n)
                    var (sum, magnitude) = (0.0, 0.0)
                    for p in 0..<k {
                        let term =
                            Double(a[transposeA ? p * m + row : row * k + p])
                            * Double(b[transposeB ? column * k + p : p * n + column])
                        (sum, magnitude) = (sum + term, magnitude + abs(term))
                    }
                    // A NaN is within no bound.
                    guard abs(Double(c[index]) - sum) <= magnitude * (2 * unit + Double(k + 4) * 0x1p-24) else {
                        let names = transposeA ? ", Aᵀ" : transposeB ? ", Bᵀ" : ""
                        return Fault(
                            precision: precision, shape: "\(m)x\(n)x\(k)\(names)", found: Double(c[index]),
                            expected: sum)
                    }
                }
            }
        }
        return nil
    }

    /// OpenBLAS's products.
    package static func blas(_ sizes: [(Int, Int, Int)]) -> Fault? {
        BLAS.useOneThread()
        return fault(sizes, precision: .fp32, unit: 0) { m, n, k, a, transposeA, b, transposeB in
            var c = [Float](repeating: .nan, count: m * n)
            BLAS.multiply(
                m: m, n: n, k: k, a: a, lda: transposeA ? m : k, transposeA: transposeA, b: b,
                ldb: transposeB ? k : n, transposeB: transposeB, c: &c, ldc: n)
            return c
        }
    }

    /// The products of bfloat16.
    package static func bfloat16(
        _ sizes: [(Int, Int, Int)], instructions: BFloat16.Instructions = BFloat16.instructions
    ) -> Fault? {
        fault(sizes, precision: .bf16, unit: 0x1p-8) { m, n, k, a, transposeA, b, transposeB in
            let pairs = BFloat16.pairs(k)
            var left = [UInt32](repeating: 0, count: (transposeA ? BFloat16.wholePanels(m) : m) * pairs)
            var right = [UInt32](repeating: 0, count: BFloat16.wholePanels(n) * pairs)
            var c = [Float](repeating: .nan, count: m * n)
            if transposeA {
                BFloat16.packPanels(a, stride: m, k: k, columns: m, into: &left)
            } else {
                BFloat16.packRows(a, stride: k, rows: m, k: k, into: &left)
            }
            if transposeB {
                BFloat16.packPanels(transposed: b, stride: k, columns: n, k: k, into: &right)
            } else {
                BFloat16.packPanels(b, stride: n, k: k, columns: n, into: &right)
            }
            BFloat16.multiply(
                m: m, n: n, pairs: pairs, a: left, inPanels: transposeA, b: right, c: &c, ldc: n,
                instructions: instructions)
            return c
        }
    }
}
