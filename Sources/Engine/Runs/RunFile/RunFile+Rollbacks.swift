extension RunFile {
    /// The rollbacks as the TOML tables `[[rollbacks]]`.
    var rollbackLines: [String] {
        guard !rollbacks.isEmpty else { return [] }
        return [
            "",
            "# Rollbacks by the training diagnostics: training diverged at step `from` and continued from the checkpoint of step `to`.",
        ]
            + rollbacks.flatMap { rollback in
                [
                    "[[\(Self.rollbacksKey)]]", "from = \(rollback.from)", "to = \(rollback.to)",
                    "reason = \(TOMLValue.quoted(rollback.reason))",
                ]
            }
    }

    static let rollbacksKey = "rollbacks"

    /// Reads the tables that `rollbackLines` writes; `path` is for error messages.
    static func rollbacks(in table: [String: TOMLValue], path: String) throws(RunError) -> [Rollback] {
        guard let value = table[rollbacksKey] else { return [] }
        let failure = RunError.invalidValue(
            path: path, key: rollbacksKey, expected: "a list of tables with from, to and reason")
        guard let list = value.array else { throw failure }
        var rollbacks: [Rollback] = []
        for entry in list {
            guard let fields = entry.table, let from = fields["from"]?.integer, let to = fields["to"]?.integer, 0 <= to,
                to <= from,
                let reason = fields["reason"]?.text
            else { throw failure }
            rollbacks.append(Rollback(from: from, to: to, reason: reason))
        }
        return rollbacks
    }
}
