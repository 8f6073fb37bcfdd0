import Datasets
import Networks
package import Runs
import Tensors

/// An image size that halves down to a few pixels, and the channels at each level.
package struct Pyramid: Sendable, Equatable {
    /// How often both sides are halved.
    let halvings: Int
    /// What remains: the shorter side has 4 to 7 pixels, e.g. 4x4 of 64x64, 7x7 of 28x28, 4x6 of 32x48.
    let smallest: ImageSize

    /// Sides that convolutional presets take.
    static let sides = 16...128

    /// Nil for a size that does not halve evenly, or has a side outside of `sides`.
    package init?(_ size: ImageSize) {
        guard Self.sides.contains(size.height), Self.sides.contains(size.width) else { return nil }
        var halvings = 0
        while size.shortSide >> halvings >= 8 { halvings += 1 }
        guard size.height.isMultiple(of: 1 << halvings), size.width.isMultiple(of: 1 << halvings) else { return nil }
        self.halvings = halvings
        smallest = ImageSize(height: size.height >> halvings, width: size.width >> halvings)
    }

    /// The pyramid of an image size that a preset has checked.
    init(of shape: ImageShape) {
        guard let pyramid = Pyramid(shape.size) else {
            preconditionFailure("\(shape.height)x\(shape.width) does not halve evenly")
        }
        self = pyramid
    }

    /// The window that covers the smallest image.
    var window: Window { Window(height: smallest.height, width: smallest.width) }

    /// The window that covers what one more halving leaves: 7 pixels become 3, 4 become 2.
    var narrowest: Window { Window(height: smallest.height / 2, width: smallest.width / 2) }

    /// A layer that doubles both sides.
    func doubling(_ inputs: Int, _ outputs: Int) -> ConvTranspose2d {
        ConvTranspose2d(inputs, outputs, 4, stride: 2, padding: 1, bias: false)
    }

    /// A layer from what one more halving leaves back to the smallest image.
    func up(_ inputs: Int, _ outputs: Int) -> ConvTranspose2d {
        let (oddRows, oddColumns) = (smallest.height % 2, smallest.width % 2)
        // Two odd sides fit a window of 3; one odd side is what the window of 4 leaves over.
        if oddRows + oddColumns == 2 { return ConvTranspose2d(inputs, outputs, 3, stride: 2, bias: false) }
        return ConvTranspose2d(
            inputs, outputs, Window(4, stride: 2, padding: 1), outputPadding: (oddRows, oddColumns), bias: false)
    }

    /// `baseChannels` at the largest size, twice as many at each smaller one.
    static func maps(_ baseChannels: Int, levels: Int) -> [Int] { (0..<levels).map { baseChannels << $0 } }

    /// Sizes near `size` that have a pyramid, the nearest first, at most two; squares for a square.
    static func near(_ size: ImageSize) -> [ImageSize] {
        let candidates = sides.flatMap { height in
            (size.isSquare ? height...height : sides).map { ImageSize(height: height, width: $0) }
        }
        func distance(_ other: ImageSize) -> Int { abs(other.height - size.height) + abs(other.width - size.width) }
        return Array(candidates.filter { Pyramid($0) != nil }.sorted { distance($0) < distance($1) }.prefix(2))
    }
}
