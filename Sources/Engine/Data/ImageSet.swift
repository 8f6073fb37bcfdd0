public import Raster

/// A picture that was left out, and why.
public struct SkippedFile: Sendable, Equatable {
    /// The path below the data's folder.
    public var file: String
    public var reason: String

    public init(file: String, reason: String) { (self.file, self.reason) = (file, reason) }
}

/// Pictures of one size, in memory, ready to train on.
public struct ImageSet: Sendable, Equatable {
    /// The data name as the user wrote it, e.g. "fashion-mnist" or a path.
    public var name: String
    public let count: Int
    public let height: Int
    public let width: Int
    /// 1 (grey) or 3 (RGB).
    public let channels: Int
    /// (count, height, width, channels), the last varying fastest; 0 is dark, 255 light.
    public let pixels: [UInt8]
    /// One class per picture, an index into `classNames` where there are names.
    public let labels: [UInt8]?
    public let classNames: [String]?
    /// The pictures left out while reading.
    public let skipped: [SkippedFile]

    public init(name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [UInt8]? = nil,
                classNames: [String]? = nil, skipped: [SkippedFile] = []) {
        precondition(height > 0 && width > 0 && (channels == 1 || channels == 3), "\(height) x \(width) x \(channels)")
        let size = height * width * channels
        precondition(pixels.count % size == 0, "\(pixels.count) bytes are no whole number of pictures of \(size)")
        precondition(labels.map { $0.count == pixels.count / size } ?? true, "one label for each picture")
        count = pixels.count / size
        (self.name, self.height, self.width, self.channels) = (name, height, width, channels)
        (self.pixels, self.labels, self.classNames, self.skipped) = (pixels, labels, classNames, skipped)
    }

    /// Bytes of one picture.
    public var stride: Int { height * width * channels }

    /// Picture `index` of `0..<count`.
    public func bitmap(at index: Int) -> Bitmap {
        precondition(index >= 0 && index < count, "picture \(index) of \(count)")
        return Bitmap(width: width, height: height, channels: channels,
                      pixels: Array(pixels[index * stride..<(index + 1) * stride]))
    }

    /// The class of picture `index` in words, nil where there are no labels.
    public func className(at index: Int) -> String? {
        guard let label = labels?[index] else { return nil }
        guard let classNames, Int(label) < classNames.count else { return String(label) }
        return classNames[Int(label)]
    }
}
