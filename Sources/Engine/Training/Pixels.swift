public import Raster

/// Between the networks' numbers, -1 to 1, and pixels, 0 to 255.
public enum Pixels {
    /// -1 becomes 0, 1 becomes 255; numbers outside are cut off, what is not a number becomes 0.
    public static func byte(_ value: Float) -> UInt8 {
        let scaled = ((value + 1) * 127.5).rounded()
        return scaled >= 255 ? 255 : scaled > 0 ? UInt8(scaled) : 0
    }

    /// (N, H·W·C) numbers as N pictures.
    public static func bitmaps(_ values: [Float], _ architecture: Architecture) -> [Bitmap] {
        stride(from: 0, to: values.count, by: architecture.pixels).map { start in
            Bitmap(width: architecture.width, height: architecture.height, channels: architecture.channels,
                   pixels: values[start..<start + architecture.pixels].map(byte))
        }
    }

    /// Columns of a grid of `count` pictures: those that `sequence` has, else as square as it goes, wide rather than tall.
    public static func columns(for count: Int, _ sequence: ConditionSequence? = nil) -> Int {
        if let columns = sequence?.columns, columns <= count { return columns }
        return max(1, Int(Double(count).squareRoot().rounded(.up)))
    }
}
