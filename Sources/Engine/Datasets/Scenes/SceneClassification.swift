package import Raster

/// The traits that an image shows, for measuring whether a generated image follows its caption.
///
/// The shape is segmented by Otsu's threshold (1979), and every outline is fitted to it (`OutlineFit`); the greatest overlap wins.
/// Cost: the pixels around the shape for each outline and each of 25 fits.
package struct SceneClassification: Sendable, Equatable {
    package var traits: SceneTraits
    /// Intersection over union of the segmented shape and the fitted outline, 0...1; about 0.8 for images of the dataset.
    package var overlap: Float

    /// Classifies an image; nil for an image of uniform brightness.
    package init?(_ image: Bitmap) {
        guard let segmentation = SceneSegmentation(image) else { return nil }
        var best: OutlineFit?
        for shape in Outline.allCases {
            let fit = OutlineFit(shape, to: segmentation)
            if fit.overlap > best?.overlap ?? -1 { best = fit }
        }
        guard let best else { return nil }
        let size =
            SceneTraits.Size.allCases.min { Self.distance(best.radius, $0) < Self.distance(best.radius, $1) } ?? .medium
        let position = SceneTraits.Position(column: Self.side(best.centre.x), row: Self.side(best.centre.y))
        traits = SceneTraits(
            shape: best.shape, colour: image.channels == 3 ? segmentation.colour(of: image) : nil, size: size,
            position: position)
        overlap = best.overlap
    }

    private static func distance(_ radius: Float, _ size: SceneTraits.Size) -> Float {
        abs(radius - (size.radii.lowerBound + size.radii.upperBound) / 2)
    }

    /// -1, 0 or 1. Shapes in the middle are at most 0.04 away from it, those at a side at least 0.11.
    private static func side(_ position: Float) -> Int { position < 0.5 - 0.075 ? -1 : position > 0.5 + 0.075 ? 1 : 0 }
}
