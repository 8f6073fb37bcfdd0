import Engine
import Raster
import Render

/// Samples of one checkpoint, or of two with the same noise; all of them, or one with what it resembles.
struct SamplesScreen {
    var model: Model
    var theme: Theme

    /// Tiles of a sheet: each with a line below it for its number.
    struct Layout {
        var columns, rows: Int
        /// Cells of a picture.
        var tile: Size
    }

    private var desk: SampleDesk { model.samples }

    private static let leastWidth = 36

    /// Where the sheets stand on the screen's `area`: below the line of what is asked for, where the run can be asked.
    private func sheets(_ area: Rect) -> Rect { desk.asking.modalities.isEmpty ? area : area.splitTop(1).1 }

    /// Side by side, as long as each has room for some samples; else in two rows.
    private func panels(_ whole: Rect) -> [Rect] {
        let area = sheets(whole), count = desk.sheets.count
        guard count > 1 else { return [area] }
        let rows = count > 2 && area.width < Self.leastWidth * count ? 2 : 1, columns = (count + rows - 1) / rows
        return (0..<count).map { place in
            let (column, row) = (place % columns, place / columns)
            let (left, top) = (area.width * column / columns, area.height * row / rows)
            return Rect(x: area.x + left, y: area.y + top, width: area.width * (column + 1) / columns - left,
                        height: area.height * (row + 1) / rows - top)
        }
    }

    /// How a sheet stands in its panel on `area`.
    func layout(_ whole: Rect) -> Layout {
        let inside = panels(whole)[0].inset(by: 1, 1)
        guard let picture = desk.sheets.first?.pictures.first else { return Layout(columns: 1, rows: 1, tile: Size(width: 1, height: 1)) }
        func height(_ width: Int) -> Int { max((width * picture.height / picture.width + 1) / 2, 1) }
        func filled(_ width: Int) -> Int {
            inside.width / (width + 1) * (inside.height / (height(width) + 1)) * width * height(width)
        }
        // Half of a picture's pixels are enough to tell samples apart; what fills the screen best is taken.
        let most = desk.sheets.count > 2 ? picture.width * 2 / 3 : picture.width
        let suited = (max(picture.width / 2, 4)...max(most, 4)).max { filled($0) < filled($1) } ?? picture.width
        let wanted = suited + model.zoom * max(picture.width / 8, 2)
        let width = min(max(wanted, 4), max(inside.width - 1, 1), max((inside.height - 1) * 2, 1)), height = height(width)
        return Layout(columns: max(inside.width / (width + 1), 1), rows: max(inside.height / (height + 1), 1),
                      tile: Size(width: width, height: height))
    }

    /// The first line of tiles that is shown.
    private func top(_ layout: Layout, _ count: Int) -> Int {
        let lines = (count + layout.columns - 1) / layout.columns, line = desk.selected / layout.columns
        return max(min(line - layout.rows / 2, lines - layout.rows), 0)
    }

    /// The sample under a click; nil beside them.
    func index(atX x: Int, y: Int, _ whole: Rect) -> Int? {
        guard !desk.isSingle, let sheet = desk.sheets.first else { return nil }
        let layout = layout(whole)
        guard let inside = panels(whole).map({ $0.inset(by: 1, 1) }).first(where: { $0.contains(x: x, y: y) }) else { return nil }
        let column = (x - inside.x) / (layout.tile.width + 1), row = (y - inside.y) / (layout.tile.height + 1)
        let index = (row + top(layout, sheet.pictures.count)) * layout.columns + column
        return column < layout.columns && row < layout.rows && sheet.pictures.indices.contains(index) ? index : nil
    }

    func draw(into grid: inout CellGrid, _ whole: Rect) {
        let area = sheets(whole)
        WishLine(desk: desk, theme: theme, ascii: model.ascii).draw(into: &grid, Rect(x: whole.x, y: whole.y, width: whole.width, height: 1))
        switch desk.sight {
        case .samples: break
        case .finds(let finds):
            return FindsPanel(finds: finds, theme: theme, mosaic: .forScreen(model), zoom: model.zoom).draw(into: &grid, area)
        case .map(let map):
            return MapPanel(data: map, theme: theme, mosaic: .forScreen(model), zoom: model.zoom, ascii: model.ascii).draw(into: &grid, area)
        }
        guard !desk.sheets.isEmpty else {
            let inside = Panel(theme: theme).draw(into: &grid, area, title: [.init(text: "samples", style: theme.style(.text, .bold))])
            let text = desk.isAsked ? "drawing samples" : model.status.folder.isEmpty ? model.noRun
                : desk.checkpoints.isEmpty ? "no checkpoint yet: samples come with the first one" : "no samples yet; n draws some"
            grid.put(text, x: inside.x + 2, y: inside.y + 1, theme.style(.dim), limit: inside.width - 3)
            return
        }
        for (i, (sheet, panel)) in zip(desk.sheets, panels(whole)).enumerated() {
            let inside = Panel(theme: theme).draw(into: &grid, panel, title: title(i, sheet), right: right(i, sheet))
            if desk.isSingle {
                drawSingle(sheet, into: &grid, inside, withNeighbours: i == 0)
            } else {
                drawSheet(sheet, into: &grid, inside, layout(whole))
            }
        }
    }

    private func title(_ index: Int, _ sheet: SampleSheet) -> [Panel.Part] {
        let how = switch desk.mode {
        case .fresh: "seed \(desk.seed)"
        case .walk: "walk"
        case .pins: "favourites"
        }
        let name = index == 0 ? desk.wish.isEmpty ? "samples" : "as asked" : muted(sheet) ?? "same noise"
        return [.init(text: name, style: theme.style(index == 0 ? .text : .accent, .bold)),
                .init(text: "  \(sheet.preset) step \(Numbers.grouped(sheet.step))", style: theme.style(.dim)),
                .init(text: index == 0 ? "  " + how : "", style: theme.style(.accent))]
    }

    /// What a sheet was drawn without; nil where it was asked for everything.
    private func muted(_ sheet: SampleSheet) -> String? {
        guard let part = desk.wish.parts.first(where: { !sheet.wish.parts.contains($0) }) else { return nil }
        return switch part {
        case .text: "without the words"
        case .audio: "without the sound"
        case .image: "without the picture"
        }
    }

    private func right(_ index: Int, _ sheet: SampleSheet) -> [Panel.Part] {
        guard index == 0, !sheet.pictures.isEmpty else { return [] }
        let text = desk.isAsked ? "drawing" : "\(desk.selected + 1)/\(sheet.pictures.count)"
        return [.init(text: text, style: theme.style(.dim))]
    }

    private func drawSheet(_ sheet: SampleSheet, into grid: inout CellGrid, _ inside: Rect, _ layout: Layout) {
        let mosaic = Mosaic.forScreen(model), first = top(layout, sheet.pictures.count) * layout.columns
        for (i, picture) in sheet.pictures.enumerated().dropFirst(first).prefix(layout.columns * layout.rows) {
            let place = i - first
            let x = inside.x + place % layout.columns * (layout.tile.width + 1)
            let y = inside.y + place / layout.columns * (layout.tile.height + 1)
            grid.blit(mosaic.cells(of: picture, size: layout.tile), x: x, y: y)
            let isSelected = i == desk.selected, isPinned = model.isPinned(sheet.noise(i))
            let label = (isSelected ? "▲ " : "") + "\(i + 1)" + (isPinned ? " ●" : "")
            let isStart = desk.start.map { $0 == sheet.noise(i) } ?? false
            grid.put(label + (isStart ? " ◆" : ""), x: x, y: y + layout.tile.height,
                     theme.style(isSelected ? .accent : isPinned ? .good : .dim, isSelected ? .bold : []), limit: layout.tile.width)
        }
    }

    private func drawSingle(_ sheet: SampleSheet, into grid: inout CellGrid, _ inside: Rect, withNeighbours: Bool) {
        guard sheet.pictures.indices.contains(desk.selected) else { return }
        let picture = sheet.pictures[desk.selected], mosaic = Mosaic.forScreen(model)
        let near = withNeighbours ? desk.neighbours ?? [] : []
        let (upper, lower) = inside.splitTop(near.isEmpty ? inside.height : inside.height * 3 / 5)
        Self.blit(picture, mosaic, into: &grid, upper)
        guard !near.isEmpty, lower.height > 3 else { return }
        grid.put("nearest training pictures, and how far they are (levels of 255)", x: lower.x + 1, y: lower.y,
                 theme.style(.dim), limit: lower.width - 2)
        let height = lower.height - 2, width = max(min(height * 2, (lower.width - 1) / near.count - 1), 2)
        for (i, neighbour) in near.enumerated() {
            let x = lower.x + 1 + i * (width + 1)
            Self.blit(neighbour.picture, mosaic, into: &grid, Rect(x: x, y: lower.y + 1, width: width, height: height))
            grid.put(Numbers.short(neighbour.distance, places: 1), x: x, y: lower.bottom - 1, theme.style(.text), limit: width)
        }
    }

    /// As large as it goes in whole cells, in the middle of `area`.
    private static func blit(_ picture: Bitmap, _ mosaic: Mosaic, into grid: inout CellGrid, _ area: Rect) {
        guard area.width > 0, area.height > 0 else { return }
        let scale = min(Double(area.width) / Double(picture.width), 2 * Double(area.height) / Double(picture.height))
        let size = Size(width: max(Int(Double(picture.width) * scale), 1), height: max(Int(Double(picture.height) * scale / 2), 1))
        let place = area.centered(size)
        grid.blit(mosaic.cells(of: picture, size: size), x: place.x, y: place.y)
    }
}
