package import Engine

/// Where the user stands in the settings panel: the row, and the new value as far as it has been typed.
package struct Adjustment: Sendable, Equatable {
    /// Counts the settings that can be changed now.
    package var row = 0
    /// What has been typed or stepped to; nil shows the value that holds.
    package var draft: String?

    package init() {}

    /// Digits of the longest number anybody types, and a few more.
    private static let limit = 14
    private static let letters = "0123456789.eE+-"

    /// The settings that `status` lets change, in the table's order.
    package static func settings(_ status: TrainingStatus) -> [(setting: Setting, value: Double)] {
        Setting.all.compactMap { setting in status.settings[setting.name].map { (setting, $0) } }
    }

    /// The selected setting; nil where there is none to change.
    package func selected(_ status: TrainingStatus) -> (setting: Setting, value: Double)? {
        let settings = Self.settings(status)
        return settings.indices.contains(row) ? settings[row] : settings.last
    }

    mutating func move(by rows: Int, _ status: TrainingStatus) {
        (row, draft) = (min(max(row + rows, 0), max(Self.settings(status).count - 1, 0)), nil)
    }

    mutating func type(_ text: some StringProtocol) {
        let typed = (draft ?? "") + text
        if typed.count <= Self.limit, typed.allSatisfy(Self.letters.contains) { draft = typed }
    }

    mutating func erase() {
        guard let typed = draft else { return }
        draft = typed.count > 1 ? String(typed.dropLast()) : nil
    }

    /// Steps the draft, or the value that holds, to the next round value.
    mutating func nudge(up: Bool, _ status: TrainingStatus) {
        guard let (setting, value) = selected(status) else { return }
        let next = setting.nudged(draft.flatMap(Double.init) ?? value, up: up)
        draft = next == value ? nil : next.short
    }

    /// Whether a sign would belong to the number being typed: 1e-4.
    var isInExponent: Bool { draft?.last == "e" || draft?.last == "E" }
}
