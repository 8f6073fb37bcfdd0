import Numerics

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

    package init(test: Bool, seed: UInt64 = Shapes.seed) {
        indices = test ? 10_000..<12_000 : 0..<10_000
        self.seed = seed
    }

    /// Renders every image; by default grey at 28 x 28, colour at 32 x 32.
    func images(size: Int?, channels: Int?, name: String, threads: Int, progress: (Double) -> Void) -> ImageSet {
        let depth = channels ?? 1
        let side = size ?? (depth == 1 ? 28 : 32)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(indices.count * side * side * depth)
        ThreadPool(threads).forEachResult(indices.count, progress: progress) { i in
            scene(indices.lowerBound + i, isColoured: depth == 3).rendered(side: side, channels: depth)
        } _: {
            pixels += $1
        }
        return ImageSet(
            name: name, height: side, width: side, channels: depth, pixels: pixels,
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
