package import Raster

/// An image at 1, 1/2, 1/4 and so on of its size, so that a small view reads few pixels.
package struct ImagePyramid: Sendable {
    /// A pixel of `levels[k]` is the mean of 2^k x 2^k pixels of the image.
    package let levels: [Bitmap]

    /// - Complexity: O(pixels), once when an image is opened; 4/3 of the image's memory.
    package init(_ image: Bitmap) {
        var levels = [image]
        while let last = levels.last, max(last.width, last.height) > 64 {
            levels.append(last.resampled(width: (last.width + 1) / 2, height: (last.height + 1) / 2))
        }
        self.levels = levels
    }
}
