import Numerics

/// The mean of a patch's missing pixels given its known ones, under the Gaussian of a group of patches, with the memory for it.
///
/// With the centred patches as the columns of G, over all channels, the covariance is G Gᵀ / (n - 1). A group has fewer patches than
/// values, so the system of the known values y, (Gᵀ G + s² (n - 1)) w = Gᵀ y, is one of n patches, and the missing values are G w.
struct ConditionalMean {
    /// The missing pixels of the patch, as indices into it.
    private(set) var missing: [Int] = []
    /// Their values: (channels, dimension), of which the first `missing.count` of each channel are valid.
    private(set) var result: [Float]
    private let dimension: Int
    private var known: [Int] = []
    /// (values, patches): first the known ones of each channel, then the missing ones.
    private var group: [Float]
    private var system: [Float], side: [Float]

    /// - Parameters:
    ///   - dimension: pixels of a patch.
    ///   - capacity: patches of a group, at most.
    init(dimension d: Int, channels: Int, capacity: Int) {
        let n = GramMatrix.padded(capacity)
        dimension = d
        result = [Float](repeating: 0, count: channels * d)
        group = [Float](repeating: 0, count: channels * d * n)
        system = [Float](repeating: 0, count: n * n)
        side = [Float](repeating: 0, count: n)
    }

    /// Estimates the missing pixels of the first of the patches `members`.
    mutating func estimate(
        _ members: ArraySlice<Int32>, estimate: [Float], given: [Float], known: [Float], softness: Float,
        _ shape: PatchCompletion
    ) {
        guard let target = members.first.map(Int.init) else { return }
        self.known.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
        for i in 0..<dimension {
            if known[target + i / shape.side * shape.width + i % shape.side] != 0 {
                self.known.append(i)
            } else {
                missing.append(i)
            }
        }
        let plane = shape.width * shape.height, n = GramMatrix.padded(members.count)
        for i in 0..<n { side[i] = 0 }
        estimate.withUnsafeBufferPointer { estimate in
            given.withUnsafeBufferPointer { given in
                members.withUnsafeBufferPointer { members in
                    for c in 0..<shape.channels {
                        gather(members, estimate, given, plane: c * plane, channel: c, n, shape)
                    }
                }
            }
        }
        // Without a known pixel the mean of the group is the estimate.
        if self.known.isEmpty { return }
        solve(rows: shape.channels * self.known.count, n, softness)
        project(channels: shape.channels, n)
    }

    /// Copies one channel of the patches to `group`, centred and scaled, adds its part of the right side, and starts the result with means.
    private mutating func gather(
        _ members: UnsafeBufferPointer<Int32>, _ estimate: UnsafeBufferPointer<Float>,
        _ given: UnsafeBufferPointer<Float>,
        plane: Int, channel: Int, _ n: Int, _ shape: PatchCompletion
    ) {
        let count = members.count, scale = 1 / Float(max(1, count - 1)).squareRoot(), target = Int(members[0])
        let channels = shape.channels, (known, missing) = (known, missing)
        group.withUnsafeMutableBufferPointer { group in
            side.withUnsafeMutableBufferPointer { side in
                guard let group = group.baseAddress, let side = side.baseAddress, let estimate = estimate.baseAddress
                else { return }
                func centre(_ pixel: Int, _ row: UnsafeMutablePointer<Float>) -> Float {
                    let source = estimate + plane + pixel / shape.side * shape.width + pixel % shape.side
                    for i in 0..<count { row[i] = source[Int(members[i])] }
                    for i in count..<n { row[i] = 0 }
                    var sum = Vector.zero
                    for i in stride(from: 0, to: n, by: Vector.scalarCount) { sum += (row + i).vector }
                    let mean = sum.sum() / Float(count)
                    for i in stride(from: 0, to: n, by: Vector.scalarCount) {
                        (row + i).vector = ((row + i).vector - mean) * scale
                    }
                    for i in count..<n { row[i] = 0 }
                    return mean
                }
                for (i, pixel) in known.enumerated() {
                    let row = group + (channel * known.count + i) * n
                    let mean = centre(pixel, row)
                    let value = given[plane + target + pixel / shape.side * shape.width + pixel % shape.side] - mean
                    for i in stride(from: 0, to: n, by: Vector.scalarCount) {
                        (side + i).vector = (side + i).vector.addingProduct(Vector(repeating: value), (row + i).vector)
                    }
                }
                for (i, pixel) in missing.enumerated() {
                    let row = group + (channels * known.count + channel * missing.count + i) * n
                    result[channel * dimension + i] = centre(pixel, row)
                }
            }
        }
    }

    /// side = (Gᵀ G + softness²)⁻¹ side, with the first `rows` rows of the group.
    private mutating func solve(rows: Int, _ n: Int, _ softness: Float) {
        group.withUnsafeBufferPointer { group in
            system.withUnsafeMutableBufferPointer { system in
                side.withUnsafeMutableBufferPointer { side in
                    guard let group = group.baseAddress, let system = system.baseAddress, let side = side.baseAddress
                    else { return }
                    GramMatrix.upper(group, rows: rows, n, system)
                    for i in 0..<n { system[i * n + i] += softness * softness }
                    if BLAS.factorise(n: n, a: system, lda: n) {
                        BLAS.solve(n: n, factor: system, lda: n, b: side)
                    } else {
                        // Where rounding undoes that the matrix is positive definite, the estimate is the mean.
                        for i in 0..<n { side[i] = 0 }
                    }
                }
            }
        }
    }

    /// result += G w for the missing rows.
    private mutating func project(channels: Int, _ n: Int) {
        let count = missing.count, first = channels * known.count
        group.withUnsafeBufferPointer { group in
            side.withUnsafeBufferPointer { side in
                guard let group = group.baseAddress, let side = side.baseAddress else { return }
                for c in 0..<channels {
                    for i in 0..<count {
                        let row = group + (first + c * count + i) * n
                        var sum = Vector.zero
                        for k in stride(from: 0, to: n, by: Vector.scalarCount) {
                            sum = sum.addingProduct((row + k).vector, (side + k).vector)
                        }
                        result[c * dimension + i] += sum.sum()
                    }
                }
            }
        }
    }
}
