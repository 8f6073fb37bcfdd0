import Numerics
import Raster
import Runs

/// The generated dataset `shapes`, which needs no file: eight classes of shaded shapes.
///
/// Shape, colour, size and position are those of `SceneTraits`; a slight tilt, the brightness and the variation within a trait are
/// random. An image depends on the seed and its index alone. Edges are antialiased by the distance to the outline. The train split is
/// 0..<10,000, the test split the 2,000 after it.
package struct Shapes: Sendable {
    package static let seed: UInt64 = 20_260_101
    static let classNames = Outline.allCases.map(\.name)

    private let indices: Range<Int>
    let seed: UInt64

    var count: Int { indices.count }

    package init(test: Bool, seed: UInt64 = Shapes.seed) {
        indices = test ? 10_000..<12_000 : 0..<10_000
        self.seed = seed
    }

    /// Renders every image; by default grey at 28 x 28, colour at 32 x 32. Scenes are square and fitted to other sizes; alpha is opaque.
    func images(size sizing: ImageSizing, channels: Int?, name: String, threads: Int, progress: (Double) -> Void)
        -> ImageSet
    {
        let depth = channels ?? 1
        let size = sizing.size ?? ImageSize(depth == 1 ? 28 : 32), side = size.longSide
        var pixels: [UInt8] = []
        pixels.reserveCapacity(indices.count * size.height * size.width * depth)
        ThreadPool(threads).forEachResult(indices.count, progress: progress) { i in
            let image = scene(indices.lowerBound + i, isColoured: depth > 1).rendered(
                side: side, channels: min(depth, 3))
            if size.isSquare, depth < 4 { return image }
            return Bitmap(width: side, height: side, channels: min(depth, 3), pixels: image).with(channels: depth)
                .fitted(to: size, sizing.fit).pixels
        } _: {
            pixels += $1
        }
        return ImageSet(
            name: name, height: size.height, width: size.width, channels: depth, pixels: pixels,
            labels: indices.map { UInt8($0 % Outline.allCases.count) }, classNames: Self.classNames)
    }

    /// The traits of each image, in the order of the images.
    package func traits(isColoured: Bool) -> [SceneTraits] { indices.map { scene($0, isColoured: isColoured).traits } }

    private func scene(_ index: Int, isColoured: Bool) -> Scene {
        var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(index)))
        let traits = SceneTraits(
            shape: Outline.allCases[index % Outline.allCases.count], isColoured: isColoured, &random)
        return Scene(traits, &random)
    }
}
