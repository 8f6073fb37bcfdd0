import Render

/// Every key and command, generated from the key table; those of the current context first.
struct HelpView {
    /// A heading, a key with its command, or an empty line.
    enum Line: Equatable {
        case heading(String)
        case binding(keys: String, name: String, text: String)
        case gap
    }

    let lines: [Line]
    /// Visible lines.
    let page: Int
    private let area: Rect
    private let theme: Theme

    /// - Parameters:
    ///   - context: the context of the screen.
    ///   - contexts: the contexts of all screens, with their stages.
    init(_ context: KeyContext, screens contexts: Set<KeyContext>, _ shared: SharedState) {
        area = Rect(shared.size).centered(Size(width: min(96, shared.size.width - 4), height: shared.size.height - 2))
        (page, theme) = (max(area.height - 2, 1), shared.theme)
        lines = Self.lines(context, contexts, shared.keys)
    }

    private static func lines(_ context: KeyContext, _ contexts: Set<KeyContext>, _ keys: KeyTable) -> [Line] {
        func isCommon(_ binding: KeyBinding) -> Bool { KeyContext.screens.isSubset(of: binding.contexts) }
        var lines: [Line] = []
        func section(_ title: String, _ bindings: [KeyBinding]) {
            guard !bindings.isEmpty else { return }
            if !lines.isEmpty { lines.append(.gap) }
            lines.append(.heading(title))
            lines += bindings.map { binding in
                let typed = KeyContext.screens.isDisjoint(with: binding.contexts) ? "" : binding.usage
                // A command without a key is shown as it is typed.
                let keys = binding.keys.isEmpty ? ":" + typed : binding.keys.map(\.label).joined(separator: " ")
                return .binding(keys: keys, name: binding.keys.isEmpty ? "" : typed, text: binding.description)
            }
        }
        section(context.title, keys.bindings(in: context).filter { !isCommon($0) })
        section("everywhere", keys.bindings.filter(isCommon))
        let all = Set(KeyContext.allCases)
        for other in KeyContext.allCases
        where other != context && (contexts.contains(other) || !KeyContext.screens.contains(other)) {
            section(other.title, keys.bindings(in: other).filter { !isCommon($0) && $0.contexts != all })
        }
        return lines
    }

    func draw(into grid: inout CellGrid, top: Int) {
        let first = min(top, max(lines.count - page, 0))
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area,
            title: [
                .init(text: "keys", style: theme.style(.accent, .bold)),
                .init(text: "  and commands for :", style: theme.style(.dim)),
            ],
            right: [.init(text: "any key closes", style: theme.style(.dim))])
        let keys = 18, names = inside.width >= 80 ? 26 : 0
        for (i, line) in lines.dropFirst(first).prefix(page).enumerated() {
            let y = inside.y + i, x = inside.x + 1
            switch line {
            case .gap: break
            case .heading(let text): grid.put(text, x: x, y: y, theme.style(.text, .bold))
            case .binding(let label, let name, let text):
                // A long list of keys, such as digits, takes the columns of the name.
                let end = grid.put(label, x: x, y: y, theme.style(.accent, .bold), limit: keys + names - 1)
                if names > 0, end < x + keys { grid.put(name, x: x + keys, y: y, theme.style(.dim), limit: names - 1) }
                let start = max(x + keys + names, end + 1)
                grid.put(text, x: start, y: y, theme.style(.text), limit: inside.right - 1 - start)
            }
        }
        if lines.count > page {
            let bar = max(page * page / lines.count, 1), start = first * (page - bar) / max(lines.count - page, 1)
            for i in start..<min(start + bar, page) {
                grid.put("┃", x: inside.right, y: inside.y + i, theme.style(.accent))
            }
        }
    }
}
