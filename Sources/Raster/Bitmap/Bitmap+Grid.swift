extension Bitmap {
    /// Images of one size in a grid without gaps, row by row; free cells are black.
    /// - Precondition: at least one image, all of the same size, channels and colour space; `columns` at least 1.
    package static func grid(_ bitmaps: [Bitmap], columns: Int) -> Bitmap {
        precondition(!bitmaps.isEmpty, "a grid of no images")
        precondition(columns >= 1, "a grid of \(columns) columns")
        let first = bitmaps[0]
        let (rows, rowBytes) = ((bitmaps.count + columns - 1) / columns, first.width * first.channels)
        var pixels = [UInt8](repeating: 0, count: rows * columns * first.pixels.count)
        for (i, bitmap) in bitmaps.enumerated() {
            precondition(
                bitmap.width == first.width && bitmap.height == first.height
                    && bitmap.channels == first.channels && bitmap.colorSpace == first.colorSpace,
                "image \(i) of the grid, \(bitmap.width) x \(bitmap.height) x \(bitmap.channels), "
                    + "is unlike the first, \(first.width) x \(first.height) x \(first.channels)")
            for y in 0..<first.height {
                let target = ((i / columns * first.height + y) * columns + i % columns) * rowBytes
                let row = bitmap.pixels[y * rowBytes..<(y + 1) * rowBytes]
                pixels.replaceSubrange(target..<target + rowBytes, with: row)
            }
        }
        return Bitmap(
            width: columns * first.width, height: rows * first.height, channels: first.channels,
            colorSpace: first.colorSpace, pixels: pixels)
    }
}
