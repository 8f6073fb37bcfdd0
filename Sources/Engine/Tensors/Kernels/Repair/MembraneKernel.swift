import Numerics

/// Solves the Laplace or the biharmonic equation in the holes of one channel.
///
/// Conjugate gradients; the preconditioner is one multigrid cycle of the Laplacian (Briggs, Henson and McCormick 2000),
/// two for the biharmonic operator, which is the Laplacian applied twice. Work and memory grow linearly with the area.
/// Pixels outside the image do not exist in the equations, so nothing is assumed about them.
package struct MembraneKernel: Sendable {
    package enum Order: Sendable { case laplace, biharmonic }

    private let order: Order
    private let levels: [MaskedGrid]
    private let width: Int, height: Int
    private let tolerance: Double
    /// Steps at most, and the residual relative to the first at which the solution is exact to less than one 8-bit
    /// level.
    private static let mostSteps = 500
    package static let exact = 1e-5

    /// - Parameters:
    ///   - damage: (height, width), 1 where the value is unknown, 0 where it is known.
    ///   - tolerance: the residual relative to the first at which the solution is good enough.
    package init(width: Int, height: Int, damage: [Float], order: Order, tolerance: Double = exact) {
        precondition(damage.count == width * height, "\(damage.count) marks for \(width) x \(height)")
        (self.width, self.height, self.order, self.tolerance) = (width, height, order, tolerance)
        var grids = [MaskedGrid(width: width, height: height, free: damage)]
        while let last = grids.last, min(last.width, last.height) > 4, grids.count < 12 { grids.append(last.coarser()) }
        levels = grids
    }

    /// The channel with values in its holes; known values stay. Where `isStopped` gives true it returns soon, with values that mean
    /// nothing. It is asked before each level of each multigrid cycle.
    package func solve(_ known: [Float], isStopped: () -> Bool = { false }) -> [Float] {
        let grid = levels[0]
        var x = grid.padded(known)
        let free = grid.free, sum = free.reduce(0, +)
        guard sum > 0, sum < Float(width * height) else { return known }
        // Starts from the mean of the known pixels: the result must not depend on the values in the hole.
        var mean = 0.0
        for i in x.indices where free[i] == 0 { mean += Double(x[i]) }
        mean /= Double(Float(width * height) - sum)
        for i in x.indices where free[i] != 0 { x[i] = Float(mean) }
        var scratch = x, r = x
        apply(x, &r, &scratch, masked: false)
        for i in r.indices { r[i] = -r[i] * free[i] }
        var z = [Float](repeating: 0, count: r.count), p = z, q = z
        improve(r, &z, isStopped)
        p = z
        var product = Self.dot(r, z)
        let first = product
        for _ in 0..<Self.mostSteps {
            if product <= first * tolerance * tolerance || !product.isFinite || isStopped() { break }
            apply(p, &q, &scratch, masked: true)
            let curvature = Self.dot(p, q)
            guard curvature > 0 else { break }
            let step = Float(product / curvature)
            grid.add(step, p, to: &x)
            grid.add(-step, q, to: &r)
            improve(r, &z, isStopped)
            let next = Self.dot(r, z)
            grid.combine(z, Float(next / product), &p)
            product = next
        }
        return grid.unpadded(x)
    }

    private func apply(_ x: [Float], _ y: inout [Float], _ scratch: inout [Float], masked: Bool) {
        switch order {
        case .laplace: levels[0].laplacian(x, &y, masked: true)
        case .biharmonic:
            levels[0].laplacian(x, &scratch, masked: false)
            levels[0].laplacian(scratch, &y, masked: true)
        }
    }

    private func improve(_ r: [Float], _ z: inout [Float], _ isStopped: () -> Bool) {
        cycle(0, r, &z, isStopped)
        guard order == .biharmonic else { return }
        let once = z
        cycle(0, once, &z, isStopped)
    }

    /// One V-cycle from zero: damped Jacobi steps before and after, the same on both sides so that it is symmetric.
    private func cycle(_ level: Int, _ r: [Float], _ z: inout [Float], _ isStopped: () -> Bool) {
        if isStopped() { return }
        let grid = levels[level]
        grid.firstSmoothing(r, &z)
        var residual = z
        let isLast = level == levels.count - 1
        for _ in 0..<(isLast ? 8 : 1) { grid.smooth(r, &z, &residual) }
        if isLast { return }
        grid.laplacian(z, &residual, masked: true)
        grid.subtract(from: r, &residual)
        let coarse = levels[level + 1]
        let restricted = grid.restricted(residual, to: coarse)
        var correction = [Float](repeating: 0, count: restricted.count)
        cycle(level + 1, restricted, &correction, isStopped)
        grid.addProlonged(correction, of: coarse, to: &z)
        for _ in 0..<2 { grid.smooth(r, &z, &residual) }
    }

    private static func dot(_ a: [Float], _ b: [Float]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var total = 0.0
                for start in stride(from: 0, to: a.count, by: 1024) {
                    var sum = Vector(repeating: 0)
                    var i = start
                    let end = min(a.count, start + 1024)
                    while i + 16 <= end {
                        sum +=
                            UnsafeRawPointer(a.baseAddress! + i).loadUnaligned(as: Vector.self)
                            * UnsafeRawPointer(b.baseAddress! + i).loadUnaligned(as: Vector.self)
                        i += 16
                    }
                    var rest: Float = 0
                    while i < end { rest += a[i] * b[i]; i += 1 }
                    total += Double(sum.sum() + rest)
                }
                return total
            }
        }
    }
}
