/// The window of a convolution: its size, the stride between its positions, and the zeros around the image.
package struct Window: Hashable, Sendable {
    package let height: Int
    package let width: Int
    package let stride: Int
    package let padding: Int

    package init(_ size: Int, stride: Int = 1, padding: Int = 0) {
        self.init(height: size, width: size, stride: stride, padding: padding)
    }

    package init(height: Int, width: Int, stride: Int = 1, padding: Int = 0) {
        precondition(
            height > 0 && width > 0 && stride > 0 && padding >= 0,
            "window \(height)x\(width), stride \(stride), padding \(padding)")
        (self.height, self.width, self.stride, self.padding) = (height, width, stride, padding)
    }

    package var taps: Int { height * width }

    /// Positions of a window of `size` along an axis of `count` pixels.
    package func positions(_ count: Int, _ size: Int) -> Int { (count + 2 * padding - size) / stride + 1 }

    /// Shape (N, H', W', `channels`) of a convolution of images (N, H, W, C) with this window.
    package func result(_ images: Shape, channels: Int) -> Shape {
        precondition(images.rank == 4, "images are (N, H, W, C), got \(images)")
        let (h, w) = (positions(images[1], height), positions(images[2], width))
        precondition(h > 0 && w > 0, "window \(height)x\(width) does not fit \(images) with padding \(padding)")
        return [images[0], h, w, channels]
    }

    var name: String { "\(height)x\(width)" + (stride > 1 ? " /\(stride)" : "") }
}
