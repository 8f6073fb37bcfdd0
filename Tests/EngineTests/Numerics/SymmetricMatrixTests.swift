import Numerics
import Testing

@Suite struct SymmetricMatrixTests {
    /// A matrix with the given eigenvalues and dense eigenvectors: reflected three times.
    private static func matrix(eigenvalues: [Double], seed: UInt64) -> SymmetricMatrix {
        let n = eigenvalues.count
        var result = SymmetricMatrix(diagonal: eigenvalues)
        for turn in 0..<3 {
            let v = CounterRandom(seed: seed, stream: UInt32(turn), counter: 0).normals(n).map(Double.init)
            let length = v.reduce(0) { $0 + $1 * $1 }
            let reflection = SymmetricMatrix(
                size: n,
                elements: (0..<n * n).map { i in
                    (i / n == i % n ? 1 : 0) - 2 * v[i / n] * v[i % n] / length
                })
            result = result.between(reflection)
        }
        return result
    }

    @Test(arguments: [1, 2, 5, 64]) func `eigenvalues are those of the construction`(size: Int) {
        let exact = (0..<size).map { Double($0 * $0) * 0.37 + 1e-3 }
        let found = Self.matrix(eigenvalues: exact, seed: 3).eigen(withVectors: false).values.sorted()
        for (a, b) in zip(found, exact) { #expect(abs(a - b) <= 1e-11 * exact[size - 1] + 1e-14) }
    }

    @Test func `eigenvectors have length one, and the matrix maps each to its multiple by the eigenvalue`() {
        let n = 12, matrix = Self.matrix(eigenvalues: (0..<n).map { Double($0) - 4.5 }, seed: 5)
        let (values, vectors) = matrix.eigen(withVectors: true)
        for k in 0..<n {
            let v = Array(vectors[k * n..<(k + 1) * n])
            #expect(abs(v.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
            for i in 0..<n {
                let image = (0..<n).reduce(0) { $0 + matrix[i, $1] * v[$1] }
                #expect(abs(image - values[k] * v[i]) < 1e-11)
            }
        }
    }

    @Test func `a square root times itself is the matrix, also for singular ones`() {
        for eigenvalues in [(0..<20).map { Double($0) }, [0, 0, 0, 1e6, 1e-6], [4]] {
            let matrix = Self.matrix(eigenvalues: eigenvalues, seed: 9), root = matrix.squareRoot
            let square = SymmetricMatrix(diagonal: [Double](repeating: 1, count: eigenvalues.count)).between(root)
            let scale = eigenvalues.max() ?? 1
            for (a, b) in zip(square.elements, matrix.elements) { #expect(abs(a - b) < 1e-11 * scale) }
            #expect(abs(root.trace - eigenvalues.reduce(0) { $0 + $1.squareRoot() }) < 1e-4 * scale.squareRoot())
            #expect(abs(root.trace - matrix.traceOfSquareRoot) < 1e-6 * scale.squareRoot())
        }
    }

    /// Covariances of random samples, as distances between Gaussians use them.
    @Test(arguments: [1, 2, 3, 16, 64]) func `eigenvalues agree with Jacobi rotations to 1e-9`(size: Int) {
        for seed in 1...5 as ClosedRange<UInt64> {
            let rows = 4 * size,
                values = CounterRandom(seed: seed, stream: 9, counter: 0).normals(rows * size).map(Double.init)
            let matrix = SymmetricMatrix(
                size: size,
                elements: (0..<size * size).map { flat in
                    (0..<rows).reduce(0) { $0 + values[$1 * size + flat / size] * values[$1 * size + flat % size] }
                        / Double(rows)
                })
            let exact = JacobiReference.eigenvalues(matrix).sorted()
            for withVectors in [false, true] {
                let found = matrix.eigen(withVectors: withVectors).values
                for (a, b) in zip(found, exact) { #expect(abs(a - b) <= 1e-9 * b, "\(a), not \(b)") }
            }
            let root = exact.reduce(0) { $0 + $1.squareRoot() }
            #expect(abs(matrix.traceOfSquareRoot - root) <= 1e-9 * root)
        }
    }

    @Test func `eigenvalues of a matrix that is not finite are NaN`() {
        let (values, vectors) = SymmetricMatrix(size: 2, elements: [1, .nan, .nan, 1]).eigen(withVectors: true)
        #expect(values.count == 2 && vectors.count == 4 && (values + vectors).allSatisfy(\.isNaN))
    }

    @Test func `the root of a known two by two matrix`() {
        let root = SymmetricMatrix(size: 2, elements: [5, 4, 4, 5]).squareRoot
        for (a, b) in zip(root.elements, [2.0, 1, 1, 2]) { #expect(abs(a - b) < 1e-14) }
    }
}
