import Numerics

/// Three vectors: a row of three values, each of sixteen channels.
struct VectorTriple {
    var first: Vector, second: Vector, third: Vector

    @inline(__always)
    init(_ first: Vector, _ second: Vector, _ third: Vector) {
        (self.first, self.second, self.third) = (first, second, third)
    }

    @inline(__always)
    static func + (a: Self, b: Self) -> Self { Self(a.first + b.first, a.second + b.second, a.third + b.third) }

    @inline(__always)
    static func - (a: Self, b: Self) -> Self { Self(a.first - b.first, a.second - b.second, a.third - b.third) }

    /// The input transform along a row: of three pixels, three points.
    @inline(__always)
    var inputTransform: Self { Self(first - second, second, third - second) }

    /// The transpose of `inputTransform`: of three points, three pixels.
    @inline(__always)
    var inputGradient: Self { Self(first, second - first - third, third) }

    /// The inverse transform along a row: of three points, two values.
    @inline(__always)
    var inverseTransform: (Vector, Vector) { (first + second, second + third) }

    /// The weight transform along a row: of two values, three points.
    @inline(__always)
    init(weightTransformOf a: Vector, _ b: Vector) { self.init(a, a + b, b) }
}

/// Three rows of three vectors: the pixels of a polyphase component under a tile, or the points of a transformed tile. See
/// `WinogradGeometry` for the matrices.
struct VectorSquare {
    var top: VectorTriple, middle: VectorTriple, bottom: VectorTriple

    @inline(__always)
    init(_ top: VectorTriple, _ middle: VectorTriple, _ bottom: VectorTriple) {
        (self.top, self.middle, self.bottom) = (top, middle, bottom)
    }

    /// Bᵀ v B
    @inline(__always)
    var inputTransform: Self {
        let (a, b, c) = (top.inputTransform, middle.inputTransform, bottom.inputTransform)
        return Self(a - b, b, c - b)
    }

    /// B u Bᵀ
    @inline(__always)
    var inputGradient: Self {
        let (a, b, c) = (top.inputGradient, middle.inputGradient, bottom.inputGradient)
        return Self(a, b - a - c, c)
    }

    /// Aᵀ m A: four values, row by row.
    @inline(__always)
    var inverseTransform: (Vector, Vector, Vector, Vector) {
        let (a, b, c) = (top.inverseTransform, middle.inverseTransform, bottom.inverseTransform)
        return (a.0 + b.0, a.1 + b.1, b.0 + c.0, b.1 + c.1)
    }

    /// G w Gᵀ of four values, row by row.
    @inline(__always)
    init(weightTransformOf w: (Vector, Vector, Vector, Vector)) {
        let a = VectorTriple(weightTransformOf: w.0, w.1), b = VectorTriple(weightTransformOf: w.2, w.3)
        self.init(a, a + b, b)
    }
}
