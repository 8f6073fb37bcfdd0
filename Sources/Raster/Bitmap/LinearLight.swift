/// Converts between bytes of a colour space and linear light in 0...1.
struct LinearLight {
    /// The light of each byte.
    let ofByte: [Float]
    private let encoder: SRGB.Encoder?

    init(_ space: Bitmap.ColorSpace) {
        ofByte = space == .sRGB ? SRGB.linear : (0...255).map { Float($0) / 255 }
        encoder = space == .sRGB ? SRGB.encoder : nil
    }

    /// The nearest byte; light outside 0...1 is clipped.
    func byte(_ light: Float) -> UInt8 {
        if let encoder { return encoder.byte(light) }
        return UInt8((min(max(light, 0), 1) * 255).rounded())
    }
}
