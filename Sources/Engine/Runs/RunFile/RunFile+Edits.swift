extension RunFile {
    /// What the file says otherwise than the checkpoint that a run continues from: the user has edited it, and training goes on with the
    /// checkpoint's values. One line each, sorted by name; empty for a file that nobody has edited.
    /// - Parameter note: the checkpoint's.
    package func edits(against note: CheckpointMetadata) -> [String] {
        var values = settings
        // The checkpoint has the changes before its step, and the file has them all.
        for change in changes where change.step < note.step { values[change.name] = Value(change.value) }
        var lines: [String] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            let written = "run.toml says \(name) = \(Self.literal(value))"
            guard let trained = note.settings[name] else {
                lines.append("\(written), which the preset \(preset) does not have: it has no effect")
                continue
            }
            guard !Self.isSame(value, trained) else { continue }
            lines.append(
                "\(written), but the run was trained with \(trained.text), which stays; \(Self.way(to: value, of: name))"
            )
        }
        if seed != note.seed {
            lines.append("run.toml says seed = \(seed), but the run was trained with \(note.seed), which stays")
        }
        return lines
    }

    /// How a setting of a run gets this value.
    private static func way(to value: Value, of name: String) -> String {
        guard let setting = try? Setting.named(name), setting.isLive || setting.changesOnResume else {
            return "it cannot change in a run: start a new one with it"
        }
        guard let known = value.settingValue, let checked = try? setting.checked(known) else {
            return "it takes \(setting.allowed)"
        }
        return
            "to change it, set \(name)=\(checked.text) \(setting.isLive ? "while it trains, or " : "")when it is resumed"
    }

    private static func isSame(_ value: Value, _ trained: SettingValue) -> Bool {
        guard let written = value.settingValue else { return false }
        switch (written, trained) {
        case (.size, _), (_, .size), (.word, _), (_, .word): return written == trained
        default: return written.number == trained.number
        }
    }
}
