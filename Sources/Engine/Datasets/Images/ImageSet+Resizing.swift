import Numerics
package import Raster

extension ImageSet {
    /// The same images with another size and number of channels; nil keeps the data's own.
    ///
    /// With a size, images that are not square are cropped to the centre square, then resized by area averaging.
    package func converted(
        size: Int?, channels: Int?, threads: Int = ThreadPool.processors, progress: (String, Double) -> Void
    ) -> ImageSet {
        let (height, width) = (size ?? self.height, size ?? self.width)
        let channels = channels ?? self.channels
        guard (height, width, channels) != (self.height, self.width, self.channels) else { return self }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * height * width * channels)
        ThreadPool(threads).forEachResult(count, progress: { progress("resizing \(name)", $0) }) { index in
            let image = bitmap(at: index)
            let resized = size.map { image.square(side: $0) } ?? image
            return resized.with(channels: channels).pixels
        } _: {
            pixels += $1
        }
        var set = ImageSet(
            name: name, height: height, width: width, channels: channels, pixels: pixels,
            labels: labels, classNames: classNames, skipped: skipped)
        (set.notes, set.leftOut) = (notes, leftOut)
        return set
    }
}

extension Bitmap {
    /// The centre square, resized to `side` x `side` by area averaging.
    package func square(side: Int) -> Bitmap {
        let short = min(width, height)
        let middle =
            width == height
            ? self
            : cropped(x: (width - short) / 2, y: (height - short) / 2, width: short, height: short)
        return short == side ? middle : middle.resampled(width: side, height: side, filter: .area)
    }

    /// Grey for 1 channel, RGB for 3.
    package func with(channels: Int) -> Bitmap { self.channels == channels ? self : converted(toChannels: channels) }
}
