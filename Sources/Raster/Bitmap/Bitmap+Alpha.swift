extension Bitmap {
    /// RGB with the given alpha as a fourth channel. Colours under alpha 0 become 0, since they are arbitrary.
    /// - Parameter alpha: 1 channel of the same size; nil for opaque.
    package func with(alpha: Bitmap?) -> Bitmap {
        precondition(
            alpha.map { $0.width == width && $0.height == height && $0.channels == 1 } ?? true,
            "alpha of another size for \(width) x \(height)")
        let colors = converted(toChannels: 3).pixels
        var samples: [UInt8] = []
        samples.reserveCapacity(width * height * 4)
        for i in 0..<width * height {
            let cover = alpha?.pixels[i] ?? 255
            for c in 0..<3 { samples.append(cover == 0 ? 0 : colors[3 * i + c]) }
            samples.append(cover)
        }
        return Bitmap(width: width, height: height, channels: 4, colorSpace: colorSpace, pixels: samples)
    }

    /// RGB over white, mixed as sRGB bytes, of an image with alpha.
    func onWhite() -> Bitmap {
        precondition(channels == 4, "\(channels) channels have no alpha")
        var samples: [UInt8] = []
        samples.reserveCapacity(width * height * 3)
        for i in stride(from: 0, to: pixels.count, by: 4) {
            let cover = Int(pixels[i + 3]), white = 255 * (255 - cover)
            for c in 0..<3 { samples.append(UInt8((Int(pixels[i + c]) * cover + white + 127) / 255)) }
        }
        return Bitmap(width: width, height: height, channels: 3, colorSpace: colorSpace, pixels: samples)
    }

    /// The image over one colour in linear light; the same where it has no alpha.
    package func over(_ background: (UInt8, UInt8, UInt8)) -> Bitmap {
        guard channels == 4 else { return self }
        func plane(_ channels: Range<Int>) -> Bitmap {
            Bitmap(
                width: width, height: height, channels: channels.count, colorSpace: colorSpace,
                pixels: stride(from: 0, to: pixels.count, by: 4).flatMap { i in channels.map { pixels[i + $0] } })
        }
        return plane(0..<3).composited(alpha: plane(3..<4), over: background)
    }
}

extension ImageFile.Contents {
    /// RGB and alpha, opaque for a file without transparency.
    package var withAlpha: Bitmap { bitmap.with(alpha: alpha) }

    /// Grey or RGB over white, mixed as sRGB bytes, since the colours of transparent pixels are often arbitrary.
    package var onWhite: Bitmap {
        guard let alpha else { return bitmap }
        var result = bitmap
        for (i, cover) in alpha.pixels.enumerated() where cover < 255 {
            let (opacity, white) = (Int(cover), 255 * (255 - Int(cover)))
            for j in i * bitmap.channels..<(i + 1) * bitmap.channels {
                result.pixels[j] = UInt8((Int(bitmap.pixels[j]) * opacity + white + 127) / 255)
            }
        }
        return result
    }
}
