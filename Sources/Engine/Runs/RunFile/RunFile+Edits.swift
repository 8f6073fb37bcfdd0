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
            let isLive = (try? Setting.named(name))?.isLive == true
            lines.append(
                "\(written), but the run was trained with \(trained.text), which stays; "
                    + (isLive
                        ? "to change it, set \(name)=\(Self.literal(value)) while it trains, or when it is resumed"
                        : "it cannot change in a run: start a new one with it"))
        }
        if seed != note.seed {
            lines.append("run.toml says seed = \(seed), but the run was trained with \(note.seed), which stays")
        }
        return lines
    }

    private static func isSame(_ value: Value, _ trained: SettingValue) -> Bool {
        guard let written = value.settingValue else { return false }
        if case .size = written { return written == trained }
        if case .size = trained { return false }
        return written.number == trained.number
    }
}
