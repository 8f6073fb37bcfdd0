import Numerics

// Sixteen elements at a time; see `Vector`.

extension ElementwiseKernel {
    /// y += x over `count` neighbouring elements.
    static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int) {
        zip(y, y, UnsafeMutablePointer(mutating: x), count) { $0 + $1 }
    }

    /// One function over `count` neighbouring elements. The result may overwrite an input.
    static func apply(
        _ function: Elementwise.Function, _ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>,
        _ b: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        let zero = Vector(repeating: 0)
        switch function {
        case .identity, .detached: map(d, a, count) { $0 }
        case .scale(let factor): map(d, a, count) { $0 * factor }
        case .offset(let amount): map(d, a, count) { $0 + amount }
        case .squareRoot: map(d, a, count) { VectorMath.squareRoot($0) }
        case .exponential: map(d, a, count) { VectorMath.exponential($0) }
        case .logarithm: map(d, a, count) { VectorMath.logarithm($0) }
        case .hyperbolicTangent: map(d, a, count) { VectorMath.hyperbolicTangent($0) }
        case .sigmoid: map(d, a, count) { VectorMath.sigmoid($0) }
        case .softplus: map(d, a, count) { VectorMath.softplus($0) }
        case .absolute: map(d, a, count) { VectorMath.absolute($0) }
        case .sign: map(d, a, count) { zero.replacing(with: 1, where: $0 .> 0).replacing(with: -1, where: $0 .< 0) }
        case .leakyReLU(let slope): map(d, a, count) { $0.replacing(with: $0 * slope, where: $0 .<= 0) }
        case .add: zip(d, a, b, count) { $0 + $1 }
        case .subtract: zip(d, a, b, count) { $0 - $1 }
        case .multiply: zip(d, a, b, count) { $0 * $1 }
        case .divide: zip(d, a, b, count) { $0 / $1 }
        case .maximum: zip(d, a, b, count) { $0.replacing(with: $1, where: $1 .> $0) }
        case .atLeast: zip(d, a, b, count) { zero.replacing(with: 1, where: $0 .>= $1) }
        case .leakyReLUGradient(let slope):
            zip(d, a, b, count) { g, y in (g * slope).replacing(with: g, where: y .> 0) }
        }
    }

    @inline(__always)
    private static func map(
        _ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int,
        _ f: (Vector) -> Vector
    ) {
        let (target, source) = (UnsafeMutableRawPointer(d), UnsafeRawPointer(a))
        let whole = count & ~15
        var i = 0
        while i < whole {
            target.storeBytes(
                of: f(source.loadUnaligned(fromByteOffset: i * 4, as: Vector.self)), toByteOffset: i * 4,
                as: Vector.self)
            i += 16
        }
        guard whole < count else { return }
        store(f(load(a + whole, count - whole)), d + whole, count - whole)
    }

    @inline(__always)
    private static func zip(
        _ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>,
        _ count: Int, _ f: (Vector, Vector) -> Vector
    ) {
        let (target, left, right) = (UnsafeMutableRawPointer(d), UnsafeRawPointer(a), UnsafeRawPointer(b))
        let whole = count & ~15
        var i = 0
        while i < whole {
            let value = f(
                left.loadUnaligned(fromByteOffset: i * 4, as: Vector.self),
                right.loadUnaligned(fromByteOffset: i * 4, as: Vector.self))
            target.storeBytes(of: value, toByteOffset: i * 4, as: Vector.self)
            i += 16
        }
        guard whole < count else { return }
        store(f(load(a + whole, count - whole), load(b + whole, count - whole)), d + whole, count - whole)
    }

    /// The last elements of a run, fewer than sixteen; the lanes after them hold 1, which is in every function's
    /// domain.
    private static func load(_ a: UnsafeMutablePointer<Float>, _ count: Int) -> Vector {
        var v = Vector(repeating: 1)
        for i in 0..<count { v[i] = a[i] }
        return v
    }

    private static func store(_ v: Vector, _ d: UnsafeMutablePointer<Float>, _ count: Int) {
        for i in 0..<count { d[i] = v[i] }
    }
}
