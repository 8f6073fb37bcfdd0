package import Jobs
package import Runs

/// The state of the panel of live settings: the selected row, and the new value.
package struct Adjustment: Sendable, Equatable {
    /// Index of the selected setting.
    package var row = 0
    /// The new value as typed; nil for no change.
    package var draft: String?

    package init() {}

    /// Longest number in characters.
    private static let limit = 14
    private static let letters = "0123456789.eE+-"

    /// The selected setting; nil where none can be changed.
    package func selected(_ status: TrainingStatus) -> (setting: Setting, value: SettingValue)? {
        let settings = status.liveSettings
        return settings.indices.contains(row) ? settings[row] : settings.last
    }

    mutating func move(by rows: Int, _ status: TrainingStatus) {
        (row, draft) = (min(max(row + rows, 0), max(status.liveSettings.count - 1, 0)), nil)
    }

    mutating func type(_ text: some StringProtocol) {
        let typed = (draft ?? "") + text
        if typed.count <= Self.limit, typed.allSatisfy(Self.letters.contains) { draft = typed }
    }

    mutating func erase() {
        guard let typed = draft else { return }
        draft = typed.count > 1 ? String(typed.dropLast()) : nil
    }

    /// Moves the new value to the next round value; a flag becomes true or false.
    mutating func nudge(up: Bool, _ status: TrainingStatus) {
        guard let (setting, value) = selected(status) else { return }
        let next: SettingValue =
            if case .flag = value {
                .flag(up)
            } else {
                .real(setting.nudged(draft.flatMap(Double.init) ?? value.number, up: up))
            }
        draft = next.number == value.number ? nil : next.text
    }

    /// Whether a sign would belong to the typed number, as in 1e-4.
    var isInExponent: Bool { draft?.last == "e" || draft?.last == "E" }
}
