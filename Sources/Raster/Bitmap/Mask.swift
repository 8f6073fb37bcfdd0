/// The damaged pixels of an image.
///
/// Row by row from the top: the pixel at (x, y) is `damaged[y * width + x]`.
package struct Mask: Sendable, Hashable {
    package let width: Int
    package let height: Int
    /// True where a pixel is to be repaired.
    package var damaged: [Bool]

    /// - Precondition: `damaged.count == width * height`.
    package init(width: Int, height: Int, damaged: [Bool]) {
        precondition(
            width >= 0 && height >= 0 && damaged.count == width * height,
            "\(damaged.count) pixels for a mask of \(width) x \(height)")
        (self.width, self.height, self.damaged) = (width, height, damaged)
    }

    /// A mask with the same value for every pixel.
    package init(width: Int, height: Int, filledWith value: Bool = false) {
        self.init(width: width, height: height, damaged: [Bool](repeating: value, count: width * height))
    }

    /// The mask as a grey image: 255 where damaged, else 0.
    package var bitmap: Bitmap {
        Bitmap(width: width, height: height, channels: 1, pixels: damaged.map { $0 ? 255 : 0 })
    }

    package subscript(x: Int, y: Int) -> Bool {
        get {
            precondition(x >= 0 && x < width && y >= 0 && y < height, "(\(x), \(y)) in a mask of \(width) x \(height)")
            return damaged[y * width + x]
        }
        set {
            precondition(x >= 0 && x < width && y >= 0 && y < height, "(\(x), \(y)) in a mask of \(width) x \(height)")
            damaged[y * width + x] = newValue
        }
    }

    /// The number of damaged pixels.
    package var count: Int { damaged.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// The fraction of damaged pixels, 0...1; 0 for a mask without pixels.
    package var fraction: Double { damaged.isEmpty ? 0 : Double(count) / Double(damaged.count) }
}
