import Numerics

/// Denoises groups of similar patches of one channel as samples of one Gaussian each (Lebrun, Buades and Morel 2013), eight groups at once.
///
/// Every patch becomes mean + (patch - mean) W. W = C (C + σ²)⁻¹ where the covariance C is that of cleaner patches. Of noisy patches the
/// eigenvalues of C that noise alone reaches count as nothing: those below `threshold` σ² (Marchenko and Pastur 1967).
/// A group of n patches of d pixels costs some n d² + d³ / 2 operations, or n² d + n³ / 2 with fewer cleaner patches than pixels; of noisy
/// patches n d² + 10 d³.
struct PatchShrinkage {
    /// Groups that are measured, solved and applied together.
    static let groups = SymmetricBatch.count
    /// Values behind the last patch that may be written.
    static let slack = 8

    /// Values from the start of a patch to that of the next.
    let stride: Int
    private let dimension: Int, capacity: Int
    private let noise: Float, statistics: PatchDenoising.Statistics
    /// With fewer cleaner patches than pixels, the centred patches as rows of G give W = Gᵀ (G Gᵀ + (n - 1) σ²)⁻¹ G, a system of patches.
    private let isOfPatches: Bool
    private var batch: SymmetricBatch
    /// The centred patches, (groups, capacity, stride), of one group where the system is one of pixels; the means, (groups, stride).
    private var centred: [Float], means: [Float]
    /// Patches of each group.
    private var counts: [Int]
    private var work: Work

    /// What one group needs.
    fileprivate struct Work {
        var matrix: [Float]
        var given: [Float], result: [Float]
        var products: [Float]
    }

    /// - Parameters:
    ///   - dimension: pixels of a patch.
    ///   - capacity: patches of a group, at most.
    init(dimension d: Int, capacity n: Int, sigma: Float, statistics: PatchDenoising.Statistics) {
        (dimension, capacity, noise, self.statistics) = (d, n, sigma * sigma, statistics)
        isOfPatches = statistics == .guide && n < d
        stride = GramMatrix.padded(d)
        batch = SymmetricBatch(size: isOfPatches ? n : d)
        centred = [Float](repeating: 0, count: (isOfPatches ? Self.groups : 1) * n * stride + Self.slack)
        means = [Float](repeating: 0, count: Self.groups * stride)
        counts = [Int](repeating: 0, count: Self.groups)
        let patches = [Float](repeating: 0, count: n * stride + Self.slack)
        work = Work(
            matrix: [Float](repeating: 0, count: stride * stride), given: patches, result: patches,
            products: [Float](repeating: 0, count: 2 * n * n))
    }

    /// Measures group `index` of the batch.
    /// - Parameter gather: writes `count` patches, one every `stride` values.
    mutating func measure(_ index: Int, count: Int, gather: (UnsafeMutablePointer<Float>) -> Void) {
        let (d, n, stride, isOfPatches) = (dimension, capacity, stride, isOfPatches)
        let scale = 1 / Float(max(1, count - 1))
        counts[index] = count
        centred.withUnsafeMutableBufferPointer { centred in
            means.withUnsafeMutableBufferPointer { means in
                work.matrix.withUnsafeMutableBufferPointer { matrix in
                    guard let all = centred.baseAddress, let mean = means.baseAddress, let matrix = matrix.baseAddress
                    else { return }
                    let patches = all + (isOfPatches ? index * n * stride : 0)
                    gather(patches)
                    Self.centre(patches, count, stride, mean + index * stride)
                    guard isOfPatches else {
                        GramMatrix.upper(patches, rows: count, stride, matrix)
                        return batch.store(matrix, stride: stride, scale: scale, at: index)
                    }
                    for i in count * stride..<n * stride { patches[i] = 0 }
                    BLAS.multiply(
                        m: n, n: n, k: d, a: patches, lda: stride, transposeA: false, b: patches, ldb: stride,
                        transposeB: true, c: matrix, ldc: n)
                    batch.store(matrix, stride: n, scale: scale, at: index)
                }
            }
        }
    }

    /// Subtracts the mean of the patches, and writes it.
    private static func centre(
        _ patches: UnsafeMutablePointer<Float>, _ count: Int, _ stride: Int, _ mean: UnsafeMutablePointer<Float>
    ) {
        for i in Swift.stride(from: 0, to: stride, by: Vector.scalarCount) {
            var sum = Vector.zero
            for m in 0..<count { sum += (patches + m * stride + i).vector }
            (mean + i).vector = sum / Float(count)
        }
        subtract(mean, from: patches, count, stride)
    }

    private static func subtract(
        _ mean: UnsafePointer<Float>, from patches: UnsafeMutablePointer<Float>, _ count: Int, _ stride: Int
    ) {
        for i in Swift.stride(from: 0, to: stride, by: Vector.scalarCount) {
            let average = (mean + i).vector
            for m in 0..<count {
                let patch = patches + m * stride + i
                patch.vector = patch.vector - average
            }
        }
    }

    /// Computes W of the groups that were measured.
    mutating func solve() {
        switch statistics {
        case .guide: batch.invert(noise: noise)
        case .noisy(let threshold): batch.shrink(noise: noise, least: threshold * noise)
        }
    }

    /// Denoises patches of group `index`.
    /// - Parameters:
    ///   - gather: writes `count` patches, one every `stride` values.
    ///   - use: gets the denoised patches, and how much noise W leaves in them: its squared Frobenius norm.
    mutating func apply(
        _ index: Int, count: Int, gather: (UnsafeMutablePointer<Float>) -> Void,
        use: (UnsafePointer<Float>, Float) -> Void
    ) {
        let group = Group(
            dimension: dimension, stride: stride, size: batch.size, isOfPatches: isOfPatches,
            scale: 1 / (noise * Float(max(1, counts[index] - 1))))
        let start = isOfPatches ? index * capacity * stride : 0, isInverted = statistics == .guide
        centred.withUnsafeBufferPointer { centred in
            means.withUnsafeBufferPointer { means in
                work.withPointers { matrix, given, result, products in
                    guard let patches = centred.baseAddress, let mean = means.baseAddress.map({ $0 + index * stride })
                    else { return }
                    batch.load(index, into: matrix)
                    gather(given)
                    Self.subtract(mean, from: given, count, stride)
                    for m in 0..<count { (result + m * stride).update(from: mean, count: stride) }
                    let remaining = group.remainingNoise(matrix, isInverted: isInverted)
                    group.project(given, count, patches + start, matrix, products, into: result)
                    use(result, remaining)
                }
            }
        }
    }

    /// The size of a group's system.
    private struct Group {
        let dimension: Int, stride: Int, size: Int, isOfPatches: Bool
        /// 1 / (σ² (n - 1)).
        let scale: Float

        /// The squared norm of W. Of an inverted system M it is that of 1 - M, which the matrix becomes where it is one of pixels.
        func remainingNoise(_ matrix: UnsafeMutablePointer<Float>, isInverted: Bool) -> Float {
            var sum: Float = 0
            for i in 0..<size {
                for j in 0..<size {
                    let value = matrix[i * size + j], complement = isInverted ? (i == j ? 1 : 0) - value : value
                    sum += complement * complement
                    if !isOfPatches { matrix[i * size + j] = complement }
                }
            }
            return sum
        }

        /// result += given W.
        func project(
            _ given: UnsafePointer<Float>, _ count: Int, _ patches: UnsafePointer<Float>,
            _ matrix: UnsafeMutablePointer<Float>, _ products: UnsafeMutablePointer<Float>,
            into result: UnsafeMutablePointer<Float>
        ) {
            let (d, n) = (dimension, size), other = products + n * n
            guard isOfPatches else {
                return BLAS.multiply(
                    m: count, n: d, k: d, a: given, lda: stride, transposeA: false, b: matrix, ldb: d,
                    transposeB: false, c: result, ldc: stride, adding: true)
            }
            for i in 0..<n * n { matrix[i] *= scale }
            BLAS.multiply(
                m: count, n: n, k: d, a: given, lda: stride, transposeA: false, b: patches, ldb: stride,
                transposeB: true, c: products, ldc: n)
            BLAS.multiply(
                m: count, n: n, k: n, a: products, lda: n, transposeA: false, b: matrix, ldb: n, transposeB: false,
                c: other, ldc: n)
            BLAS.multiply(
                m: count, n: d, k: n, a: other, lda: n, transposeA: false, b: patches, ldb: stride, transposeB: false,
                c: result, ldc: stride, adding: true)
        }
    }
}

extension PatchShrinkage.Work {
    /// Passes on the addresses of matrix, given, result and products.
    fileprivate mutating func withPointers(
        _ body: (
            UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>,
            UnsafeMutablePointer<Float>
        ) -> Void
    ) {
        matrix.withUnsafeMutableBufferPointer { matrix in
            given.withUnsafeMutableBufferPointer { given in
                result.withUnsafeMutableBufferPointer { result in
                    products.withUnsafeMutableBufferPointer { products in
                        if let m = matrix.baseAddress, let g = given.baseAddress, let r = result.baseAddress,
                            let p = products.baseAddress
                        {
                            body(m, g, r, p)
                        }
                    }
                }
            }
        }
    }
}
