extension GaussianPatches {
    /// Memory for one group, and what is computed in it.
    struct Workspace {
        let dimension: Int
        /// The first patch of the group, estimated.
        private(set) var result: [Float]
        private var group: [Float], mean: [Float], covariance: [Float], factor: [Float], side: [Float], mask: [Float]

        init(dimension d: Int, count: Int) {
            dimension = d
            result = [Float](repeating: 0, count: d)
            (mean, side, mask) = (result, result, result)
            group = [Float](repeating: 0, count: d * count)
            covariance = [Float](repeating: 0, count: d * d)
            factor = covariance
        }

        /// Missing pixels of the first member given its known ones.
        mutating func complete(_ members: [Int], _ estimate: UnsafePointer<Float>, _ given: UnsafePointer<Float>, _ known: UnsafePointer<Float>,
                               width: Int, side patchSide: Int, softness: Float) {
            measure(members, estimate, width, patchSide)
            let d = dimension, own = members[0]
            for i in 0..<d {
                let place = own + i / patchSide * width + i % patchSide
                mask[i] = known[place]
                side[i] = mask[i] * (given[place] - mean[i])
            }
            for i in 0..<d {
                for j in 0..<d { factor[i * d + j] = covariance[i * d + j] * mask[i] * mask[j] }
                factor[i * d + i] += softness * softness
            }
            solve()
            for i in 0..<d { side[i] *= mask[i] }
            project()
        }

        /// The first member without its noise.
        mutating func denoise(_ members: [Int], _ estimate: UnsafePointer<Float>, _ noisy: UnsafePointer<Float>, width: Int, side patchSide: Int,
                              sigma: Float, guided: Bool) {
            measure(members, guided ? estimate : noisy, width, patchSide)
            let d = dimension, noise = sigma * sigma
            for i in 0..<d { side[i] = noisy[members[0] + i / patchSide * width + i % patchSide] - mean[i] }
            factor = covariance
            if guided { for i in 0..<d { factor[i * d + i] += noise } } else { for i in 0..<d { factor[i * d + i] += 0.05 * noise } }
            let centred = side
            solve()
            if guided { return project() }
            // mean + (C - noise) C^-1 (y - mean) = y - noise C^-1 (y - mean)
            for i in 0..<d { result[i] = mean[i] + centred[i] - noise * side[i] }
        }

        /// Mean and covariance of the members.
        private mutating func measure(_ members: [Int], _ values: UnsafePointer<Float>, _ width: Int, _ patchSide: Int) {
            let (d, n) = (dimension, members.count)
            for i in 0..<d { mean[i] = 0 }
            group.withUnsafeMutableBufferPointer { group in
                for (m, place) in members.enumerated() {
                    for row in 0..<patchSide {
                        for column in 0..<patchSide { group[m * d + row * patchSide + column] = values[place + row * width + column] }
                    }
                    for i in 0..<d { mean[i] += group[m * d + i] }
                }
                for i in 0..<d { mean[i] /= Float(n) }
                let scale = 1 / Float(max(1, n - 1)).squareRoot()
                for m in 0..<n { for i in 0..<d { group[m * d + i] = (group[m * d + i] - mean[i]) * scale } }
            }
            group.withUnsafeBufferPointer { group in
                covariance.withUnsafeMutableBufferPointer { covariance in
                    guard let a = group.baseAddress, let c = covariance.baseAddress else { return }
                    BLAS.multiply(m: d, n: d, k: n, a: a, lda: d, transposeA: true, b: a, ldb: d, transposeB: false, c: c, ldc: d)
                }
            }
        }

        /// side = factor^-1 side, by Cholesky; the factor is overwritten by its upper triangle.
        private mutating func solve() {
            let d = dimension
            factor.withUnsafeMutableBufferPointer { f in
                side.withUnsafeMutableBufferPointer { b in
                    guard let f = f.baseAddress, let b = b.baseAddress else { return }
                    for k in 0..<d {
                        let pivot = max(f[k * d + k], 1e-6).squareRoot(), inverse = 1 / pivot
                        for j in k..<d { f[k * d + j] *= inverse }
                        f[k * d + k] = pivot
                        for i in k + 1..<max(d, k + 1) {
                            let factor = f[k * d + i]
                            if factor == 0 { continue }
                            for j in i..<d { f[i * d + j] -= factor * f[k * d + j] }
                        }
                    }
                    for k in 0..<d {
                        b[k] /= f[k * d + k]
                        let value = b[k]
                        for j in k + 1..<max(d, k + 1) { b[j] -= value * f[k * d + j] }
                    }
                    for k in (0..<d).reversed() {
                        var sum = b[k]
                        for j in k + 1..<max(d, k + 1) { sum -= f[k * d + j] * b[j] }
                        b[k] = sum / f[k * d + k]
                    }
                }
            }
        }

        /// result = mean + covariance side.
        private mutating func project() {
            let d = dimension
            for i in 0..<d { result[i] = mean[i] }
            for j in 0..<d where side[j] != 0 {
                let value = side[j]
                for i in 0..<d { result[i] += value * covariance[j * d + i] }
            }
        }
    }
}
