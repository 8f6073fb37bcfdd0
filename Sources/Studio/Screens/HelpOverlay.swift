import Engine
import Render

/// Every key and command, from the table the program runs on: those that apply now first.
struct HelpOverlay {
    var model: Model
    var theme: Theme

    /// A heading, or a key with what it does.
    enum Line: Equatable {
        case heading(String)
        case row(keys: String, name: String, text: String)
        case gap
    }

    private static func area(_ size: Size) -> Rect {
        Rect(size).centered(Size(width: min(96, size.width - 4), height: size.height - 2))
    }

    /// Lines that fit at once.
    static func page(_ model: Model) -> Int { max(area(model.size).height - 2, 1) }

    static func lines(_ model: Model) -> [Line] {
        let screens = model.tabs.flatMap { [$0.place] + $0.stages }, common = Set(screens)
        func isCommon(_ row: KeyTable.Row) -> Bool {
            KeyTable.Place.screens.isSubset(of: row.places)
        }
        var lines: [Line] = []
        func section(_ title: String, _ rows: [KeyTable.Row]) {
            guard !rows.isEmpty else { return }
            if !lines.isEmpty { lines.append(.gap) }
            lines.append(.heading(title))
            lines += rows.map { row in
                let typed = KeyTable.Place.screens.isDisjoint(with: row.places) ? ""
                    : row.word + (row.argument.map { " " + $0.label } ?? "")
                // What has no key is shown as it is typed.
                let keys = row.keys.isEmpty ? ":" + typed : row.keys.map(\.label).joined(separator: " ")
                return .row(keys: keys, name: row.keys.isEmpty ? "" : typed, text: row.description)
            }
        }
        let here = model.screenPlace
        section(here.title, model.keys.rows(at: here).filter { !isCommon($0) })
        section("everywhere", model.keys.rows.filter(isCommon))
        for place in KeyTable.Place.allCases where place != here && (common.contains(place) || !KeyTable.Place.screens.contains(place)) {
            section(place.title, model.keys.rows(at: place).filter { !isCommon($0) && $0.places != Set(KeyTable.Place.allCases) })
        }
        return lines
    }

    func draw(into grid: inout CellGrid, top: Int) {
        let lines = Self.lines(model), page = Self.page(model), first = min(top, max(lines.count - page, 0))
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, Self.area(grid.size), title: [.init(text: "keys", style: theme.style(.accent, .bold)),
                                                       .init(text: "  and commands for :", style: theme.style(.dim))],
            right: [.init(text: "any key closes", style: theme.style(.dim))])
        let keys = 18, names = inside.width >= 80 ? 26 : 0
        for (i, line) in lines.dropFirst(first).prefix(page).enumerated() {
            let y = inside.y + i, x = inside.x + 1
            switch line {
            case .gap: break
            case .heading(let text): grid.put(text, x: x, y: y, theme.style(.text, .bold))
            case .row(let label, let name, let text):
                // A long row of keys, such as digits, takes the room of the name.
                let end = grid.put(label, x: x, y: y, theme.style(.accent, .bold), limit: keys + names - 1)
                if names > 0, end < x + keys { grid.put(name, x: x + keys, y: y, theme.style(.dim), limit: names - 1) }
                let start = max(x + keys + names, end + 1)
                grid.put(text, x: start, y: y, theme.style(.text), limit: inside.right - 1 - start)
            }
        }
        if lines.count > page {
            let bar = max(page * page / lines.count, 1), place = first * (page - bar) / max(lines.count - page, 1)
            for i in 0..<page where (place..<place + bar).contains(i) {
                grid.put("┃", x: inside.right, y: inside.y + i, theme.style(.accent))
            }
        }
    }
}
