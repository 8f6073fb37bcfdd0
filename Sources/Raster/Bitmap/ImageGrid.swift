/// A grid of images of one size, row by row, as one bitmap that is filled image by image.
package struct ImageGrid: Sendable {
    /// The gap between the images of a grid in a file, pixels.
    package static let fileGap = 1
    /// The level of gaps, which neither black nor white images run into.
    private static let gapLevel: UInt8 = 128

    /// Size in pixels.
    package let width, height: Int
    private let tileWidth, tileHeight, channels, columns, gap: Int
    private let colorSpace: Bitmap.ColorSpace
    private var pixels: [UInt8]

    /// An empty grid. With a gap, gaps and free cells are grey, or transparent where there is an alpha channel; without one, free cells are
    /// black.
    /// - Parameters:
    ///   - count: the number of images, at least 1.
    ///   - columns: images side by side, at least 1.
    ///   - gap: pixels between two images.
    package init(
        count: Int, columns: Int, tileWidth: Int, tileHeight: Int, channels: Int, gap: Int = Self.fileGap,
        colorSpace: Bitmap.ColorSpace = .sRGB
    ) {
        precondition(count >= 1, "a grid of no images")
        precondition(columns >= 1, "a grid of \(columns) columns")
        let rows = (count + columns - 1) / columns
        (self.tileWidth, self.tileHeight, self.channels) = (tileWidth, tileHeight, channels)
        (self.columns, self.gap, self.colorSpace) = (columns, gap, colorSpace)
        (width, height) = (columns * (tileWidth + gap) - gap, rows * (tileHeight + gap) - gap)
        let level = gap > 0 && channels % 2 == 1 ? Self.gapLevel : 0
        pixels = [UInt8](repeating: level, count: width * height * channels)
    }

    /// Places an image of the grid's size and channels.
    package mutating func put(_ image: Bitmap, at index: Int) {
        precondition(
            image.width == tileWidth && image.height == tileHeight
                && image.channels == channels && image.colorSpace == colorSpace,
            "image \(index) of the grid, \(image.width) x \(image.height) x \(image.channels), "
                + "is unlike the first, \(tileWidth) x \(tileHeight) x \(channels)")
        let x = index % columns * (tileWidth + gap), top = index / columns * (tileHeight + gap)
        let rowBytes = tileWidth * channels
        for y in 0..<tileHeight {
            let target = ((top + y) * width + x) * channels
            pixels.replaceSubrange(
                target..<target + rowBytes, with: image.pixels[y * rowBytes..<(y + 1) * rowBytes])
        }
    }

    package var bitmap: Bitmap {
        Bitmap(width: width, height: height, channels: channels, colorSpace: colorSpace, pixels: pixels)
    }
}
