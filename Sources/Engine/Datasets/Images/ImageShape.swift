/// Height, width and channels of an image.
package struct ImageShape: Sendable, Equatable {
    /// Pixels.
    package let height: Int
    package let width: Int
    /// 1 (grey) or 3 (RGB).
    package let channels: Int

    package init(height: Int, width: Int, channels: Int) {
        (self.height, self.width, self.channels) = (height, width, channels)
    }

    /// Values in an image: height x width x channels.
    package var count: Int { height * width * channels }
}

extension ImageSet {
    package var shape: ImageShape { ImageShape(height: height, width: width, channels: channels) }
}
