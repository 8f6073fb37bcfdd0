extension Bitmap {
    /// The rectangle whose top left pixel is at column `x`, row `y`.
    /// - Precondition: the rectangle lies inside the image.
    package func cropped(x: Int, y: Int, width: Int, height: Int) -> Bitmap {
        precondition(
            x >= 0 && y >= 0 && width >= 0 && height >= 0
                && x + width <= self.width && y + height <= self.height,
            "\(width) x \(height) at (\(x), \(y)) of a bitmap of \(self.width) x \(self.height)")
        var part: [UInt8] = []
        part.reserveCapacity(width * height * channels)
        for row in y..<y + height {
            let start = (row * self.width + x) * channels
            part += pixels[start..<start + width * channels]
        }
        return Bitmap(width: width, height: height, channels: channels, colorSpace: colorSpace, pixels: part)
    }
}
