/// IEEE 754 binary16, the element type F16: a sign, 5 bits of exponent, 10 of fraction.
enum HalfFloat {
    /// The number of the bits, exactly; NaN stays NaN.
    static func value(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16, exponent = UInt32(bits >> 10) & 0x1F, fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            // Zero and subnormal numbers: the fraction in units of 2^-24.
            let magnitude = Float(fraction) * 0x1p-24
            return Float(bitPattern: magnitude.bitPattern | sign)
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
