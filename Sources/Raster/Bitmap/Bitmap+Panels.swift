extension Bitmap {
    /// Columns between two panels.
    private static let gap = 8

    /// Images of any size side by side, from the top, 8 pixels apart; what no image covers is black. Grey images become RGB where others are.
    /// - Precondition: at least one image.
    package static func panels(_ bitmaps: [Bitmap]) -> Bitmap {
        precondition(!bitmaps.isEmpty, "no panels")
        guard bitmaps.count > 1 else { return bitmaps[0] }
        let channels = bitmaps.map(\.channels).max() ?? 3, height = bitmaps.map(\.height).max() ?? 0
        let width = bitmaps.reduce(0) { $0 + $1.width } + gap * (bitmaps.count - 1)
        var result = Bitmap(width: width, height: height, channels: channels, filledWith: 0)
        var left = 0
        for bitmap in bitmaps {
            result.copy(bitmap.converted(toChannels: channels), x: left, y: 0)
            left += bitmap.width + gap
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
