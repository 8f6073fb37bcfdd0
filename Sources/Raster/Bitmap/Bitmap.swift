/// A picture of 8-bit samples, grey or RGB.
///
/// Row by row from the top, channels interleaved: the sample at (x, y, c) is `pixels[(y * width + x) * channels + c]`.
/// A width or height of 0 is a picture without pixels.
public struct Bitmap: Sendable, Hashable {
    /// What a sample means. Everything the program draws is sRGB.
    public enum ColorSpace: Sendable, Hashable {
        /// IEC 61966-2-1: bytes spaced as the eye sees them.
        case sRGB
        /// Bytes proportional to light.
        case linear
    }

    public let width: Int
    public let height: Int
    /// 1 (grey) or 3 (red, green, blue).
    public let channels: Int
    public let colorSpace: ColorSpace
    /// The samples, 0...255. The count stays `width * height * channels`.
    public var pixels: [UInt8]

    /// - Precondition: `channels` is 1 or 3 and `pixels.count == width * height * channels`.
    public init(width: Int, height: Int, channels: Int, colorSpace: ColorSpace = .sRGB, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0, "a bitmap of \(width) x \(height)")
        precondition(channels == 1 || channels == 3, "a bitmap has 1 or 3 channels, not \(channels)")
        precondition(pixels.count == width * height * channels,
                     "\(pixels.count) samples for \(width) x \(height) x \(channels)")
        self.width = width
        self.height = height
        self.channels = channels
        self.colorSpace = colorSpace
        self.pixels = pixels
    }

    /// An sRGB picture with the same value in every sample.
    public init(width: Int, height: Int, channels: Int, filledWith value: UInt8) {
        precondition(width >= 0 && height >= 0, "a bitmap of \(width) x \(height)")
        self.init(width: width, height: height, channels: channels,
                  pixels: [UInt8](repeating: value, count: width * height * channels))
    }

    /// The sample of `channel` at column `x`, row `y`.
    public subscript(x: Int, y: Int, channel: Int) -> UInt8 {
        get { pixels[index(x, y, channel)] }
        set { pixels[index(x, y, channel)] = newValue }
    }

    private func index(_ x: Int, _ y: Int, _ channel: Int) -> Int {
        // Each for itself: an x beyond the row would otherwise silently be the next row's.
        precondition(x >= 0 && x < width && y >= 0 && y < height && channel >= 0 && channel < channels,
                     "(\(x), \(y), \(channel)) in a bitmap of \(width) x \(height) x \(channels)")
        return (y * width + x) * channels + channel
    }

    /// Whether it has no pixels.
    public var isEmpty: Bool { width == 0 || height == 0 }
}
