import Numerics

/// Ridge regression y = A x + b (Hoerl and Kennard 1970): A = (XᵀX / count + ridge)⁻¹ XᵀY / count over centred samples,
/// b without penalty. In closed form: one product and one Cholesky factorisation.
///
/// Samples are added in batches; memory holds the moments (inputs, inputs + outputs) and one batch.
package struct RidgeRegression: Sendable {
    package let inputs: Int, outputs: Int
    private(set) var count = 0
    /// Sums of x (x, y)ᵀ over samples less `origin`: (inputs, inputs + outputs).
    private var moments: [Float]
    private var sums: [Double]
    /// Means of the first batch: samples are centred on them, so that no digits are lost in large squares.
    private var origin: [Float]?

    package init(inputs: Int, outputs: Int) {
        precondition(inputs > 0 && outputs >= 0, "a linear map of \(inputs) to \(outputs)")
        (self.inputs, self.outputs) = (inputs, outputs)
        moments = [Float](repeating: 0, count: inputs * (inputs + outputs))
        sums = [Double](repeating: 0, count: inputs + outputs)
    }

    /// - Parameter samples: (any number, inputs + outputs), each x followed by its y.
    package mutating func add(_ samples: [Float]) {
        let width = inputs + outputs, rows = samples.count / width
        precondition(rows > 0 && samples.count == rows * width, "\(samples.count) values for samples of \(width)")
        let origin = origin ?? Self.means(samples, width)
        self.origin = origin
        var centred = samples
        for row in 0..<rows {
            for i in 0..<width {
                centred[row * width + i] -= origin[i]
                sums[i] += Double(centred[row * width + i])
            }
        }
        let m = inputs
        centred.withUnsafeBufferPointer { x in
            moments.withUnsafeMutableBufferPointer { c in
                guard let x = x.baseAddress, let c = c.baseAddress else { return }
                BLAS.multiply(
                    m: m, n: width, k: rows, a: x, lda: width, transposeA: true, b: x, ldb: width, transposeB: false,
                    c: c, ldc: width,
                    adding: true)
            }
        }
        count += rows
    }

    private static func means(_ samples: [Float], _ width: Int) -> [Float] {
        var sums = [Double](repeating: 0, count: width)
        for i in samples.indices { sums[i % width] += Double(samples[i]) }
        return sums.map { Float($0 * Double(width) / Double(samples.count)) }
    }

    /// A as (inputs, outputs) and the means of x and of y: y = mean of y + (x - mean of x) A.
    package struct Solution: Sendable {
        package let weights: [Float]
        package let means: [Float]
    }

    /// The solution so far; nil where rounding made the system singular.
    /// - Parameter ridge: added to the variances of x, above 0.
    package func solved(ridge: Float) -> Solution? {
        precondition(count > 0 && ridge > 0, "\(count) samples, a ridge of \(ridge)")
        let width = inputs + outputs, scale = 1 / Float(count)
        let shift = sums.map { Float($0 / Double(count)) }
        var factor = [Float](repeating: 0, count: inputs * inputs),
            weights = [Float](repeating: 0, count: inputs * outputs)
        for i in 0..<inputs {
            for j in i..<inputs { factor[i * inputs + j] = moments[i * width + j] * scale - shift[i] * shift[j] }
            factor[i * inputs + i] += ridge
            for j in 0..<outputs {
                weights[i * outputs + j] = moments[i * width + inputs + j] * scale - shift[i] * shift[inputs + j]
            }
        }
        let (n, columns) = (inputs, outputs)
        let isSolved = factor.withUnsafeMutableBufferPointer { f in
            weights.withUnsafeMutableBufferPointer { b in
                guard let f = f.baseAddress, let b = b.baseAddress, BLAS.factorise(n: n, a: f, lda: n) else {
                    return false
                }
                BLAS.solve(n: n, count: columns, factor: f, lda: n, b: b, ldb: columns)
                return true
            }
        }
        guard isSolved, let origin else { return nil }
        return Solution(weights: weights, means: zip(origin, shift).map(+))
    }

    /// The conditional expectation of the inputs `missing` given `values` of the inputs `known`; nil where rounding
    /// made the system singular.
    ///
    /// Cost: known³ / 3 + known · missing operations, memory for known² values.
    package func expectation(of missing: [Int], given known: [Int], values: [Float], ridge: Float) -> [Float]? {
        precondition(
            count > 0 && ridge > 0 && values.count == known.count,
            "\(values.count) values of \(known.count) inputs, a ridge of \(ridge)")
        guard let origin else { return nil }
        let width = inputs + outputs, scale = 1 / Float(count), n = known.count
        let shift = sums.map { Float($0 / Double(count)) }
        func covariance(_ i: Int, _ j: Int) -> Float { moments[i * width + j] * scale - shift[i] * shift[j] }
        var factor = [Float](repeating: 0, count: n * n)
        for (row, i) in known.enumerated() {
            for column in row..<n { factor[row * n + column] = covariance(i, known[column]) }
            factor[row * n + row] += ridge
        }
        var solved = zip(known, values).map { $1 - origin[$0] - shift[$0] }
        let isSolved = factor.withUnsafeMutableBufferPointer { f in
            solved.withUnsafeMutableBufferPointer { b in
                guard let f = f.baseAddress, let b = b.baseAddress, BLAS.factorise(n: n, a: f, lda: n) else {
                    return false
                }
                BLAS.solve(n: n, count: 1, factor: f, lda: n, b: b, ldb: 1)
                return true
            }
        }
        guard isSolved else { return nil }
        return missing.map { m in zip(known, solved).reduce(origin[m] + shift[m]) { $0 + $1.1 * covariance($1.0, m) } }
    }
}
