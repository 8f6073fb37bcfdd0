import Numerics

/// Eight symmetric matrices of one size, which each operation computes at once: the same element of all is one vector.
///
/// LAPACK needs longer for its calls and short loops than for the arithmetic of matrices of 16 to 64 rows. A matrix's result does not
/// depend on the others.
struct SymmetricBatch {
    typealias Lanes = SIMD8<Float>

    /// Matrices of a batch.
    static let count = Lanes.scalarCount

    let size: Int
    /// (size, size), of each matrix.
    private var elements: [Lanes], result: [Lanes]
    private var column: [Lanes]

    init(size: Int) {
        precondition(size > 0, "matrices of size \(size)")
        self.size = size
        elements = [Lanes](repeating: .zero, count: size * size)
        (result, column) = (elements, [Lanes](repeating: .zero, count: size))
    }

    /// Stores `scale` times the matrix, of which the upper triangle is read.
    /// - Parameter stride: values between two rows.
    mutating func store(_ matrix: UnsafePointer<Float>, stride: Int, scale: Float, at lane: Int) {
        let n = size
        withFloats { target in
            for i in 0..<n {
                for j in i..<n {
                    let value = scale * matrix[i * stride + j]
                    target[(i * n + j) * Self.count + lane] = value
                    target[(j * n + i) * Self.count + lane] = value
                }
            }
        }
    }

    /// Writes a matrix as (size, size).
    mutating func load(_ lane: Int, into matrix: UnsafeMutablePointer<Float>) {
        let count = size * size
        withFloats { source in for i in 0..<count { matrix[i] = source[i * Self.count + lane] } }
    }

    private mutating func withFloats(_ body: (UnsafeMutablePointer<Float>) -> Void) {
        elements.withUnsafeMutableBytes {
            if let floats = $0.bindMemory(to: Float.self).baseAddress { body(floats) }
        }
    }

    /// Each A becomes noise (A + noise)⁻¹, by symmetric sweeps (Goodnight 1979): n³ / 2 operations.
    /// - Precondition: each A is positive semidefinite.
    mutating func invert(noise: Float) {
        let n = size
        elements.withUnsafeMutableBufferPointer { a in
            column.withUnsafeMutableBufferPointer { column in
                guard let a = a.baseAddress, let column = column.baseAddress else { return }
                for i in 0..<n { a[i * n + i] += noise }
                for k in 0..<n {
                    for i in 0..<k { column[i] = a[k * n + i] }
                    for i in k..<n { column[i] = a[i * n + k] }
                    // No pivot is smaller than the noise but for rounding.
                    let pivot = pointwiseMax(column[k], Lanes(repeating: noise)), reciprocal = 1 / pivot
                    column[k] = .zero
                    for i in 0..<n {
                        let factor = -reciprocal * column[i], row = a + i * n
                        for j in 0...i { row[j] = row[j].addingProduct(factor, column[j]) }
                    }
                    for j in 0..<k { a[k * n + j] = column[j] * reciprocal }
                    for i in k + 1..<n { a[i * n + k] = column[i] * reciprocal }
                    a[k * n + k] = -reciprocal
                }
                // The sweeps leave the negative inverse in the lower triangle.
                for i in 0..<n {
                    for j in 0...i {
                        let value = -noise * a[i * n + j]
                        a[i * n + j] = value
                        a[j * n + i] = value
                    }
                }
            }
        }
    }

    /// In each C, an eigenvalue λ becomes 1 - noise / λ; one of at most `least` becomes 0.
    /// - Precondition: each C is positive semidefinite.
    mutating func shrink(noise: Float, least: Float) {
        let n = size
        elements.withUnsafeMutableBufferPointer { a in
            result.withUnsafeMutableBufferPointer { result in
                column.withUnsafeMutableBufferPointer { squares in
                    guard let a = a.baseAddress, let result = result.baseAddress, let squares = squares.baseAddress
                    else { return }
                    Self.orthogonalise(a, squares, n)
                    for i in 0..<n * n { result[i] = .zero }
                    for k in 0..<n {
                        let row = a + k * n, value = VectorMath.squareRoot(squares[k])
                        let isLarge = value .> least
                        if !any(isLarge) { continue }
                        // The row is λ times a unit vector.
                        let gain = ((1 - noise / value) / squares[k]).replacing(with: 0, where: .!isLarge)
                        for i in 0..<n {
                            let scaled = gain * row[i], target = result + i * n
                            for j in 0...i { target[j] = target[j].addingProduct(scaled, row[j]) }
                        }
                    }
                    for i in 0..<n { for j in 0..<i { result[j * n + i] = result[i * n + j] } }
                }
            }
        }
        swap(&elements, &result)
    }

    /// Rotations whose cosine is smaller than this are left out, and rounds of them at most.
    private static let tolerance: Float = 1e-4, rounds = 16

    /// Rotates the rows of each matrix until they are orthogonal (Hestenes 1958): of a positive semidefinite one they are then its
    /// eigenvectors, as long as the eigenvalues. `squares` gets their squared lengths.
    private static func orthogonalise(
        _ a: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>, _ n: Int
    ) {
        for _ in 0..<rounds {
            for i in 0..<n { squares[i] = dot(a + i * n, a + i * n, n) }
            var isRotated = false
            for p in 0..<n - 1 {
                for q in p + 1..<n {
                    let (x, y) = (a + p * n, a + q * n), product = dot(x, y, n)
                    let limit = tolerance * tolerance * squares[p] * squares[q]
                    let isNeeded = product * product .> limit
                    if !any(isNeeded) { continue }
                    isRotated = true
                    let ratio = (squares[q] - squares[p]) / (2 * product)
                    let size = 1 / (ratio.magnitudes + VectorMath.squareRoot(1 + ratio * ratio))
                    let tangent = size.replacing(with: -size, where: ratio .< 0).replacing(with: 0, where: .!isNeeded)
                    let cosine = 1 / VectorMath.squareRoot(1 + tangent * tangent), sine = tangent * cosine
                    for i in 0..<n {
                        let (u, v) = (x[i], y[i])
                        x[i] = cosine * u - sine * v
                        y[i] = sine * u + cosine * v
                    }
                    squares[p] -= tangent * product
                    squares[q] += tangent * product
                }
            }
            if !isRotated { return }
        }
        for i in 0..<n { squares[i] = dot(a + i * n, a + i * n, n) }
    }

    @inline(__always)
    private static func dot(_ x: UnsafePointer<Lanes>, _ y: UnsafePointer<Lanes>, _ n: Int) -> Lanes {
        var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for i in stride(from: 0, to: n & ~3, by: 4) {
            s0 = s0.addingProduct(x[i], y[i])
            s1 = s1.addingProduct(x[i + 1], y[i + 1])
            s2 = s2.addingProduct(x[i + 2], y[i + 2])
            s3 = s3.addingProduct(x[i + 3], y[i + 3])
        }
        for i in n & ~3..<n { s0 = s0.addingProduct(x[i], y[i]) }
        return (s0 + s1) + (s2 + s3)
    }
}

extension SIMD8<Float> {
    @inline(__always) fileprivate var magnitudes: Self { replacing(with: -self, where: self .< 0) }
}
