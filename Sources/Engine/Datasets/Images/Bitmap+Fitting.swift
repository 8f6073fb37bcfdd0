package import Raster
package import Runs

extension Bitmap {
    /// The image in another size; see `ImageFit` for other proportions. Sizes are changed by area averaging.
    package func fitted(to size: ImageSize, _ fit: ImageFit) -> Bitmap {
        switch fit {
        case .stretch: self.sized(size)
        case .crop: part(like: size).sized(size)
        case .pad: padded(like: size).sized(size)
        }
    }

    private func sized(_ size: ImageSize) -> Bitmap {
        resampled(width: size.width, height: size.height, filter: .area)
    }

    /// The largest centred part with the proportions of `size`, to the nearest pixel.
    private func part(like size: ImageSize) -> Bitmap {
        // Compared without a division: 2 x 3 has the proportions of 20 x 30.
        let isWide = width * size.height > height * size.width, isTall = width * size.height < height * size.width
        let across = isWide ? min(width, max(1, Self.quotient(height * size.width, size.height))) : width
        let down = isTall ? min(height, max(1, Self.quotient(width * size.height, size.width))) : height
        return across == width && down == height
            ? self : cropped(x: (width - across) / 2, y: (height - down) / 2, width: across, height: down)
    }

    /// The whole image in the middle of one with the proportions of `size`: transparent around it where it has alpha, else its border
    /// pixels repeated outwards.
    private func padded(like size: ImageSize) -> Bitmap {
        let isWide = width * size.height > height * size.width, isTall = width * size.height < height * size.width
        let across = isTall ? max(width, Self.quotient(height * size.width, size.height)) : width
        let down = isWide ? max(height, Self.quotient(width * size.height, size.width)) : height
        if across == width && down == height { return self }
        let (left, top) = ((across - width) / 2, (down - height) / 2)
        var samples: [UInt8] = []
        samples.reserveCapacity(across * down * channels)
        for y in 0..<down {
            for x in 0..<across {
                let (column, row) = (min(max(x - left, 0), width - 1), min(max(y - top, 0), height - 1))
                let isInside = column == x - left && row == y - top
                for channel in 0..<channels {
                    samples.append(channels == 4 && !isInside ? 0 : pixels[(row * width + column) * channels + channel])
                }
            }
        }
        return Bitmap(width: across, height: down, channels: channels, colorSpace: colorSpace, pixels: samples)
    }

    /// a / b to the nearest whole number.
    private static func quotient(_ a: Int, _ b: Int) -> Int { (2 * a + b) / (2 * b) }

    /// Whether a change of scale alone gives an image of `size`, to the nearest pixel.
    package func hasProportions(of size: ImageSize) -> Bool {
        Self.hasProportions(width: width, height: height, of: size)
    }

    /// The same for an image of these sides.
    static func hasProportions(width: Int, height: Int, of size: ImageSize) -> Bool {
        quotient(height * size.width, size.height) == width
            || quotient(width * size.height, size.width) == height
    }

    /// Grey for 1 channel, RGB for 3, RGB and alpha for 4.
    package func with(channels: Int) -> Bitmap { self.channels == channels ? self : converted(toChannels: channels) }
}
