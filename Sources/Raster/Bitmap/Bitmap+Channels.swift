extension Bitmap {
    /// The same picture with 1 channel (grey) or 3 (RGB).
    ///
    /// Grey is the Rec. 709 luma in linear light, 0.2126 R + 0.7152 G + 0.0722 B of the decoded samples, encoded again;
    /// it keeps the brightness that the eye sees, and neutral pixels keep their byte. RGB of grey repeats it.
    public func converted(toChannels target: Int) -> Bitmap {
        precondition(target == 1 || target == 3, "a bitmap has 1 or 3 channels, not \(target)")
        if target == channels { return self }
        return Bitmap(width: width, height: height, channels: target, colorSpace: colorSpace,
                      pixels: target == 3 ? repeated() : grey())
    }

    private func repeated() -> [UInt8] {
        var samples: [UInt8] = []
        samples.reserveCapacity(pixels.count * 3)
        for value in pixels {
            samples.append(value)
            samples.append(value)
            samples.append(value)
        }
        return samples
    }

    private func grey() -> [UInt8] {
        let light = Light(colorSpace)
        var samples: [UInt8] = []
        samples.reserveCapacity(width * height)
        for i in stride(from: 0, to: pixels.count, by: 3) {
            samples.append(light.byte(0.2126 * light.ofByte[Int(pixels[i])] + 0.7152 * light.ofByte[Int(pixels[i + 1])]
                + 0.0722 * light.ofByte[Int(pixels[i + 2])]))
        }
        return samples
    }
}

/// Between bytes of a colour space and linear light of 0...1.
struct Light {
    /// Linear light of each byte.
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
