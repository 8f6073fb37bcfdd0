import Render

/// Every key and command, generated from the key table; those of the current context first.
struct HelpView {
    /// A heading, a key with its command, or an empty line.
    enum Line: Equatable {
        case heading(String)
        case binding(keys: String, name: String, text: String)
        case gap
    }

    /// Texts of one line of the screen, each with its column.
    private typealias Row = [(x: Int, text: String, role: Theme.Role)]

    private let rows: [Row]
    /// Lines of the screen: of all, and the visible ones.
    var count: Int { rows.count }
    let page: Int
    private let area: Rect
    private let theme: Theme

    /// Columns of the keys, and of the command's name where there is room for it.
    private static let keyColumns = 18, nameColumns = 26

    /// - Parameters:
    ///   - context: the context of the screen.
    ///   - contexts: the contexts of all screens, with their stages.
    init(_ context: KeyContext, screens contexts: Set<KeyContext>, _ shared: SharedState) {
        area = Rect(shared.size).centered(Size(width: min(96, shared.size.width - 4), height: shared.size.height - 2))
        (page, theme) = (max(area.height - 2, 1), shared.theme)
        let width = area.width - 4
        rows = Self.lines(context, contexts, shared.keys).flatMap { Self.rows($0, width: width) }
    }

    /// A line in rows of `width` columns: the text is wrapped beside the keys and the name.
    private static func rows(_ line: Line, width: Int) -> [Row] {
        switch line {
        case .gap: return [[]]
        case .heading(let text): return [[(0, text, .text)]]
        case .binding(let keys, let name, let text):
            let names = width >= 78 ? nameColumns : 0
            var rows: [Row] = [[]], start = keyColumns + names
            // A long list of keys, such as digits, takes the columns of the name, or lines of its own.
            let labels = Paragraph.wrapped(keys, width: start - 1)
            for (i, label) in labels.enumerated() {
                if i > 0 { rows.append([]) }
                rows[i].append((0, label, .accent))
            }
            if names > 0, !name.isEmpty, labels.count == 1, CellGrid.columns(of: keys) < keyColumns {
                let columns = CellGrid.columns(of: name)
                rows[0].append((keyColumns, name, .dim))
                start = max(start, keyColumns + columns + 1)
            }
            for (i, part) in Paragraph.wrapped(text, width: width - start).enumerated() {
                if i >= rows.count { rows.append([]) }
                rows[i].append((start, part, .text))
            }
            return rows
        }
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
        let first = min(top, max(count - page, 0))
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area,
            title: [
                .init(text: "keys", style: theme.style(.accent, .bold)),
                .init(text: "  and commands for :", style: theme.style(.dim)),
            ],
            right: [.init(text: "any key closes", style: theme.style(.dim))])
        for (i, row) in rows.dropFirst(first).prefix(page).enumerated() {
            for (column, text, role) in row {
                let isBold = role == .accent || row.count == 1 && column == 0
                grid.put(
                    text, x: inside.x + 1 + column, y: inside.y + i, theme.style(role, isBold ? .bold : []),
                    limit: inside.right - 1 - inside.x - column)
            }
        }
        if count > page {
            let bar = max(page * page / count, 1), start = first * (page - bar) / max(count - page, 1)
            for i in start..<min(start + bar, page) {
                grid.put("┃", x: inside.right, y: inside.y + i, theme.style(.accent))
            }
        }
    }
}
