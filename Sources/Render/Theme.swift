/// What the colours of the interface are for.
public struct Theme: Sendable, Hashable {
    /// One use of colour; the raw value is its key in a theme file.
    public enum Role: String, Sendable, CaseIterable, Hashable {
        case background
        /// Inside boxes.
        case panel
        case border
        case text
        /// Labels, axes, what is less important than the value beside it.
        case dim
        /// The program's own colour: keys, titles, what has the focus.
        case accent
        case good, warning, bad
        case generator, discriminator
        case selection
        case selectionText = "selection-text"
    }

    public var name: String
    private var colors: [Role: Color]

    /// - Parameter colors: a colour for every role.
    public init(name: String, colors: [Role: Color]) {
        for role in Role.allCases { precondition(colors[role] != nil, "theme \(name) has no colour for \(role)") }
        (self.name, self.colors) = (name, colors)
    }

    public subscript(role: Role) -> Color {
        get { colors[role] ?? .black }
        set { colors[role] = newValue }
    }

    /// Text of `role` on whatever is there.
    public func style(_ role: Role, _ attributes: Cell.Attributes = []) -> TextStyle {
        TextStyle(self[role], on: nil, attributes)
    }

    /// An empty cell of `role`.
    public func blank(_ role: Role) -> Cell {
        Cell(" ", foreground: self[.text], background: self[role])
    }

    /// Night blue, gold, lapis and terracotta; compiled in, so that the program has colours without any file.
    public static let mosaic = Theme(name: "mosaic", colors: [
        .background: Color(hex: 0x0D1119), .panel: Color(hex: 0x121823), .border: Color(hex: 0x34425C),
        .text: Color(hex: 0xDCE1EA), .dim: Color(hex: 0x8593AB), .accent: Color(hex: 0xE3B557),
        .good: Color(hex: 0x72C08A), .warning: Color(hex: 0xE9A23B), .bad: Color(hex: 0xF0716B),
        .generator: Color(hex: 0xEE8359), .discriminator: Color(hex: 0x5FA8EA),
        .selection: Color(hex: 0x2A3750), .selectionText: Color(hex: 0xFFFFFF),
    ])
}
