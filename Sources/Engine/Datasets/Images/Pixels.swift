package import Raster

/// Conversion of network outputs in -1...1 to pixels in 0...255.
package enum Pixels {
    /// -1 becomes 0, 1 becomes 255; values outside are clipped, NaN becomes 0.
    package static func byte(_ value: Float) -> UInt8 {
        let scaled = ((value + 1) * 127.5).rounded()
        return scaled >= 255 ? 255 : scaled > 0 ? UInt8(scaled) : 0
    }

    /// N images of (N, H·W·C) values; with alpha, C = 4, the colours are multiplied by it and become straight again.
    package static func bitmaps(_ values: [Float], _ shape: ImageShape) -> [Bitmap] {
        stride(from: 0, to: values.count, by: shape.count).map { start in
            let image = values[start..<start + shape.count]
            return Bitmap(
                width: shape.width, height: shape.height, channels: shape.channels,
                pixels: shape.channels == 4 ? straight(image) : image.map(byte))
        }
    }

    /// Pixels of colours that are multiplied by alpha, which is the last of four values.
    private static func straight(_ values: ArraySlice<Float>) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(values.count)
        for start in stride(from: values.startIndex, to: values.endIndex, by: 4) {
            let alpha = byte(values[start + 3])
            for c in 0..<3 {
                // A transparent pixel has no colour.
                pixels.append(alpha == 0 ? 0 : byte((values[start + c] + 1) * (255 / Float(alpha)) - 1))
            }
            pixels.append(alpha)
        }
        return pixels
    }

    /// Columns of a nearly square grid of `count` images: the square root, rounded up.
    package static func columns(for count: Int) -> Int { max(1, Int(Double(count).squareRoot().rounded(.up))) }
}
