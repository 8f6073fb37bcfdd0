import Raster
import Render

/// The selected tag's images at the cursor: those of every log and of every image of a step, each with its name.
struct WatchImages {
    let state: WatchState
    let shared: SharedState

    func draw(_ tag: String, into grid: inout CellGrid, _ layout: WatchLayout, _ cache: inout ImageCache) {
        guard let tiles = layout.images else { return }
        let theme = shared.theme, steps = state.imageSteps(shared), all = state.imagesAtCursor(shared)
        guard let step = state.imageStep(steps) else { return }
        let shown = state.visibleImages(shared)
        var right = "\((steps.firstIndex(of: step) ?? 0) + 1)/\(steps.count)"
        if shown.count < all.count {
            right = "images \(shown.startIndex + 1)-\(shown.endIndex) of \(all.count) · " + right
        }
        Panel(theme: theme).draw(
            into: &grid, layout.detail,
            title: [
                .init(text: tag, style: theme.style(.text, .bold), isName: true),
                .init(text: "  step " + Numbers.grouped(step), style: theme.style(.dim)),
            ], right: [.init(text: right, style: theme.style(.dim))])
        let names = Cut.apart(shown.map { name($0, step) }, width: max(tiles.tile(0).name.width - 2, 1))
        for (i, image) in shown.enumerated() {
            let (line, area) = tiles.tile(i)
            grid.put(names[i], x: line.x + 1, y: line.y, theme.style(.dim), limit: line.width - 1)
            draw(image, tag, into: &grid, area, &cache)
        }
    }

    /// The log, the number in its step, and what differs from the title.
    private func name(_ shown: WatchState.ShownImage, _ step: Int) -> String {
        var parts = shown.log == "." ? [] : [shown.log]
        if shown.image.count > 1 { parts.append("/\(shown.image.index)") }
        if let pass = shown.pass { parts.append("pass \(pass + 1)") }
        if shown.image.step != step { parts.append("step " + Numbers.grouped(shown.image.step)) }
        return parts.joined(separator: " ")
    }

    /// The layout of an image that is too flat or too narrow for its proportions: at least a column wide and a row high.
    private static func layout(of bitmap: Bitmap, in area: Rect) -> TileLayout {
        let scale = min(
            Double(area.width) / Double(bitmap.width), Double(2 * area.height) / Double(bitmap.height))
        let width = min(max(Int(Double(bitmap.width) * scale), 1), area.width)
        let rows = min(max(Int(Double(bitmap.height) * scale) / 2, 1), area.height)
        return TileLayout(columns: 1, rows: 1, tileWidth: width, tileHeight: 2 * rows)
    }

    private func draw(
        _ shown: WatchState.ShownImage, _ tag: String, into grid: inout CellGrid, _ area: Rect,
        _ cache: inout ImageCache
    ) {
        let theme = shared.theme
        func write(_ text: String, _ role: Theme.Role) {
            Paragraph.draw(text, into: &grid, area.inset(by: 1, 0), theme.style(role))
        }
        let bitmap: Bitmap
        switch state.images[shown.image] {
        case nil: return write("reading", .dim)
        case .failed(let reason): return write("not shown: " + reason, .bad)
        case .bitmap(let decoded): bitmap = decoded
        }
        let layout =
            TileLayout.best(
                grid: (1, 1), tile: (bitmap.width, bitmap.height), width: area.width, height: area.height * 2, zoom: 99)
            ?? Self.layout(of: bitmap, in: area)
        let key = "\(shown.log)\n\(tag)\n\(shown.image.index)\n\(shown.image.pass)"
        let cells = cache.tiles(of: key, step: shown.image.step, layout: layout, mosaic: shared.appearance.mosaic) {
            [bitmap]
        }
        let position = area.centered(layout.tile)
        for tile in cells { grid.blit(tile, x: position.x, y: position.y) }
    }
}
