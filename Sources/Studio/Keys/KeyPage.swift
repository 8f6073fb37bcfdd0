/// The page docs/keys.md, generated from the table that the program runs on.
package enum KeyPage {
    private static let head = """
        # Keys and commands

        `tessera keys` prints this page from the table that the studio runs on; do not edit it. In the studio, `?` lists the keys of the
        current screen, `:` runs a command by its name and completes it, ctrl-p finds a command by a few letters, and every hint at the
        bottom can be clicked. To change keys, write `[keys.CONTEXT]` and `command = "key"` (or a list of keys) into `studio.toml` in the
        settings folder (`~/.config/tessera`). The context's name stands in parentheses.

        """

    package static func markdown(_ keys: KeyTable) -> String {
        let all = Set(KeyContext.allCases)
        func isCommon(_ binding: KeyBinding) -> Bool { KeyContext.screens.isSubset(of: binding.contexts) }
        var sections = [section("Everywhere", nil, keys.bindings.filter(isCommon))]
        for context in KeyContext.allCases {
            let bindings = keys.bindings(in: context).filter { !isCommon($0) && $0.contexts != all }
            guard !bindings.isEmpty else { continue }
            sections.append(
                section(context.title.prefix(1).uppercased() + context.title.dropFirst(), context, bindings))
        }
        sections.append(paint)
        return head + "\n" + sections.joined(separator: "\n")
    }

    private static func section(_ title: String, _ context: KeyContext?, _ bindings: [KeyBinding]) -> String {
        let lines = bindings.map { line($0.keys, $0.usage, $0.description) }
        let name = context.map { " (`\($0.rawValue)`)" } ?? ""
        return "## \(title)\(name)\n\n| key | command | effect |\n|---|---|---|\n" + lines.joined(separator: "\n")
            + "\n"
    }

    /// In `tessera paint` the mask editor has keys that the studio uses for its screens.
    private static var paint: String {
        let lines = MaskKeys.bindings.map { line($0.keys, $0.name, $0.description) }
        return "## In `tessera paint`\n\n| key | name | effect |\n|---|---|---|\n" + lines.joined(separator: "\n")
            + "\n"
    }

    private static func line(_ keys: [Key], _ name: String, _ text: String) -> String {
        func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
        let labels = keys.map { "`" + ($0 == .character("`") ? "backtick" : cell($0.label)) + "`" }.joined(
            separator: " ")
        return "| \(labels) | \(cell(name)) | \(cell(text)) |"
    }
}
