import Numerics
package import Runs

/// What a dataset holds, in one line for form, inspection and training: the images as they are in their files, and what becomes of them.
package struct DataSummary: Sendable, Equatable, Codable {
    /// As the user wrote it.
    package var name: String
    package var count: Int
    /// Pixels of the shortest and the longest side of any image.
    package var smallest: Int, largest: Int
    package var isColoured: Bool
    /// Images with transparent pixels, among `decoded`.
    package var transparent: Int
    /// Images that were decoded to look for colour and transparency: all of them, or an even choice of large data.
    package var decoded: Int
    /// Images that do not have the proportions of `size`.
    package var otherProportions: Int
    /// The size to train in: nil for any square.
    package var size: ImageSize?
    /// The number of classes; nil for images without classes.
    package var classes: Int?
    /// Images of the test split; nil where there is none.
    package var testImages: Int?
    /// The side of the largest usual square that at least half of the images reach, pixels.
    package var side: Int

    package init(
        name: String, count: Int, smallest: Int, largest: Int, isColoured: Bool, transparent: Int = 0,
        decoded: Int? = nil, otherProportions: Int = 0, size: ImageSize? = nil, classes: Int? = nil,
        testImages: Int? = nil, side: Int
    ) {
        (self.name, self.count, self.smallest, self.largest) = (name, count, smallest, largest)
        (self.isColoured, self.transparent, self.decoded) = (isColoured, transparent, decoded ?? count)
        (self.otherProportions, self.size, self.classes) = (otherProportions, size, classes)
        (self.testImages, self.side) = (testImages, side)
    }

    /// "1,036 images, colour, 32 to 136 px, 300 not square: centre crop, 12 transparent: over white, 4 classes".
    /// - Parameters:
    ///   - fit: how images of other proportions are fitted.
    ///   - channels: of the run; 4 keeps the transparency.
    package func line(fit: ImageFit = .crop, channels: Int? = nil) -> String {
        var parts = ["\(count.grouped) image\(count == 1 ? "" : "s")", isColoured ? "colour" : "grey"]
        parts.append(smallest == largest ? "\(smallest) px" : "\(smallest) to \(largest) px")
        if otherProportions > 0 {
            let what = size.map { $0.isSquare ? "not square" : "not of the proportions \($0.text)" } ?? "not square"
            parts.append("\(otherProportions.grouped) \(what): \(fit.result)")
        }
        if transparent > 0 {
            let number =
                decoded == count ? transparent.grouped : "\(transparent.grouped) of \(decoded.grouped) looked at"
            parts.append("\(number) transparent: \(channels == 4 ? "kept" : "over white")")
        }
        if let classes { parts.append("\(classes) class\(classes == 1 ? "" : "es")") }
        if let testImages { parts.append("test split of \(testImages.grouped)") }
        return parts.joined(separator: ", ")
    }
}

extension Int {
    /// With a comma between thousands.
    package var grouped: String {
        let digits = Array(String(self))
        return String(
            digits.enumerated().flatMap { ($0 > 0 && (digits.count - $0) % 3 == 0 ? [","] : []) + [$1] })
    }
}
