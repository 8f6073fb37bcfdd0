/// Which pixels of a picture are damaged.
///
/// Row by row from the top: the pixel at (x, y) is `damaged[y * width + x]`.
public struct Mask: Sendable, Hashable {
    public let width: Int
    public let height: Int
    /// True where a pixel is to be repaired. The count stays `width * height`.
    public var damaged: [Bool]

    /// - Precondition: `damaged.count == width * height`.
    public init(width: Int, height: Int, damaged: [Bool]) {
        precondition(width >= 0 && height >= 0 && damaged.count == width * height,
                     "\(damaged.count) pixels for a mask of \(width) x \(height)")
        (self.width, self.height, self.damaged) = (width, height, damaged)
    }

    /// A mask that says the same of every pixel.
    public init(width: Int, height: Int, filledWith value: Bool = false) {
        self.init(width: width, height: height, damaged: [Bool](repeating: value, count: width * height))
    }

    /// Light pixels, 128 and above, are damaged; `inverted`, dark ones are. Colour counts as its grey.
    public init(_ bitmap: Bitmap, inverted: Bool = false) {
        self.init(width: bitmap.width, height: bitmap.height,
                  damaged: bitmap.converted(toChannels: 1).pixels.map { ($0 >= 128) != inverted })
    }

    /// White where damaged, black elsewhere: as it is read again.
    public var bitmap: Bitmap {
        Bitmap(width: width, height: height, channels: 1, pixels: damaged.map { $0 ? 255 : 0 })
    }

    public subscript(x: Int, y: Int) -> Bool {
        get {
            precondition(x >= 0 && x < width && y >= 0 && y < height, "(\(x), \(y)) in a mask of \(width) x \(height)")
            return damaged[y * width + x]
        }
        set {
            precondition(x >= 0 && x < width && y >= 0 && y < height, "(\(x), \(y)) in a mask of \(width) x \(height)")
            damaged[y * width + x] = newValue
        }
    }

    /// How many pixels are damaged.
    public var count: Int { damaged.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// The share of damaged pixels, 0...1; 0 for a mask without pixels.
    public var share: Double { damaged.isEmpty ? 0 : Double(count) / Double(damaged.count) }
}
