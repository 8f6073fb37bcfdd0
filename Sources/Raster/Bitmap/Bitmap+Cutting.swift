extension Bitmap {
    /// The part that begins at column `x`, row `y`.
    /// - Precondition: it lies inside the picture.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> Bitmap {
        precondition(x >= 0 && y >= 0 && width >= 0 && height >= 0
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

    /// Pictures of one size beside one another without gaps, row by row; places that stay free are black.
    /// - Precondition: at least one picture, all of the same size, channels and colour space; `columns` at least 1.
    public static func grid(_ bitmaps: [Bitmap], columns: Int) -> Bitmap {
        precondition(!bitmaps.isEmpty, "a grid of no pictures")
        precondition(columns >= 1, "a grid of \(columns) columns")
        let first = bitmaps[0]
        let (rows, rowBytes) = ((bitmaps.count + columns - 1) / columns, first.width * first.channels)
        var pixels = [UInt8](repeating: 0, count: rows * columns * first.pixels.count)
        for (i, bitmap) in bitmaps.enumerated() {
            precondition(bitmap.width == first.width && bitmap.height == first.height
                             && bitmap.channels == first.channels && bitmap.colorSpace == first.colorSpace,
                         "picture \(i) of the grid, \(bitmap.width) x \(bitmap.height) x \(bitmap.channels), "
                             + "is unlike the first, \(first.width) x \(first.height) x \(first.channels)")
            for y in 0..<first.height {
                let target = ((i / columns * first.height + y) * columns + i % columns) * rowBytes
                let row = bitmap.pixels[y * rowBytes..<(y + 1) * rowBytes]
                pixels.replaceSubrange(target..<target + rowBytes, with: row)
            }
        }
        return Bitmap(width: columns * first.width, height: rows * first.height, channels: first.channels,
                      colorSpace: first.colorSpace, pixels: pixels)
    }
}
