/// The product of two matrices, either one transposed: C[m, n] = sum over k of A[m, k] B[k, n].
package struct MatMul: Product {
    package let transposeA: Bool
    package let transposeB: Bool

    package var name: String { "matmul" + (transposeA ? " Aᵀ" : "") + (transposeB ? " Bᵀ" : "") }

    /// Rows and columns of the product, and the dimension summed over.
    private func sizes(_ a: Shape, _ b: Shape) -> (m: Int, n: Int, k: Int) {
        precondition(a.rank == 2 && b.rank == 2, "matmul takes matrices, got \(a) and \(b)")
        let (m, k) = transposeA ? (a[1], a[0]) : (a[0], a[1])
        let (kB, n) = transposeB ? (b[1], b[0]) : (b[0], b[1])
        precondition(
            k == kB, "matmul of \(a)\(transposeA ? "ᵀ" : "") and \(b)\(transposeB ? "ᵀ" : ""): \(k) is not \(kB)")
        return (m, n, k)
    }

    package func shape(of inputs: [Shape]) -> Shape {
        let (m, n, _) = sizes(inputs[0], inputs[1])
        return [m, n]
    }

    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let (a, b) = (inputs[0], inputs[1])
        let (m, n, k) = sizes(a.shape, b.shape)
        var c = [Double](repeating: 0, count: m * n)
        for row in 0..<m {
            for column in 0..<n {
                for inner in 0..<k {
                    c[row * n + column] +=
                        a.elements[transposeA ? inner * m + row : row * k + inner]
                        * b.elements[transposeB ? column * k + inner : inner * n + column]
                }
            }
        }
        return c
    }

    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let (a, b) = (inputs[0], inputs[1])
        let toA =
            transposeA
            ? b.matmul(g, transposeSelf: transposeB, transposeOther: true)
            : g.matmul(b, transposeOther: !transposeB)
        let toB =
            transposeB
            ? g.matmul(a, transposeSelf: true, transposeOther: transposeA)
            : a.matmul(g, transposeSelf: !transposeA)
        return [toA, toB]
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let (m, n, k) = sizes(context.inputShapes[0], context.inputShapes[1])
        let kernel = MatMulKernel(
            m: m, n: n, k: k, a: context.input(0).offset, b: context.input(1).offset, transposeA: transposeA,
            transposeB: transposeB, precision: context.precision, epilogue: context.epilogue, threads: context.threads)
        return LoweredKernel(kernel, name: name, shape: "\(m)x\(n)x\(k)", productOperations: 2 * m * n * k)
    }
}
