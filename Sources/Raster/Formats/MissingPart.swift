/// The part of an image that a file which ends early does not have.
package struct MissingPart: Sendable, Hashable {
    /// Where the missing part of the upright image is.
    package enum Side: String, Sendable, Hashable {
        case lower, upper, left, right
    }

    /// Rows, or columns for `left` and `right`.
    package var count: Int
    /// All rows or columns of the image.
    package var total: Int
    package var side: Side

    package init(count: Int, total: Int, side: Side = .lower) {
        (self.count, self.total, self.side) = (count, total, side)
    }

    /// "the lower 40 of 100 rows are".
    var text: String {
        let unit = side == .left || side == .right ? "column" : "row"
        return count == 1
            ? "the \(side.rawValue)most of \(total) \(unit)s is"
            : "the \(side.rawValue) \(count) of \(total) \(unit)s are"
    }

    /// Of the image turned upright.
    func oriented(_ orientation: Orientation) -> MissingPart {
        var turned = self
        switch orientation {
        case .upright, .mirrored: turned.side = .lower
        case .turnedOver, .flipped: turned.side = .upper
        case .transposed, .turnedLeft: turned.side = .right
        case .turnedRight, .transversed: turned.side = .left
        }
        return turned
    }
}
