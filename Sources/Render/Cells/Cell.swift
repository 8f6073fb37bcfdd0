/// A character cell of the screen.
package struct Cell: Sendable, Hashable {
    package struct Attributes: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let underline = Attributes(rawValue: 2)
        /// Reverse video where the terminal has no colours.
        package static let reverseWithoutColor = Attributes(rawValue: 4)
    }

    /// The character; `Cell.continuation` in the right half of a wide character.
    package var scalar: Unicode.Scalar
    package var foreground: Color
    package var background: Color
    package var attributes: Attributes

    package init(_ scalar: Unicode.Scalar = " ", foreground: Color, background: Color, attributes: Attributes = []) {
        (self.scalar, self.foreground, self.background, self.attributes) = (scalar, foreground, background, attributes)
    }

    /// Marks a cell that is covered by the wide character to its left.
    package static let continuation: Unicode.Scalar = "\0"
}

/// The style of text.
package struct TextStyle: Sendable, Hashable {
    package var foreground: Color
    /// Nil keeps the cell's background.
    package var background: Color?
    package var attributes: Cell.Attributes

    package init(_ foreground: Color, on background: Color? = nil, _ attributes: Cell.Attributes = []) {
        (self.foreground, self.background, self.attributes) = (foreground, background, attributes)
    }
}
