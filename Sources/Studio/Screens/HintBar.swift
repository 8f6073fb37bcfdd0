import Engine
import Render

/// The keys that apply now, along the lower edge; each can be clicked.
struct HintBar {
    var model: Model
    var theme: Theme

    struct Entry {
        var columns: Range<Int>
        var key, text: String
        var command: Command
    }

    func draw(into grid: inout CellGrid, y: Int) {
        for entry in Self.entries(model, width: grid.width) {
            let end = grid.put(entry.key, x: entry.columns.lowerBound, y: y, theme.style(.accent, .bold))
            grid.put(" " + entry.text, x: end, y: y, theme.style(.dim))
        }
    }

    /// What fits into `width` columns. The last two, which are help and the way out, stay; those before them go first.
    static func entries(_ model: Model, width: Int) -> [Entry] {
        var idle: Set<Command> = model.hasEnded ? [.pause, .checkpoint, .sample] : []
        // While a repair runs it can be stopped; afterwards its result is what there is.
        idle.formUnion(model.repair.work?.job == nil ? [.stopRepair] : model.repair.place == .compare ? [.repair, .saveRepair, .undoRepair, .goOn] : [])
        var rows = model.keys.rows(at: model.place)
            .filter { $0.isHint && !$0.keys.isEmpty && !idle.contains($0.command) }
        while rows.count > 2, needed(rows, model) > width { rows.remove(at: rows.count - 3) }
        var x = 2
        return rows.map { row in
            let key = row.keys[0].label, text = name(row, model)
            defer { x += key.count + 1 + text.count + 2 }
            return Entry(columns: x..<x + key.count + 1 + text.count, key: key, text: text, command: row.command)
        }
    }

    private static func needed(_ rows: [KeyTable.Row], _ model: Model) -> Int {
        rows.reduce(2) { $0 + $1.keys[0].label.count + 1 + name($1, model).count + 2 }
    }

    /// What a key does as things stand: the key that pauses resumes when it is paused.
    private static func name(_ row: KeyTable.Row, _ model: Model) -> String {
        row.command == .pause && model.status.phase == .paused ? "resume" : row.name
    }

    /// The command under a click; nil beside the entries.
    static func command(atX x: Int, y: Int, _ model: Model) -> Command? {
        guard y == model.size.height - 1 else { return nil }
        return entries(model, width: model.size.width).first { $0.columns.contains(x) }?.command
    }
}
