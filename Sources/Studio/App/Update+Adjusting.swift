import Engine

extension Model {
    /// A key in the settings panel; nil where it is none of the panel's.
    mutating func adjust(_ command: Command, key: Key?) -> [Effect]? {
        guard case .settings(var adjustment) = overlay else { return nil }
        defer { if case .settings = overlay { overlay = .settings(adjustment) } }
        if case .character(let sign) = key, command == .raise || command == .lower, adjustment.isInExponent {
            adjustment.type(String(sign))
            return []
        }
        switch command {
        case .scrollUp: adjustment.move(by: -1, status)
        case .scrollDown: adjustment.move(by: 1, status)
        case .raise: adjustment.nudge(up: true, status)
        case .lower: adjustment.nudge(up: false, status)
        case .erase: adjustment.erase()
        case .type:
            if case .character(let letter) = key { adjustment.type(String(letter)) }
        case .apply: return apply(&adjustment)
        case .close:
            // The first escape takes back what was typed, the second leaves.
            guard key == .escape, adjustment.draft != nil else { return nil }
            adjustment.draft = nil
        default: return nil
        }
        return []
    }

    private mutating func apply(_ adjustment: inout Adjustment) -> [Effect] {
        guard let (setting, value) = adjustment.selected(status), let draft = adjustment.draft else { return [] }
        guard isTraining else {
            say(hasEnded ? "training has ended" : "training has not begun")
            return []
        }
        do throws(SettingError) {
            guard let number = Double(draft) else { throw .notANumber(setting.name, text: draft) }
            let wanted = try setting.checked(number)
            adjustment.draft = nil
            guard wanted != value else { return [] }
            say("\(setting.name): \(value.short) → \(wanted.short) after this step")
            return [.ask(.set(name: setting.name, value: wanted))]
        } catch {
            say(error.description)
            return []
        }
    }
}
