/// The number format of the factors of matrix products and convolutions. Sums, weights, moments, averages, normalisation statistics and
/// losses are float in either.
package enum Precision: String, Sendable, CaseIterable {
    /// 32 bit floats.
    case fp32
    /// bfloat16: 8 bits of precision and the exponents of a float.
    case bf16
}
