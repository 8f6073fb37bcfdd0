/// The colours of the interface.
package struct Theme: Sendable, Hashable {
    /// The use of a colour; the raw value is its key in theme files.
    package enum Role: String, Sendable, CaseIterable, Hashable {
        case background
        /// Inside boxes.
        case panel
        case border
        case text
        /// Labels, axes, secondary text.
        case dim
        /// Keys, titles, focus.
        case accent
        case good, warning, bad
        case generator, discriminator
        case selection
        case selectionText = "selection-text"
    }

    package var name: String
    private var colors: [Role: Color]

    /// - Parameter colors: a colour for every role.
    package init(name: String, colors: [Role: Color]) {
        for role in Role.allCases { precondition(colors[role] != nil, "theme \(name) has no colour for \(role)") }
        (self.name, self.colors) = (name, colors)
    }

    package subscript(role: Role) -> Color {
        get { colors[role] ?? .black }
        set { colors[role] = newValue }
    }

    /// Text in the colour of `role` on the existing background.
    package func style(_ role: Role, _ attributes: Cell.Attributes = []) -> TextStyle {
        TextStyle(self[role], on: nil, attributes)
    }

    /// An empty cell with the colour of `role` as background.
    package func blank(_ role: Role) -> Cell {
        Cell(" ", foreground: self[.text], background: self[role])
    }

    /// The built-in default theme.
    package static let mosaic = Theme(
        name: "mosaic",
        colors: [
            .background: Color(hex: 0x0D1119), .panel: Color(hex: 0x121823), .border: Color(hex: 0x34425C),
            .text: Color(hex: 0xDCE1EA), .dim: Color(hex: 0x8593AB), .accent: Color(hex: 0xE3B557),
            .good: Color(hex: 0x72C08A), .warning: Color(hex: 0xE9A23B), .bad: Color(hex: 0xF0716B),
            .generator: Color(hex: 0xEE8359), .discriminator: Color(hex: 0x5FA8EA),
            .selection: Color(hex: 0x2A3750), .selectionText: Color(hex: 0xFFFFFF),
        ])
}
