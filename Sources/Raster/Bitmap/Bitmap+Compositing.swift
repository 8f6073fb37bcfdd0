extension Bitmap {
    /// The picture in RGB over a single colour, as far as `alpha` lets it through, mixed in linear light.
    /// - Parameters:
    ///   - alpha: 1 channel of the same size, 255 for opaque.
    ///   - ground: red, green and blue of what lies behind, sRGB.
    public func composited(alpha: Bitmap, over ground: (UInt8, UInt8, UInt8)) -> Bitmap {
        precondition(alpha.width == width && alpha.height == height && alpha.channels == 1,
                     "alpha of \(alpha.width) x \(alpha.height) x \(alpha.channels) for \(width) x \(height)")
        var result = converted(toChannels: 3)
        let light = SRGB.linear, behind = [light[Int(ground.0)], light[Int(ground.1)], light[Int(ground.2)]]
        let plain = [ground.0, ground.1, ground.2]
        for (i, cover) in alpha.pixels.enumerated() where cover < 255 {
            let share = Float(cover) / 255
            for channel in 0..<3 {
                let sample = light[Int(result.pixels[3 * i + channel])]
                result.pixels[3 * i + channel] = cover == 0 ? plain[channel]
                    : SRGB.byte(ofLinear: behind[channel] + share * (sample - behind[channel]))
            }
        }
        return result
    }
}
