import Glibc

/// Pictures the program draws itself, so that everything runs without a file: eight classes of shaded shapes.
///
/// Shape, colour, extent and place are those of `SceneTraits`; a slight tilt, brightness and what is within a trait are random. Picture
/// i depends on the seed and i alone. Edges are antialiased by the exact distance to the outline. Training pictures are
/// 0..<10,000, the test half is the 2,000 behind them.
package struct Shapes: Sendable {
    package static let seed: UInt64 = 20_260_101
    static let classNames = Outline.allCases.map(\.name)

    let pictures: Range<Int>
    let seed: UInt64

    package init(test: Bool, seed: UInt64 = Shapes.seed) {
        pictures = test ? 10_000..<12_000 : 0..<10_000
        self.seed = seed
    }

    /// Draws every picture; nil is grey at 28 x 28, colour at 32 x 32.
    func draw(size: Int?, channels: Int?, name: String, progress: (Double) -> Void) -> ImageSet {
        let depth = channels ?? 1
        let side = size ?? (depth == 1 ? 28 : 32)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(pictures.count * side * side * depth)
        Blocks.each(pictures.count, progress: progress) { i in
            scene(pictures.lowerBound + i, isColoured: depth == 3).drawn(side: side, channels: depth)
        } take: { pixels += $1 }
        return ImageSet(name: name, height: side, width: side, channels: depth, pixels: pixels,
                        labels: pictures.map { UInt8($0 % Outline.allCases.count) }, classNames: Self.classNames)
    }

    /// What each picture shows, in their order.
    package func traits(isColoured: Bool) -> [SceneTraits] { pictures.map { scene($0, isColoured: isColoured).traits } }

    private func scene(_ index: Int, isColoured: Bool) -> Scene {
        var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(index)))
        let traits = SceneTraits(shape: Outline.allCases[index % Outline.allCases.count], isColoured: isColoured, &random)
        return Scene(traits, &random)
    }
}
