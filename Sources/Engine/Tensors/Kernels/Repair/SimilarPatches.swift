/// Finds the patches most similar to a given one in its neighbourhood.
///
/// A patch is identified by its top left pixel, y * width + x. The distance is the mean squared difference, weighted by
/// both patches' trust.
struct SimilarPatches {
    let width: Int, height: Int, channels: Int
    /// Pixels along a patch's side, a multiple of 4.
    let side: Int
    /// Radius of the neighbourhood, in pixels.
    let window: Int
    let count: Int
    private var found: [(distance: Float, position: Int32)] = []

    init(width: Int, height: Int, channels: Int, side: Int, window: Int, count: Int) {
        precondition(side % 4 == 0 && side <= min(width, height), "patches of \(side) in \(width) x \(height)")
        (self.width, self.height, self.channels, self.side, self.window, self.count) = (
            width, height, channels, side, window, count
        )
        found.reserveCapacity((2 * window + 1) * (2 * window + 1))
    }

    /// The nearest patches to the one at (x, y), itself first; fewer where the image is small.
    /// - Parameters:
    ///   - values: (channels, height, width).
    ///   - trust: (height, width), 0...1.
    mutating func nearest(
        x: Int, y: Int, values: UnsafePointer<Float>, trust: UnsafePointer<Float>, into positions: inout [Int]
    ) {
        found.removeAll(keepingCapacity: true)
        let centre = y * width + x
        for row in max(0, y - window)...min(height - side, y + window) {
            for column in max(0, x - window)...min(width - side, x + window) {
                let position = row * width + column
                if position == centre { continue }
                let d =
                    side % 8 == 0
                    ? distance(centre, position, values, trust, SIMD8<Float>.self)
                    : distance(centre, position, values, trust, SIMD4<Float>.self)
                found.append((d, Int32(position)))
            }
        }
        positions.removeAll(keepingCapacity: true)
        positions.append(centre)
        select(min(count - 1, found.count))
        for entry in found.prefix(count - 1) { positions.append(Int(entry.position)) }
    }

    @inline(__always)
    private func distance<V: SIMD>(
        _ a: Int, _ b: Int, _ values: UnsafePointer<Float>, _ trust: UnsafePointer<Float>, _: V.Type
    ) -> Float where V.Scalar == Float {
        var sum = V(repeating: 0), weight = V(repeating: 0)
        for row in 0..<side {
            for column in stride(from: 0, to: side, by: V.scalarCount) {
                let offset = row * width + column
                let w = Self.load(trust + a + offset, V.self) * Self.load(trust + b + offset, V.self)
                var squares = V(repeating: 0)
                for c in 0..<channels {
                    let plane = values + c * width * height + offset
                    let d = Self.load(plane + a, V.self) - Self.load(plane + b, V.self)
                    squares = squares + d * d
                }
                sum += w * squares
                weight += w
            }
        }
        return sum.sum() / (weight.sum() + 1e-2)
    }

    @inline(__always)
    private static func load<V: SIMD>(_ p: UnsafePointer<Float>, _: V.Type) -> V {
        UnsafeRawPointer(p).loadUnaligned(as: V.self)
    }

    /// Moves the `n` smallest to the front (Hoare's quickselect); deterministic.
    private mutating func select(_ n: Int) {
        guard n > 0, n < found.count else { return }
        found.withUnsafeMutableBufferPointer { found in
            var (low, high) = (0, found.count - 1)
            while low < high {
                let pivot = found[(low + high) / 2].distance
                var (i, j) = (low, high)
                while i <= j {
                    while found[i].distance < pivot { i += 1 }
                    while found[j].distance > pivot { j -= 1 }
                    if i <= j { found.swapAt(i, j); i += 1; j -= 1 }
                }
                if n - 1 <= j { high = j } else if n - 1 >= i { low = i } else { return }
            }
        }
    }
}

extension SIMD where Scalar == Float {
    @inline(__always)
    func sum() -> Float {
        var total: Float = 0
        for i in indices { total += self[i] }
        return total
    }
}
