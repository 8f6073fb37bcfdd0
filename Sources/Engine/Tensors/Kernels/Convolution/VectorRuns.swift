/// Sums and differences of runs of neighbouring floats. Lengths are multiples of sixteen, except for the `short`
/// functions.
enum VectorRuns {
    private typealias Vector = SIMD16<Float>
    private typealias Quarter = SIMD4<Float>

    // MARK: Any length, for runs of a few floats: a call to memcpy takes longer than the copy.

    /// d = a
    @inline(__always)
    static func copyShort(_ a: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int) {
        short(d, count, { UnsafeRawPointer(a).loadUnaligned(fromByteOffset: $0 * 4, as: Quarter.self) }, { a[$0] })
    }

    /// d = 0
    @inline(__always)
    static func zeroShort(_ d: UnsafeMutablePointer<Float>, _ count: Int) {
        short(d, count, { _ in Quarter() }, { _ in 0 })
    }

    /// d += a
    @inline(__always)
    static func addShort(_ a: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int) {
        short(
            d, count,
            {
                UnsafeRawPointer(d).loadUnaligned(fromByteOffset: $0 * 4, as: Quarter.self)
                    + UnsafeRawPointer(a).loadUnaligned(fromByteOffset: $0 * 4, as: Quarter.self)
            }, { d[$0] + a[$0] })
    }

    @inline(__always)
    private static func short(
        _ d: UnsafeMutablePointer<Float>, _ count: Int, _ four: (Int) -> Quarter, _ one: (Int) -> Float
    ) {
        var i = 0
        while i + 4 <= count {
            UnsafeMutableRawPointer(d).storeBytes(of: four(i), toByteOffset: i * 4, as: Quarter.self)
            i += 4
        }
        while i < count {
            d[i] = one(i)
            i += 1
        }
    }

    // MARK: Whole vectors

    @inline(__always)
    private static func at(_ a: UnsafePointer<Float>, _ i: Int) -> Vector {
        UnsafeRawPointer(a).loadUnaligned(fromByteOffset: i * 4, as: Vector.self)
    }

    @inline(__always)
    private static func at(_ a: UnsafeMutablePointer<Float>, _ i: Int) -> Vector { at(UnsafePointer(a), i) }

    @inline(__always)
    private static func each(_ d: UnsafeMutablePointer<Float>, _ count: Int, _ value: (Int) -> Vector) {
        var i = 0
        while i < count {
            UnsafeMutableRawPointer(d).storeBytes(of: value(i), toByteOffset: i * 4, as: Vector.self)
            i += 16
        }
    }

    /// d = a
    @inline(__always)
    static func copy(_ a: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int) {
        each(d, count) { at(a, $0) }
    }

    /// d = a + b
    @inline(__always)
    static func sum(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        each(d, count) { at(a, $0) + at(b, $0) }
    }

    /// d = a + b + c + e
    @inline(__always)
    static func sum(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>, _ e: UnsafePointer<Float>,
        to d: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        each(d, count) { (at(a, $0) + at(b, $0)) + (at(c, $0) + at(e, $0)) }
    }

    /// d = a - b
    @inline(__always)
    static func difference(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        each(d, count) { at(a, $0) - at(b, $0) }
    }

    /// d = (a - b) - (c - e)
    @inline(__always)
    static func difference(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>, _ e: UnsafePointer<Float>,
        to d: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        each(d, count) { (at(a, $0) - at(b, $0)) - (at(c, $0) - at(e, $0)) }
    }

    /// d += a
    @inline(__always)
    static func add(_ a: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, _ count: Int) {
        each(d, count) { at(d, $0) + at(a, $0) }
    }

    /// d -= a
    @inline(__always)
    static func subtract(_ a: UnsafePointer<Float>, from d: UnsafeMutablePointer<Float>, _ count: Int) {
        each(d, count) { at(d, $0) - at(a, $0) }
    }

    /// d += b - a - c
    @inline(__always)
    static func addMiddle(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
        to d: UnsafeMutablePointer<Float>,
        _ count: Int
    ) {
        each(d, count) { at(d, $0) + (at(b, $0) - at(a, $0) - at(c, $0)) }
    }

    /// d -= b - a - c
    @inline(__always)
    static func subtractMiddle(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
        from d: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        each(d, count) { at(d, $0) - (at(b, $0) - at(a, $0) - at(c, $0)) }
    }
}
