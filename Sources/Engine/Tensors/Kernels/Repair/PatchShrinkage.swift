import Numerics

/// Denoises a group of similar patches of one channel as samples of one Gaussian (Lebrun, Buades and Morel 2013).
///
/// Every patch becomes mean + (patch - mean) W. W = C (C + σ²)⁻¹ where the covariance C is that of cleaner patches. Of noisy patches the
/// eigenvalues of C that noise alone reaches count as nothing: those below `threshold` σ² (Marchenko and Pastur 1967).
/// A group of n patches of d pixels costs some n d² + d³ operations, of noisy patches n d² + 9 d³.
struct PatchShrinkage {
    /// Pixels of a patch, and patches of a group at most.
    let dimension: Int, capacity: Int
    /// The denoised patches, (patches, dimension).
    private(set) var result: [Float]
    /// How much noise W leaves: the squared Frobenius norm of W.
    private(set) var remainingNoise: Float = 0
    private var mean: [Float], centred: [Float], matrix: [Float], covariance: [Float]
    private var eigen: EigenWorkspace

    init(dimension d: Int, capacity n: Int) {
        (dimension, capacity) = (d, n)
        mean = [Float](repeating: 0, count: d)
        result = [Float](repeating: 0, count: n * d)
        (centred, covariance) = (result, [Float](repeating: 0, count: d * d))
        matrix = covariance
        eigen = EigenWorkspace(size: d)
    }

    /// Denoises the first `shared` patches with the statistics of `guide`.
    /// - Parameters:
    ///   - guide: (count, dimension), cleaner patches; overwritten.
    ///   - noisy: (shared, dimension).
    mutating func denoise(
        _ noisy: UnsafePointer<Float>, shared: Int, guide: UnsafeMutablePointer<Float>, count: Int, sigma: Float
    ) {
        measure(guide, count)
        let d = dimension, noise = sigma * sigma
        for i in 0..<d * d { matrix[i] = covariance[i] }
        for i in 0..<d { matrix[i * d + i] += noise }
        // W = 1 - σ² (C + σ²)⁻¹
        let isPositive = matrix.withUnsafeMutableBufferPointer { m in
            m.baseAddress.map { BLAS.invertSymmetric(n: d, a: $0, lda: d) } ?? false
        }
        for i in 0..<d {
            for j in i..<d {
                let value = isPositive ? (i == j ? 1 : 0) - noise * matrix[i * d + j] : 0
                matrix[i * d + j] = value
                matrix[j * d + i] = value
            }
        }
        apply(noisy, shared)
    }

    /// Denoises the first `shared` of `count` noisy patches with their own statistics.
    /// - Parameter noisy: (count, dimension); overwritten.
    mutating func denoise(_ noisy: UnsafeMutablePointer<Float>, shared: Int, count: Int, sigma: Float, threshold: Float)
    {
        let d = dimension, noise = sigma * sigma
        for i in 0..<shared * d { centred[i] = noisy[i] }
        measure(noisy, count)
        for i in 0..<d * d { matrix[i] = 0 }
        if eigen.decompose(&covariance) {
            for k in 0..<d where eigen.values[k] > threshold * noise {
                let gain = 1 - noise / eigen.values[k]
                for i in 0..<d {
                    let scaled = gain * covariance[k * d + i]
                    for j in 0..<d { matrix[i * d + j] += scaled * covariance[k * d + j] }
                }
            }
        }
        centred.withUnsafeBufferPointer { apply($0.baseAddress, shared) }
    }

    /// result = mean + (patches - mean) W.
    private mutating func apply(_ patches: UnsafePointer<Float>?, _ count: Int) {
        let d = dimension
        guard let patches else { return }
        remainingNoise = 0
        for value in matrix { remainingNoise += value * value }
        centred.withUnsafeMutableBufferPointer { c in
            for m in 0..<count {
                for i in 0..<d {
                    c[m * d + i] = patches[m * d + i] - mean[i]
                    result[m * d + i] = mean[i]
                }
            }
            matrix.withUnsafeBufferPointer { w in
                result.withUnsafeMutableBufferPointer { r in
                    guard let c = c.baseAddress, let w = w.baseAddress, let r = r.baseAddress else { return }
                    BLAS.multiply(
                        m: count, n: d, k: d, a: c, lda: d, transposeA: false, b: w, ldb: d, transposeB: false, c: r,
                        ldc: d, adding: true)
                }
            }
        }
    }

    /// Mean and covariance of patches (count, dimension), which are centred and scaled in place.
    private mutating func measure(_ patches: UnsafeMutablePointer<Float>, _ count: Int) {
        let d = dimension
        for i in 0..<d { mean[i] = 0 }
        for m in 0..<count { for i in 0..<d { mean[i] += patches[m * d + i] } }
        for i in 0..<d { mean[i] /= Float(count) }
        let scale = 1 / Float(max(1, count - 1)).squareRoot()
        for m in 0..<count { for i in 0..<d { patches[m * d + i] = (patches[m * d + i] - mean[i]) * scale } }
        covariance.withUnsafeMutableBufferPointer { c in
            guard let c = c.baseAddress else { return }
            BLAS.multiply(
                m: d, n: d, k: count, a: patches, lda: d, transposeA: true, b: patches, ldb: d, transposeB: false, c: c,
                ldc: d)
        }
    }
}
