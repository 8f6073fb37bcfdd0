import Raster
package import Runs

/// The images of a set that were cropped, padded or stretched, because their proportions were not those of the set.
package struct FittedImages: Sendable, Equatable, Codable {
    package var count: Int
    package var fit: ImageFit

    package init(count: Int, fit: ImageFit) { (self.count, self.fit) = (count, fit) }

    /// A line for reports, e.g. "300 of 1,036 images are not square: centre crop"; nil where all have the set's proportions.
    package func note(of images: Int, height: Int, width: Int) -> String? {
        guard count > 0 else { return nil }
        let size = ImageSize(height: height, width: width), isOne = images == 1
        let what =
            size.isSquare
            ? (isOne ? "is not square" : "are not square")
            : (isOne ? "does not have" : "do not have") + " the proportions of \(size.text)"
        return "\(count.grouped) of \(images.grouped) image\(isOne ? "" : "s") \(what): \(fit.result)"
    }
}

extension ImageFit {
    /// What was done, in words.
    var result: String {
        switch self {
        case .crop: "centre crop"
        case .pad: "padded"
        case .stretch: "stretched"
        }
    }
}

extension ImageSet {
    /// A line for reports on the images that were fitted; nil where all have the set's proportions.
    package var fittingNote: String? { fitted?.note(of: count, height: height, width: width) }
}
