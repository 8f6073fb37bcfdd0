package import Raster

/// A picture at 1, 1/2, 1/4 and so on of its size, so that a view from afar reads few pixels.
package struct PicturePyramid: Sendable {
    /// `levels[k]` shows 2 to the k pixels of the picture in one, each way.
    package let levels: [Bitmap]

    /// - Complexity: O(pixels), once when a picture is opened; a third more memory than the picture.
    package init(_ picture: Bitmap) {
        var levels = [picture]
        while let last = levels.last, max(last.width, last.height) > 64 {
            levels.append(last.resampled(width: (last.width + 1) / 2, height: (last.height + 1) / 2))
        }
        self.levels = levels
    }
}
