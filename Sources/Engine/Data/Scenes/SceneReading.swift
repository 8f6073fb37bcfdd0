public import Raster

/// What a picture is seen to show: the measure of whether a generated one obeys its caption.
///
/// The shape is told from the ground by Otsu's threshold (1979), and each outline is laid over it (`OutlineFit`); the best overlap wins.
/// Cost: the pixels around the shape for each outline and each of 25 tries.
public struct SceneReading: Sendable, Equatable {
    public var traits: SceneTraits
    /// Overlap of what is seen with the shape it was taken for, 0...1: intersection over union. Shapes as drawn reach 0.8.
    public var overlap: Float

    /// Reads a picture, nil where it is of one brightness all over.
    public init?(_ picture: Bitmap) {
        guard let cover = SceneCover(picture) else { return nil }
        var best: OutlineFit?
        for shape in Outline.allCases {
            let fit = OutlineFit(shape, to: cover)
            if fit.overlap > best?.overlap ?? -1 { best = fit }
        }
        guard let best else { return nil }
        let extent = SceneTraits.Extent.allCases.min { Self.distance(best.radius, $0) < Self.distance(best.radius, $1) } ?? .medium
        let place = SceneTraits.Place(column: Self.side(best.centre.x), row: Self.side(best.centre.y))
        traits = SceneTraits(shape: best.shape, colour: picture.channels == 3 ? cover.colour(of: picture) : nil, extent: extent, place: place)
        overlap = best.overlap
    }

    private static func distance(_ radius: Float, _ extent: SceneTraits.Extent) -> Float {
        abs(radius - (extent.radii.lowerBound + extent.radii.upperBound) / 2)
    }

    /// -1, 0 or 1: a shape in the middle is at most 0.04 away from it, one at a side at least 0.11.
    private static func side(_ place: Float) -> Int { place < 0.5 - 0.075 ? -1 : place > 0.5 + 0.075 ? 1 : 0 }
}
