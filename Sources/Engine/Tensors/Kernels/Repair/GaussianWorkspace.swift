import Numerics

extension GaussianPatches {
    /// The estimate for one group of patches, with the memory for it.
    struct Workspace {
        let dimension: Int
        /// The first patch of the group, estimated.
        private(set) var result: [Float]
        /// The first members of the group, estimated: (pixels, members).
        private(set) var results: [Float] = []
        private var centred: [Float] = []
        private var group: [Float], mean: [Float], covariance: [Float], factor: [Float], side: [Float]
        /// The pixels of the patch that the right side holds.
        private var known: [Int] = []

        /// A channel: its values, and 1 where they are known.
        struct Observation {
            let values: UnsafePointer<Float>, mask: UnsafePointer<Float>
        }

        init(dimension d: Int, count: Int) {
            dimension = d
            result = [Float](repeating: 0, count: d)
            (mean, side) = (result, result)
            known.reserveCapacity(d)
            group = [Float](repeating: 0, count: d * count)
            covariance = [Float](repeating: 0, count: d * d)
            factor = covariance
        }

        /// Estimates the missing pixels of the first member from its known ones.
        mutating func complete(
            _ members: [Int], _ estimate: UnsafePointer<Float>, _ observed: Observation,
            width: Int, side patchSide: Int, softness: Float
        ) {
            measure(members, estimate, width, patchSide)
            let d = dimension, target = members[0]
            // Only the known pixels enter the system.
            known.removeAll(keepingCapacity: true)
            for i in 0..<d {
                let position = target + i / patchSide * width + i % patchSide
                guard observed.mask[position] != 0 else { continue }
                side[known.count] = observed.values[position] - mean[i]
                known.append(i)
            }
            let n = known.count
            for (row, i) in known.enumerated() {
                for (column, j) in known.enumerated().dropFirst(row) {
                    factor[row * n + column] = covariance[i * d + j]
                }
                factor[row * n + row] += softness * softness
            }
            solve(n)
            project()
        }

        /// Denoises the first member; the covariance includes the noise.
        mutating func denoise(
            _ members: [Int], _ noisy: UnsafePointer<Float>, width: Int, side patchSide: Int,
            sigma: Float
        ) {
            measure(members, noisy, width, patchSide)
            let d = dimension, noise = sigma * sigma
            for i in 0..<d { side[i] = noisy[members[0] + i / patchSide * width + i % patchSide] - mean[i] }
            factor = covariance
            for i in 0..<d { factor[i * d + i] += 0.05 * noise }
            let centred = side
            solve(d)
            // mean + (C - noise) C^-1 (y - mean) = y - noise C^-1 (y - mean)
            for i in 0..<d { result[i] = mean[i] + centred[i] - noise * side[i] }
        }

        /// Denoises the first `several` members, (d, several), with the covariance of their estimates. For one
        /// covariance, several solutions cost little more than one.
        mutating func denoise(
            _ members: [Int], first several: Int, _ estimate: UnsafePointer<Float>, _ noisy: UnsafePointer<Float>,
            width: Int,
            side patchSide: Int, sigma: Float
        ) {
            measure(members, estimate, width, patchSide)
            let d = dimension, n = several
            if results.count < d * n {
                (centred, results) = ([Float](repeating: 0, count: d * n), [Float](repeating: 0, count: d * n))
            }
            for i in 0..<d {
                let offset = i / patchSide * width + i % patchSide
                for m in 0..<n {
                    centred[i * n + m] = noisy[members[m] + offset] - mean[i]
                }
            }
            factor = covariance
            for i in 0..<d { factor[i * d + i] += sigma * sigma }
            factor.withUnsafeMutableBufferPointer { f in
                centred.withUnsafeMutableBufferPointer { b in
                    covariance.withUnsafeBufferPointer { c in
                        results.withUnsafeMutableBufferPointer { r in
                            guard let f = f.baseAddress, let b = b.baseAddress, let c = c.baseAddress,
                                let r = r.baseAddress
                            else { return }
                            if BLAS.factorise(n: d, a: f, lda: d) {
                                BLAS.solve(n: d, count: n, factor: f, lda: d, b: b, ldb: n)
                            } else {
                                for i in 0..<d * n { b[i] = 0 }
                            }
                            for i in 0..<d { for m in 0..<n { r[i * n + m] = mean[i] } }
                            BLAS.multiply(
                                m: d, n: n, k: d, a: c, lda: d, transposeA: false, b: b, ldb: n, transposeB: false,
                                c: r, ldc: n, adding: true)
                        }
                    }
                }
            }
        }

        /// Computes mean and covariance of the members.
        private mutating func measure(_ members: [Int], _ values: UnsafePointer<Float>, _ width: Int, _ patchSide: Int)
        {
            let (d, n) = (dimension, members.count)
            for i in 0..<d { mean[i] = 0 }
            group.withUnsafeMutableBufferPointer { group in
                for (m, position) in members.enumerated() {
                    for row in 0..<patchSide {
                        for column in 0..<patchSide {
                            group[m * d + row * patchSide + column] = values[position + row * width + column]
                        }
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
                    BLAS.multiply(
                        m: d, n: d, k: n, a: a, lda: d, transposeA: true, b: a, ldb: d, transposeB: false, c: c, ldc: d)
                }
            }
        }

        /// side = factor^-1 side for its first n elements, by Cholesky factorisation; the factor (n, n) is overwritten.
        ///
        /// The noise on the diagonal makes it positive definite. Where rounding undoes that, side becomes zero and the
        /// estimate the mean.
        private mutating func solve(_ n: Int) {
            guard n > 0 else { return }
            factor.withUnsafeMutableBufferPointer { f in
                side.withUnsafeMutableBufferPointer { b in
                    guard let f = f.baseAddress, let b = b.baseAddress else { return }
                    if BLAS.factorise(n: n, a: f, lda: n) {
                        BLAS.solve(n: n, count: 1, factor: f, lda: n, b: b, ldb: 1)
                    } else {
                        for i in 0..<n { b[i] = 0 }
                    }
                }
            }
        }

        /// result = mean + covariance side.
        private mutating func project() {
            let d = dimension
            for i in 0..<d { result[i] = mean[i] }
            for (index, j) in known.enumerated() {
                let value = side[index]
                for i in 0..<d { result[i] += value * covariance[j * d + i] }
            }
        }
    }
}
