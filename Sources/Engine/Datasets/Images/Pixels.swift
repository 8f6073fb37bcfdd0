package import Raster

/// Conversion of network outputs in -1...1 to pixels in 0...255.
package enum Pixels {
    /// -1 becomes 0, 1 becomes 255; values outside are clipped, NaN becomes 0.
    package static func byte(_ value: Float) -> UInt8 {
        let scaled = ((value + 1) * 127.5).rounded()
        return scaled >= 255 ? 255 : scaled > 0 ? UInt8(scaled) : 0
    }

    /// N images of (N, H·W·C) values.
    package static func bitmaps(_ values: [Float], _ shape: ImageShape) -> [Bitmap] {
        stride(from: 0, to: values.count, by: shape.count).map { start in
            Bitmap(
                width: shape.width, height: shape.height, channels: shape.channels,
                pixels: values[start..<start + shape.count].map(byte))
        }
    }

    /// Columns of a nearly square grid of `count` images: the square root, rounded up.
    package static func columns(for count: Int) -> Int { max(1, Int(Double(count).squareRoot().rounded(.up))) }
}
