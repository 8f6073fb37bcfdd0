extension Bitmap {
    /// The image in RGB composited over a single colour in linear light.
    /// - Parameters:
    ///   - alpha: 1 channel of the same size, 255 for opaque.
    ///   - background: sRGB red, green and blue.
    package func composited(alpha: Bitmap, over background: (UInt8, UInt8, UInt8)) -> Bitmap {
        precondition(
            alpha.width == width && alpha.height == height && alpha.channels == 1,
            "alpha of \(alpha.width) x \(alpha.height) x \(alpha.channels) for \(width) x \(height)")
        var result = converted(toChannels: 3)
        let light = SRGB.linear, color = [background.0, background.1, background.2],
            colorLight = color.map { light[Int($0)] }
        for (i, cover) in alpha.pixels.enumerated() where cover < 255 {
            let opacity = Float(cover) / 255
            for channel in 0..<3 {
                let sample = light[Int(result.pixels[3 * i + channel])]
                result.pixels[3 * i + channel] =
                    cover == 0
                    ? color[channel]
                    : SRGB.byte(ofLinear: colorLight[channel] + opacity * (sample - colorLight[channel]))
            }
        }
        return result
    }
}
