import Numerics

/// The product of a small matrix with itself.
enum GramMatrix {
    /// The upper triangle of a (n, n) = Gᵀ G for the rows of g (rows, n); blocks below the diagonal are not written.
    ///
    /// OpenBLAS packs such small factors for longer than it multiplies.
    /// - Precondition: n is a multiple of `Vector.scalarCount`.
    static func upper(_ g: UnsafePointer<Float>, rows: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>) {
        for i in stride(from: 0, to: n, by: 4) {
            for j in stride(from: i / Vector.scalarCount * Vector.scalarCount, to: n, by: Vector.scalarCount) {
                var (s0, s1, s2, s3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
                var row = g
                for _ in 0..<rows {
                    let v = (row + j).vector
                    s0 = s0.addingProduct(Vector(repeating: row[i]), v)
                    s1 = s1.addingProduct(Vector(repeating: row[i + 1]), v)
                    s2 = s2.addingProduct(Vector(repeating: row[i + 2]), v)
                    s3 = s3.addingProduct(Vector(repeating: row[i + 3]), v)
                    row += n
                }
                (a + i * n + j).vector = s0
                (a + (i + 1) * n + j).vector = s1
                (a + (i + 2) * n + j).vector = s2
                (a + (i + 3) * n + j).vector = s3
            }
        }
    }

    /// `count` rounded up to whole vectors.
    static func padded(_ count: Int) -> Int {
        (count + Vector.scalarCount - 1) / Vector.scalarCount * Vector.scalarCount
    }
}
