package import Runs

/// Height, width and channels of an image.
package struct ImageShape: Sendable, Equatable {
    /// Pixels.
    package let height: Int
    package let width: Int
    /// 1 (grey), 3 (RGB) or 4 (RGB and alpha).
    package let channels: Int

    package init(height: Int, width: Int, channels: Int) {
        (self.height, self.width, self.channels) = (height, width, channels)
    }

    package init(_ size: ImageSize, channels: Int) {
        self.init(height: size.height, width: size.width, channels: channels)
    }

    package var size: ImageSize { ImageSize(height: height, width: width) }

    /// Values in an image: height x width x channels.
    package var count: Int { height * width * channels }
}

extension ImageSet {
    package var shape: ImageShape { ImageShape(height: height, width: width, channels: channels) }
}
