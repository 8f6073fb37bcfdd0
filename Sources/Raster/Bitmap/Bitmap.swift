/// An image of 8-bit samples: grey, RGB, or RGB with alpha.
///
/// Row by row from the top, channels interleaved: the sample at (x, y, c) is `pixels[(y * width + x) * channels + c]`.
/// A width or height of 0 is an image without pixels.
package struct Bitmap: Sendable, Hashable {
    /// The meaning of a sample. The program itself uses sRGB only.
    package enum ColorSpace: Sendable, Hashable {
        /// IEC 61966-2-1, nearly uniform for the eye.
        case sRGB
        /// Proportional to light.
        case linear
    }

    package let width: Int
    package let height: Int
    /// 1 (grey), 3 (red, green, blue) or 4 (with alpha, 255 for opaque; colours are not multiplied by it).
    package let channels: Int
    package let colorSpace: ColorSpace
    /// The samples, 0...255. The count stays `width * height * channels`.
    package var pixels: [UInt8]

    /// - Precondition: `channels` is 1, 3 or 4 and `pixels.count == width * height * channels`.
    package init(width: Int, height: Int, channels: Int, colorSpace: ColorSpace = .sRGB, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0, "a bitmap of \(width) x \(height)")
        precondition([1, 3, 4].contains(channels), "a bitmap has 1, 3 or 4 channels, not \(channels)")
        precondition(
            pixels.count == width * height * channels,
            "\(pixels.count) samples for \(width) x \(height) x \(channels)")
        self.width = width
        self.height = height
        self.channels = channels
        self.colorSpace = colorSpace
        self.pixels = pixels
    }

    /// An sRGB image with the same value in every sample.
    package init(width: Int, height: Int, channels: Int, filledWith value: UInt8) {
        precondition(width >= 0 && height >= 0, "a bitmap of \(width) x \(height)")
        self.init(
            width: width, height: height, channels: channels,
            pixels: [UInt8](repeating: value, count: width * height * channels))
    }

    /// The sample of `channel` at column `x`, row `y`.
    package subscript(x: Int, y: Int, channel: Int) -> UInt8 {
        get { pixels[index(x, y, channel)] }
        set { pixels[index(x, y, channel)] = newValue }
    }

    private func index(_ x: Int, _ y: Int, _ channel: Int) -> Int {
        // Each coordinate separately: an x beyond the row would otherwise be a pixel of the next row.
        precondition(
            x >= 0 && x < width && y >= 0 && y < height && channel >= 0 && channel < channels,
            "(\(x), \(y), \(channel)) in a bitmap of \(width) x \(height) x \(channels)")
        return (y * width + x) * channels + channel
    }

    /// True for an image without pixels.
    package var isEmpty: Bool { width == 0 || height == 0 }
}
