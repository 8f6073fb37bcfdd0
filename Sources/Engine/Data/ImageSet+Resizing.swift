import Raster

extension ImageSet {
    /// The same pictures with the asked size and channels; nil keeps the data's own.
    ///
    /// Where a size is asked for, pictures that are not square are cropped to their middle, then area-averaged.
    func converted(size: Int?, channels: Int?, progress: (String, Double) -> Void) -> ImageSet {
        let (height, width) = (size ?? self.height, size ?? self.width)
        let channels = channels ?? self.channels
        guard (height, width, channels) != (self.height, self.width, self.channels) else { return self }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * height * width * channels)
        Blocks.each(count, progress: { progress("resizing \(name)", $0) }) { index in
            let picture = bitmap(at: index)
            let sized = size.map { picture.square(side: $0) } ?? picture
            return sized.with(channels: channels).pixels
        } take: { pixels += $1 }
        return ImageSet(name: name, height: height, width: width, channels: channels, pixels: pixels,
                        labels: labels, classNames: classNames, skipped: skipped)
    }
}

extension Bitmap {
    /// The middle square, area-averaged to `side` by `side`.
    func square(side: Int) -> Bitmap {
        let short = min(width, height)
        let middle = width == height ? self
            : cropped(x: (width - short) / 2, y: (height - short) / 2, width: short, height: short)
        return short == side ? middle : middle.resampled(width: side, height: side, filter: .area)
    }

    /// Grey for 1 channel, RGB for 3.
    func with(channels: Int) -> Bitmap { self.channels == channels ? self : converted(toChannels: channels) }
}
