import Engine
import Raster
import Render

/// The tags of watched logs, and the one that is selected: its curve in every log that has it, or its pictures.
struct WatchScreen {
    var model: Model
    var theme: Theme

    private static func parts(_ area: Rect) -> (list: Rect, detail: Rect) {
        let (list, detail) = area.splitLeft(max(area.width / 4, 24))
        return (list, detail)
    }

    /// Where the chart is.
    static func chartArea(_ area: Rect) -> Rect { LossPanel.chartArea(parts(area).detail) }

    private func top(_ rows: Int) -> Int { max(min(model.watched.row - rows / 2, model.shownTags.count - rows), 0) }

    /// The tag under a click; nil beside them.
    func row(atX x: Int, y: Int, _ area: Rect) -> Int? {
        let inside = Self.parts(area).list.inset(by: 1, 1), row = y - inside.y + top(inside.height)
        return inside.contains(x: x, y: y) && model.shownTags.indices.contains(row) ? row : nil
    }

    func draw(into grid: inout CellGrid, _ area: Rect, _ pictures: inout PictureMemo) {
        let (list, detail) = Self.parts(area), tags = model.shownTags, filter = model.filter(.watch)
        var title: [Panel.Part] = [.init(text: "tags", style: theme.style(.text, .bold))]
        if model.isFiltering || !filter.isEmpty {
            title.append(.init(text: " /" + filter + (model.isFiltering ? "_" : ""), style: theme.style(.accent, .bold)))
        }
        let inside = Panel(theme: theme).draw(into: &grid, list, title: title,
                                              right: [.init(text: "\(tags.count)", style: theme.style(.dim))])
        let top = top(inside.height)
        for (i, tag) in tags.enumerated().dropFirst(top).prefix(inside.height) {
            let y = inside.y + i - top
            grid.put(tag.isImage ? "■" : "━", x: inside.x + 1, y: y, theme.style(tag.isImage ? .accent : .discriminator))
            grid.put(tag.tag, x: inside.x + 3, y: y, theme.style(.text), limit: inside.width - 4)
            if i == model.watched.row { Selection.mark(Rect(x: inside.x, y: y, width: inside.width, height: 1), theme, into: &grid) }
        }
        if tags.isEmpty {
            let text = model.watched.view.logs.isEmpty ? "no event files yet" : "nothing matches"
            grid.put(text, x: inside.x + 1, y: inside.y, theme.style(.dim), limit: inside.width - 2)
        }
        guard let selected = model.selectedTag else {
            Panel(theme: theme).draw(into: &grid, detail, title: [.init(text: model.watched.folder, style: theme.style(.dim))])
            return
        }
        if selected.isImage {
            drawImage(selected.tag, into: &grid, detail, &pictures)
        } else {
            drawCurves(selected.tag, into: &grid, detail)
        }
    }

    // MARK: - Curves

    private static let roles: [Theme.Role] = [.discriminator, .generator, .accent, .good, .warning, .bad]

    private var drawn: [(name: String, history: LossHistory, role: Theme.Role)] {
        guard let tag = model.selectedTag, !tag.isImage else { return [] }
        let having = model.watched.view.logs.compactMap { log in log.curves[tag.tag].map { (log.name, $0) } }
        return having.enumerated().map { i, log in (log.0, log.1, Self.roles[i % Self.roles.count]) }
    }

    /// nil where no curve is selected.
    var chart: Chart? {
        let drawn = drawn
        guard !drawn.isEmpty else { return nil }
        let series = drawn.enumerated().map { i, curve in
            ChartSeries(letter: Unicode.Scalar(UInt8(65 + i % 26)), color: theme[curve.role],
                        faint: theme[curve.role].mixed(with: theme[.panel], 0.68),
                        isDashed: model.colorMode == .none && i % 2 == 1, history: curve.history, isSmoothed: model.isSmoothed)
        }
        let guide = model.colorMode == .none ? nil : theme[.border].mixed(with: theme[.panel], 0.55)
        var chart = Chart(series: series, isLogarithmic: model.isLogarithmic, marker: model.marker, axis: theme[.border],
                          label: theme[.dim], guide: guide)
        (chart.window, chart.cursor, chart.cursorColor) = (model.curves.window, model.curves.cursor, theme[.accent])
        return chart
    }

    private func drawCurves(_ tag: String, into grid: inout CellGrid, _ area: Rect) {
        let cursor = model.curves.cursor
        var title: [Panel.Part] = [.init(text: tag, style: theme.style(.text, .bold))]
        for (i, curve) in drawn.enumerated() {
            let value = cursor.flatMap { curve.history.value(at: $0) } ?? curve.history.last
            let letter = Unicode.Scalar(UInt8(65 + i % 26))
            title += [.init(text: "  ━ \(letter)", style: theme.style(curve.role, .bold)),
                      .init(text: curve.name == "." ? "" : " " + curve.name, style: theme.style(.dim)),
                      .init(text: " " + Readouts.loss(value), style: theme.style(.text))]
        }
        let how = [model.curves.window == nil ? nil : "zoomed", model.isLogarithmic ? "log" : nil,
                   model.isSmoothed ? "smooth" : nil].compactMap(\.self).joined(separator: " · ")
        let right = cursor.map { "step " + Numbers.grouped(Int($0)) } ?? how
        Panel(theme: theme).draw(into: &grid, area, title: title,
                                 right: [.init(text: right, style: theme.style(cursor == nil ? .dim : .accent))])
        chart?.draw(into: &grid, area: LossPanel.chartArea(area))
    }

    // MARK: - Pictures

    private func drawImage(_ tag: String, into grid: inout CellGrid, _ area: Rect, _ pictures: inout PictureMemo) {
        guard let log = model.watched.view.logs.first(where: { $0.images[tag]?.isEmpty == false }),
              let images = log.images[tag], let newest = images.last else { return }
        let image = model.curves.cursor.flatMap { cursor in
            images.min { abs(Double($0.step) - cursor) < abs(Double($1.step) - cursor) }
        } ?? newest
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: tag, style: theme.style(.text, .bold)),
                                       .init(text: "  step " + Numbers.grouped(image.step), style: theme.style(.dim))],
            right: [.init(text: "\((images.firstIndex { $0.step == image.step } ?? 0) + 1)/\(images.count)", style: theme.style(.dim))])
        guard let bitmap = try? Picture.decode(image.file, name: tag).bitmap else {
            grid.put("not a picture that can be read", x: inside.x + 2, y: inside.y + 1, theme.style(.bad))
            return
        }
        guard let layout = TileLayout.best(grid: (1, 1), tile: (bitmap.width, bitmap.height), width: inside.width,
                                           height: inside.height * 2, zoom: 99) else { return }
        let mosaic = Mosaic.forScreen(model)
        let cells = pictures.cells(of: "\(log.name)/\(tag)", step: image.step, layout: layout, mosaic: mosaic) { bitmap }
        let place = inside.centered(cells.size)
        grid.blit(cells, x: place.x, y: place.y)
    }
}

extension Mosaic {
    /// Pictures as the model's terminal shows them.
    static func forScreen(_ model: Model) -> Mosaic {
        // Without colours half blocks show one bit a pixel; braille shows four times as many of them.
        let dots = model.colorMode == .none ? DotGlyphs.braille : .halves
        return Mosaic(style: model.ascii ? .ascii : .dots(dots), mode: model.colorMode, background: model.theme[.panel],
                      ink: model.theme[.text])
    }
}
