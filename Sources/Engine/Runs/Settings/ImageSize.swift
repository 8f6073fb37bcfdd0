/// Height and width of an image in pixels, as the setting `image_size` says them: `32` for a square, `32x48` for 32 rows of 48 pixels.
package struct ImageSize: Sendable, Hashable, Codable {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

    /// A square.
    package init(_ side: Int) { self.init(height: side, width: side) }

    /// The size that `text` says, e.g. "32" or "32x48"; nil for other text. The letter may be large, or a multiplication sign.
    package init?(_ text: String) {
        let sides = text.split(omittingEmptySubsequences: false) { "xX×".contains($0) }.map { Int($0) }
        switch (sides.count, sides.first ?? nil, sides.last ?? nil) {
        case (1...2, let height?, let width?): self.init(height: height, width: width)
        default: return nil
        }
    }

    package var isSquare: Bool { height == width }
    package var shortSide: Int { min(height, width) }
    package var longSide: Int { max(height, width) }

    /// As users write it: one number for a square, else height x width.
    package var text: String { isSquare ? String(height) : "\(height)x\(width)" }
}

extension ImageSize: SettingType {
    package init(_ value: SettingValue) {
        if case .size(let size) = value { self = size } else { self.init(Int(value.number)) }
    }

    /// A whole number for a square, as runs have always recorded it.
    package var settingValue: SettingValue { isSquare ? .integer(height) : .size(self) }
}

extension ImageSize: ExpressibleByIntegerLiteral {
    package init(integerLiteral side: Int) { self.init(side) }
}
