extension Bitmap {
    /// Columns between two panels.
    private static let gap = 8

    /// Images of any size side by side, from the top, 8 pixels apart; what no image covers is black. Grey images become RGB where others are.
    /// - Parameter areRows: whether they are one below the other, from the left.
    /// - Precondition: at least one image.
    package static func panels(_ bitmaps: [Bitmap], areRows: Bool = false) -> Bitmap {
        precondition(!bitmaps.isEmpty, "no panels")
        guard bitmaps.count > 1 else { return bitmaps[0] }
        let channels = bitmaps.map(\.channels).max() ?? 3, gaps = gap * (bitmaps.count - 1)
        let widths = bitmaps.map(\.width), heights = bitmaps.map(\.height)
        var result = Bitmap(
            width: areRows ? widths.max() ?? 0 : widths.reduce(gaps, +),
            height: areRows ? heights.reduce(gaps, +) : heights.max() ?? 0, channels: channels, filledWith: 0)
        var (x, y) = (0, 0)
        for bitmap in bitmaps {
            result.copy(bitmap.converted(toChannels: channels), x: x, y: y)
            if areRows { y += bitmap.height + gap } else { x += bitmap.width + gap }
        }
        return result
    }

    /// Copies the part of an image of the same channels that lies inside of this one, its corner at column `x`, row `y`.
    package mutating func copy(_ image: Bitmap, x: Int, y: Int) {
        precondition(image.channels == channels, "\(image.channels) channels into \(channels)")
        let columns = max(-x, 0)..<min(image.width, width - x)
        guard !columns.isEmpty else { return }
        for row in max(-y, 0)..<max(min(image.height, height - y), max(-y, 0)) {
            let from = (row * image.width + columns.lowerBound) * channels
            let to = ((y + row) * width + x + columns.lowerBound) * channels
            pixels.replaceSubrange(
                to..<to + columns.count * channels, with: image.pixels[from..<from + columns.count * channels])
        }
    }
}
