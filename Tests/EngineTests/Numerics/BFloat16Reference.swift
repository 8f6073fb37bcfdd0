import Numerics

/// bfloat16 in slow, plain arithmetic: what the kernels of `BFloat16` are compared with.
enum BFloat16Reference {
    /// The nearest bfloat16, of two equally near ones the even one; numbers below the smallest normal float are zero.
    static func rounded(_ x: Float) -> Float {
        guard x.isFinite else { return x }
        guard x.isNormal else { return x.sign == .minus ? -0.0 : 0.0 }
        let below = Float(bitPattern: x.bitPattern & 0xFFFF_0000)
        let above = Float(bitPattern: (x.bitPattern & 0xFFFF_0000) &+ 0x0001_0000)
        let (down, up) = (abs(Double(x) - Double(below)), abs(Double(above) - Double(x)))
        // Beyond the largest number the next step would be infinity, one step after it.
        let isUp = above.isInfinite ? down >= Double(below.ulp) * 32768 : up < down
        if !above.isInfinite, up == down { return below.bitPattern >> 16 & 1 == 0 ? below : above }
        return isUp ? above : below
    }

    static func bits(_ x: Float) -> UInt32 { rounded(x).bitPattern >> 16 }

    static func pair(_ first: Float, _ second: Float) -> UInt32 { bits(first) | bits(second) << 16 }

    /// The product of rounded factors in double precision, and for each element the sum of the terms' magnitudes, which bounds the rounding
    /// errors of sums in float.
    static func product(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int) -> (values: [Double], magnitudes: [Double])
    {
        let (a, b) = (a.map { Double(rounded($0)) }, b.map { Double(rounded($0)) })
        var values = [Double](repeating: 0, count: m * n), magnitudes = values
        for i in 0..<m {
            for j in 0..<n {
                for p in 0..<k {
                    values[i * n + j] += a[i * k + p] * b[p * n + j]
                    magnitudes[i * n + j] += abs(a[i * k + p] * b[p * n + j])
                }
            }
        }
        return (values, magnitudes)
    }
}
