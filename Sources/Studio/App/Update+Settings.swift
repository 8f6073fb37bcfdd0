import Runs

extension AppModel {
    /// A command in the panel of live settings; nil for a command that is not the panel's.
    mutating func handleSettings(_ command: Command, key: Key?) -> [Effect]? {
        guard case .settings(var adjustment) = overlay else { return nil }
        defer { if case .settings = overlay { overlay = .settings(adjustment) } }
        if case .character(let sign) = key, command == .raise || command == .lower, adjustment.isInExponent {
            adjustment.type(String(sign))
            return []
        }
        switch command {
        case .scrollUp: adjustment.move(by: -1, shared.status)
        case .scrollDown: adjustment.move(by: 1, shared.status)
        case .raise: adjustment.nudge(up: true, shared.status)
        case .lower: adjustment.nudge(up: false, shared.status)
        case .erase: adjustment.erase()
        case .type:
            if case .character(let letter) = key { adjustment.type(String(letter)) }
        case .apply: return apply(&adjustment)
        case .close:
            // The first escape discards the typed value, the second closes the panel.
            guard key == .escape, adjustment.draft != nil else { return nil }
            adjustment.draft = nil
        default: return nil
        }
        return []
    }

    private mutating func apply(_ adjustment: inout Adjustment) -> [Effect] {
        guard let (setting, value) = adjustment.selected(shared.status), let draft = adjustment.draft else { return [] }
        guard shared.isTraining else {
            shared.notify(shared.whyNotTraining)
            return []
        }
        do throws(SettingError) {
            let new = try setting.parsed(draft)
            adjustment.draft = nil
            guard new != value else { return [] }
            shared.notify("\(setting.name): \(value.text) → \(new.text) after this step")
            return [.request(.set(setting, to: new))]
        } catch {
            shared.notify(error.inStudio)
            return []
        }
    }
}
