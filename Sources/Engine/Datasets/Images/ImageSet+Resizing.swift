import Numerics
import Raster
import Runs

extension ImageSet {
    /// The same images with another size and number of channels; nil keeps the data's own.
    ///
    /// With a size, images of other proportions are fitted as `sizing` says.
    package func converted(
        size sizing: ImageSizing, channels: Int?, threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void
    ) -> ImageSet {
        let size = sizing.size, (height, width) = (size?.height ?? self.height, size?.width ?? self.width)
        let channels = channels ?? self.channels
        guard (height, width, channels) != (self.height, self.width, self.channels) else { return self }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * height * width * channels)
        ThreadPool(threads).forEachResult(count, progress: { progress("resizing \(name)", $0) }) { index in
            let image = bitmap(at: index)
            // Alpha first, so that padding is transparent.
            let colored = channels == 4 ? image.with(channels: channels) : image
            let resized = size.map { colored.fitted(to: $0, sizing.fit) } ?? colored
            return resized.with(channels: channels).pixels
        } _: {
            pixels += $1
        }
        var result = ImageSet(
            name: name, height: height, width: width, channels: channels, pixels: pixels,
            labels: labels, classNames: classNames, skipped: skipped)
        (result.notes, result.leftOut, result.fitted, result.files) = (notes, leftOut, fitted, files)
        if let size, count > 0, !bitmap(at: 0).hasProportions(of: size) {
            result.fitted = FittedImages(count: count, fit: sizing.fit)
        }
        return result
    }
}

extension ImageSet {
    /// The same images with no side longer than `longest`, in the same proportions.
    package func shrunk(
        to longest: Int, threads: Int = ThreadPool.processors, progress: (String, Double) -> Void = { _, _ in }
    ) -> ImageSet {
        guard max(height, width) > longest else { return self }
        func scaled(_ side: Int) -> Int { max(1, (2 * side * longest + max(height, width)) / (2 * max(height, width))) }
        let size = ImageSize(height: scaled(height), width: scaled(width))
        return converted(size: ImageSizing(size, fit: .stretch), channels: nil, threads: threads, progress: progress)
    }
}
