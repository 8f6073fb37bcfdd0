extension RunFile {
    /// The changes as the TOML tables `[[changes]]`.
    var changeLines: [String] {
        guard !changes.isEmpty else { return [] }
        return [
            "",
            "# Settings changed while the run trained, after the given step. Resuming from an earlier checkpoint applies them again.",
        ]
            + changes.flatMap { change in
                [
                    "[[\(Self.changesKey)]]", "step = \(change.step)", "name = \(TOMLValue.quoted(change.name))",
                    "value = \(Self.literal(Value(change.value)))", "by = \(TOMLValue.quoted(change.author.rawValue))",
                ]
            }
    }

    static let changesKey = "changes"

    /// Reads the tables that `changeLines` writes; `path` is for error messages.
    static func changes(in table: [String: TOMLValue], path: String) throws(RunError) -> [SettingChange] {
        guard let value = table[changesKey] else { return [] }
        let failure = RunError.invalidValue(
            path: path, key: changesKey,
            expected: "a list of tables with step, name, value and by")
        guard let list = value.array else { throw failure }
        var changes: [SettingChange] = []
        for entry in list {
            guard let fields = entry.table, let step = fields["step"]?.integer, step >= 0,
                let name = fields["name"]?.text,
                let value = fields["value"]?.settingValue, value.number.isFinite,
                let author = SettingChange.Author(rawValue: fields["by"]?.text ?? SettingChange.Author.user.rawValue)
            else { throw failure }
            changes.append(SettingChange(step: step, name: name, value: value, author: author))
        }
        return changes.sorted { $0.step < $1.step }
    }
}
