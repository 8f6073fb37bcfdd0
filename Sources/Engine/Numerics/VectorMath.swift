import CIntrinsics

/// Sixteen floats: one AVX-512 register, two of AVX2.
package typealias Vector = SIMD16<Float>
package typealias VectorBits = SIMD16<UInt32>

/// Elementary functions on sixteen floats at a time; relative error a few units in the last place.
///
/// Range reduction and minimax polynomials in the manner of Cody and Waite (1980); tests compare each with Glibc.
package enum VectorMath {
    /// e to the x. Below -87.3 the result is 0 or the smallest normal number, above 88.7 infinity.
    @inlinable @inline(__always)
    package static func exponential(_ x: Vector) -> Vector {
        let low = Vector(repeating: -87.33), high = Vector(repeating: 88.73)
        let clamped = pointwiseMin(pointwiseMax(x, low), high)
        let (turns, whole) = nearest(clamped * 1.442695041)
        // ln 2 in two parts, so that the subtraction is exact.
        var r = clamped.addingProduct(turns, Vector(repeating: -0.693145751953125))
        r = r.addingProduct(turns, Vector(repeating: -1.428606765330187e-6))
        var p = Vector(repeating: 1.9875691500e-4)
        p = Vector(repeating: 1.3981999507e-3).addingProduct(p, r)
        p = Vector(repeating: 8.3334519073e-3).addingProduct(p, r)
        p = Vector(repeating: 4.1665795894e-2).addingProduct(p, r)
        p = Vector(repeating: 1.6666665459e-1).addingProduct(p, r)
        p = Vector(repeating: 5.0000001201e-1).addingProduct(p, r)
        p = (r + 1).addingProduct(p, r * r)
        // Two halves of the power of two: 2^128 alone is no float.
        let half = whole &>> 1
        let scaled = p * power(half) * power(whole &- half)
        return scaled.replacing(with: .infinity, where: x .> high).replacing(with: x, where: x .!= x)
    }

    /// The nearest whole number, as float and as integer; |x| < 2^22. Adding 1.5 * 2^23 moves the fraction out of the
    /// mantissa: two instructions, where a checked conversion converts lane by lane.
    @inlinable @inline(__always)
    package static func nearest(_ x: Vector) -> (Vector, SIMD16<Int32>) {
        let shifted = x + 12582912
        return (shifted - 12582912, unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000)
    }

    /// The inverse of the integer part of `nearest`; |n| < 2^22.
    @inlinable @inline(__always)
    package static func float(_ n: SIMD16<Int32>) -> Vector {
        unsafeBitCast(n &+ 0x4B40_0000, to: Vector.self) - 12582912
    }

    @inlinable @inline(__always)
    package static func power(_ n: SIMD16<Int32>) -> Vector {
        unsafeBitCast((n &+ 127) &<< 23, to: Vector.self)
    }

    /// Natural logarithm of positive numbers; minus infinity at 0, not a number below.
    @inlinable @inline(__always)
    package static func logarithm(_ x: Vector) -> Vector {
        // Subnormal numbers are scaled up first.
        let tiny = x .< Float.leastNormalMagnitude
        let bits = unsafeBitCast(x.replacing(with: x * 8388608, where: tiny), to: SIMD16<Int32>.self)
        var exponent = float((bits &>> 23) &- 126)
        exponent.replace(with: exponent - 23, where: tiny)
        var m = unsafeBitCast((bits & 0x007F_FFFF) | 0x3F00_0000, to: Vector.self)  // in [0.5, 1)
        let small = m .< 0.707106781
        exponent.replace(with: exponent - 1, where: small)
        m = m.replacing(with: m + m, where: small) - 1
        let z = m * m
        var p = Vector(repeating: 7.0376836292e-2)
        p = Vector(repeating: -1.1514610310e-1).addingProduct(p, m)
        p = Vector(repeating: 1.1676998740e-1).addingProduct(p, m)
        p = Vector(repeating: -1.2420140846e-1).addingProduct(p, m)
        p = Vector(repeating: 1.4249322787e-1).addingProduct(p, m)
        p = Vector(repeating: -1.6668057665e-1).addingProduct(p, m)
        p = Vector(repeating: 2.0000714765e-1).addingProduct(p, m)
        p = Vector(repeating: -2.4999993993e-1).addingProduct(p, m)
        p = Vector(repeating: 3.3333331174e-1).addingProduct(p, m)
        var y = p * m * z
        y = y.addingProduct(exponent, Vector(repeating: -2.12194440e-4))
        y = y.addingProduct(z, Vector(repeating: -0.5))
        let result = (m + y).addingProduct(exponent, Vector(repeating: 0.693359375))
        return
            result
            .replacing(with: -.infinity, where: x .== 0)
            .replacing(with: .nan, where: x .< 0)
            .replacing(with: x, where: (x .== .infinity) .| (x .!= x))
    }

    /// 1 / (1 + exp(-x)).
    @inlinable @inline(__always)
    package static func sigmoid(_ x: Vector) -> Vector { 1 / (1 + exponential(-x)) }

    /// Odd polynomial near zero, where the exponential form would cancel; the form itself elsewhere.
    @inlinable @inline(__always)
    package static func hyperbolicTangent(_ x: Vector) -> Vector {
        let size = absolute(x)
        let far = 1 - 2 / (exponential(size + size) + 1)
        let z = x * x
        var p = Vector(repeating: -5.70498872745e-3)
        p = Vector(repeating: 2.06390887954e-2).addingProduct(p, z)
        p = Vector(repeating: -5.37397155531e-2).addingProduct(p, z)
        p = Vector(repeating: 1.33314422036e-1).addingProduct(p, z)
        p = Vector(repeating: -3.33332819422e-1).addingProduct(p, z)
        let near = x.addingProduct(x * z, p)
        return far.replacing(with: -far, where: x .< 0).replacing(with: near, where: size .< 0.625)
            .replacing(with: x, where: x .!= x)
    }

    /// log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)).
    @inlinable @inline(__always)
    package static func softplus(_ x: Vector) -> Vector {
        let e = exponential(-absolute(x))
        // log(1 + e) loses e's last digits where e is small; the division by the rounded 1 + e restores them.
        let u = 1 + e
        let tail = (logarithm(u) * e / (u - 1)).replacing(with: e, where: u .== 1)
        return pointwiseMax(x, Vector(repeating: 0)) + tail
    }

    @inlinable @inline(__always)
    package static func squareRoot(_ x: Vector) -> Vector { vector_square_root(x) }

    @inlinable @inline(__always)
    package static func squareRoot(_ x: SIMD8<Float>) -> SIMD8<Float> { half_vector_square_root(x) }

    /// The squared difference of two patches of bytes, weighted by pixel; where it reaches `limit`, that of some of their rows.
    /// - Parameters:
    ///   - a: the first pixel of a patch of `side` by `side` pixels of four bytes; 32 bytes from the start of each row are read.
    ///   - weights: of the pixels of `a`; eight from the start of each row are read.
    ///   - width: pixels from one row to the next, of all three.
    /// - Precondition: `side` is at most 8.
    @inlinable @inline(__always)
    package static func patchDistance(
        _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, weights: UnsafePointer<Float>, width: Int, side: Int,
        limit: Float
    ) -> Float { patch_distance(a, b, weights, width, Int32(side), limit) }

    @inlinable @inline(__always)
    package static func absolute(_ x: Vector) -> Vector {
        unsafeBitCast(unsafeBitCast(x, to: VectorBits.self) & 0x7FFF_FFFF, to: Vector.self)
    }

    /// Cosine and sine of a whole turn times `x`, 0 <= x < 1.
    @inlinable @inline(__always)
    package static func turn(_ x: Vector) -> (cosine: Vector, sine: Vector) {
        // Quarter turns off, then polynomials on [-pi/4, pi/4].
        let (quarter, count) = nearest(x * 4)
        let r = x.addingProduct(quarter, Vector(repeating: -0.25)) * 6.2831853072
        let z = r * r
        var s = Vector(repeating: -1.9515295891e-4)
        s = Vector(repeating: 8.3321608736e-3).addingProduct(s, z)
        s = Vector(repeating: -1.6666654611e-1).addingProduct(s, z)
        let sine = r.addingProduct(r * z, s)
        var c = Vector(repeating: 2.443315711809948e-5)
        c = Vector(repeating: -1.388731625493765e-3).addingProduct(c, z)
        c = Vector(repeating: 4.166664568298827e-2).addingProduct(c, z)
        let cosine = (1 - z * 0.5).addingProduct(c, z * z)
        let q = count & 3
        let swapped = (q & 1) .== 1
        let a = cosine.replacing(with: sine, where: swapped), b = sine.replacing(with: cosine, where: swapped)
        return (a.replacing(with: -a, where: (q .== 1) .| (q .== 2)), b.replacing(with: -b, where: q .>= 2))
    }
}
