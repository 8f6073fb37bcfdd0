/// The state of the command palette: the letters, and the selected command.
package struct CommandPalette: Sendable, Equatable {
    package var field = TextField()
    /// Index of the selected command.
    package var selected = 0

    package init() {}

    /// The commands that match: by name first, then by description.
    func found(_ offer: CommandOffer) -> [KeyBinding] {
        let named = Fuzzy.ranked(offer.bindings, field.text) { $0.line }, known = Set(named.map(\.line))
        return named + Fuzzy.ranked(offer.bindings.filter { !known.contains($0.line) }, field.text, by: \.description)
    }
}
