/// One character place on the screen.
public struct Cell: Sendable, Hashable {
    public struct Attributes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1)
        public static let underline = Attributes(rawValue: 2)
        /// Foreground and background exchanged where the terminal has no colours; elsewhere the colours say it.
        public static let reverseWithoutColor = Attributes(rawValue: 4)
    }

    /// What stands there; `Cell.continuation` in the right half of a wide character.
    public var scalar: Unicode.Scalar
    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(_ scalar: Unicode.Scalar = " ", foreground: Color, background: Color, attributes: Attributes = []) {
        (self.scalar, self.foreground, self.background, self.attributes) = (scalar, foreground, background, attributes)
    }

    /// Marks the cell that the wide character on its left covers.
    public static let continuation: Unicode.Scalar = "\0"
}

/// How text looks.
public struct TextStyle: Sendable, Hashable {
    public var foreground: Color
    /// nil keeps what is there.
    public var background: Color?
    public var attributes: Cell.Attributes

    public init(_ foreground: Color, on background: Color? = nil, _ attributes: Cell.Attributes = []) {
        (self.foreground, self.background, self.attributes) = (foreground, background, attributes)
    }
}
