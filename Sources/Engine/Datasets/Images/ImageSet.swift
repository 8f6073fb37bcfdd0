package import Raster

/// A dataset of images of one size, in memory or mapped from the cache of decoded pixels.
package struct ImageSet: Sendable, Equatable {
    /// The data name as the user wrote it, e.g. "fashion-mnist" or a path.
    package var name: String
    package let count: Int
    package let height: Int
    package let width: Int
    /// 1 (grey), 3 (RGB) or 4 (RGB and alpha, not multiplied; the colours under alpha 0 are 0).
    package let channels: Int
    /// (count, height, width, channels), the last varying fastest; 0 is dark, 255 light.
    package let pixels: PixelBytes
    /// The class of each image, an index into `classNames`; nil where the data has no labels.
    package let labels: [UInt8]?
    package let classNames: [String]?
    /// The images left out while reading.
    package var skipped: [SkippedFile]
    /// What lies in the data's folder and is not read.
    package var leftOut = LeftOut()
    /// What the user should know about the reading, a line each.
    package var notes: [String] = []
    /// The file of each image, below the data's folder; nil for data that is not a folder.
    package var files: [String]?
    /// The images that were cropped, padded or stretched; nil where none could be.
    package var fitted: FittedImages?

    package init(
        name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [UInt8]? = nil,
        classNames: [String]? = nil, skipped: [SkippedFile] = []
    ) {
        self.init(
            name: name, height: height, width: width, channels: channels, pixels: PixelBytes(pixels), labels: labels,
            classNames: classNames, skipped: skipped)
    }

    package init(
        name: String, height: Int, width: Int, channels: Int, pixels: PixelBytes, labels: [UInt8]? = nil,
        classNames: [String]? = nil, skipped: [SkippedFile] = []
    ) {
        precondition(height > 0 && width > 0 && [1, 3, 4].contains(channels), "\(height) x \(width) x \(channels)")
        let size = height * width * channels
        precondition(pixels.count % size == 0, "\(pixels.count) bytes are no whole number of images of \(size)")
        precondition(labels.map { $0.count == pixels.count / size } ?? true, "one label for each image")
        count = pixels.count / size
        (self.name, self.height, self.width, self.channels) = (name, height, width, channels)
        (self.pixels, self.labels, self.classNames, self.skipped) = (pixels, labels, classNames, skipped)
    }

    /// Bytes of one image.
    package var stride: Int { height * width * channels }

    /// The image at `index`, 0..<count.
    package func bitmap(at index: Int) -> Bitmap {
        precondition(index >= 0 && index < count, "image \(index) of \(count)")
        return Bitmap(
            width: width, height: height, channels: channels,
            pixels: pixels.bytes(index * stride..<(index + 1) * stride))
    }

    /// The class name of the image at `index`, its label as text where classes have no names, nil where there are no labels.
    package func className(at index: Int) -> String? {
        guard let label = labels?[index] else { return nil }
        guard let classNames, Int(label) < classNames.count else { return String(label) }
        return classNames[Int(label)]
    }
}
