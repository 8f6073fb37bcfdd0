extension Bitmap {
    /// Images in a grid, row by row.
    /// - Parameter gap: pixels between two images; `ImageGrid.fileGap` for files.
    /// - Precondition: at least one image, all of the same size, channels and colour space; `columns` at least 1.
    package static func grid(_ bitmaps: [Bitmap], columns: Int, gap: Int = 0) -> Bitmap {
        precondition(!bitmaps.isEmpty, "a grid of no images")
        let first = bitmaps[0]
        var grid = ImageGrid(
            count: bitmaps.count, columns: columns, tileWidth: first.width, tileHeight: first.height,
            channels: first.channels, gap: gap, colorSpace: first.colorSpace)
        for (i, bitmap) in bitmaps.enumerated() { grid.put(bitmap, at: i) }
        return grid.bitmap
    }

    /// The images of a grid, row by row, with those of free cells.
    /// - Parameters:
    ///   - columns: images side by side, at least 1; `rows` of them one above the other.
    ///   - gap: pixels between two images.
    package func tiles(columns: Int, rows: Int, gap: Int = 0) -> [Bitmap] {
        let tileWidth = (width + gap) / columns - gap, tileHeight = (height + gap) / rows - gap
        return (0..<columns * rows).map { i in
            cropped(
                x: i % columns * (tileWidth + gap), y: i / columns * (tileHeight + gap), width: tileWidth,
                height: tileHeight)
        }
    }
}
