import Glibc
import Numerics

/// The orthonormal discrete cosine transform (DCT-II) of square blocks: C = D X Dᵀ, and back X = Dᵀ C D.
///
/// Four products of (size, size) matrices there and back, 8 size³ operations.
package struct CosineTransform: Sendable {
    package let size: Int
    /// D (size, size), one frequency a row.
    private let matrix: [Float]

    package init(size: Int) {
        precondition(size > 0, "a transform of size \(size)")
        BLAS.useOneThread()
        self.size = size
        matrix = (0..<size * size).map { i in
            let (frequency, position) = (Double(i / size), Double(i % size) + 0.5)
            let norm = (frequency == 0 ? 1.0 : 2.0) / Double(size)
            return Float(norm.squareRoot() * cos(Double.pi * frequency * position / Double(size)))
        }
    }

    /// The coefficients of the block at `values`, whose rows are `stride` elements apart.
    /// - Parameter scratch: size² elements, as are `coefficients`.
    package func forward(
        _ values: UnsafePointer<Float>, stride: Int, scratch: UnsafeMutablePointer<Float>,
        into coefficients: UnsafeMutablePointer<Float>
    ) {
        multiply(matrix, values, lda: size, ldb: stride, into: scratch)
        multiply(scratch, matrix, lda: size, ldb: size, transposeB: true, into: coefficients)
    }

    /// The block of the coefficients.
    /// - Parameter scratch: size² elements, as are `values`.
    package func inverse(
        _ coefficients: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>,
        into values: UnsafeMutablePointer<Float>
    ) {
        multiply(matrix, coefficients, lda: size, ldb: size, transposeA: true, into: scratch)
        multiply(scratch, matrix, lda: size, ldb: size, into: values)
    }

    private func multiply(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, lda: Int, ldb: Int, transposeA: Bool = false,
        transposeB: Bool = false, into c: UnsafeMutablePointer<Float>
    ) {
        BLAS.multiply(
            m: size, n: size, k: size, a: a, lda: lda, transposeA: transposeA, b: b, ldb: ldb, transposeB: transposeB,
            c: c, ldc: size)
    }
}
