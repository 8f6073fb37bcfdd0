extension Bitmap {
    /// The image with 1 channel (grey), 3 channels (RGB) or 4 (RGB and alpha).
    ///
    /// Grey is the luminance 0.2126 R + 0.7152 G + 0.0722 B (Rec. 709) in linear light, so that neutral pixels keep their byte. RGB
    /// repeats the grey value. Alpha is opaque where there was none, and an image that loses its alpha is laid over white.
    package func converted(toChannels target: Int) -> Bitmap {
        precondition([1, 3, 4].contains(target), "a bitmap has 1, 3 or 4 channels, not \(target)")
        if target == channels { return self }
        if channels == 4 { return onWhite().converted(toChannels: target) }
        if target == 4 { return converted(toChannels: 3).with(alpha: nil) }
        return Bitmap(
            width: width, height: height, channels: target, colorSpace: colorSpace,
            pixels: target == 3 ? replicated() : grey())
    }

    private func replicated() -> [UInt8] {
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
        let light = LinearLight(colorSpace)
        var samples: [UInt8] = []
        samples.reserveCapacity(width * height)
        for i in stride(from: 0, to: pixels.count, by: 3) {
            samples.append(
                light.byte(
                    0.2126 * light.ofByte[Int(pixels[i])] + 0.7152 * light.ofByte[Int(pixels[i + 1])]
                        + 0.0722 * light.ofByte[Int(pixels[i + 2])]))
        }
        return samples
    }
}
