import Raster
package import Render

extension WatchState {
    package func draw(
        into grid: inout CellGrid, _ layout: WatchLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        let theme = shared.theme, tags = visibleTags(shared)
        let title: [Panel.Part] = [.init(text: "tags", style: theme.style(.text, .bold))]
        let inside = Panel(theme: theme).draw(
            into: &grid, layout.list, title: title + shared.filterTitle(.watch),
            right: [.init(text: "\(tags.count)", style: theme.style(.dim))])
        for row in layout.rows.rows {
            let tag = tags[row], line = layout.rows.line(row)
            grid.put(
                tag.isImage ? "■" : "━", x: line.x + 1, y: line.y, theme.style(tag.isImage ? .accent : .discriminator))
            grid.put(tag.tag, x: line.x + 3, y: line.y, theme.style(.text), limit: line.width - 4)
            if row == self.row { Selection.mark(line, theme, into: &grid) }
        }
        if tags.isEmpty {
            let text = logs.logs.isEmpty ? "no event files yet" : "no tag matches the filter"
            grid.put(text, x: inside.x + 1, y: inside.y, theme.style(.dim), limit: inside.width - 2)
        }
        guard let selected = selectedTag(shared) else {
            Panel(theme: theme).draw(into: &grid, layout.detail, title: [.init(text: folder, style: theme.style(.dim))])
            return
        }
        if selected.isImage {
            drawImage(selected.tag, into: &grid, layout.detail, shared, &images)
        } else {
            WatchCurves(state: self, shared: shared).draw(selected.tag, into: &grid, layout)
        }
    }

    private func drawImage(
        _ tag: String, into grid: inout CellGrid, _ area: Rect, _ shared: SharedState, _ cache: inout ImageCache
    ) {
        let theme = shared.theme
        guard let log = logs.logs.first(where: { $0.images[tag]?.isEmpty == false }),
            let images = log.images[tag], let newest = images.last
        else { return }
        let image =
            curves.cursor.flatMap { cursor in
                images.min { abs(Double($0.step) - cursor) < abs(Double($1.step) - cursor) }
            } ?? newest
        let inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [
                .init(text: tag, style: theme.style(.text, .bold)),
                .init(text: "  step " + Numbers.grouped(image.step), style: theme.style(.dim)),
            ],
            right: [
                .init(
                    text: "\((images.firstIndex { $0.step == image.step } ?? 0) + 1)/\(images.count)",
                    style: theme.style(.dim))
            ])
        guard let bitmap = try? ImageFile.decode(image.file, name: tag).bitmap else {
            grid.put("this image cannot be decoded", x: inside.x + 2, y: inside.y + 1, theme.style(.bad))
            return
        }
        guard
            let layout = TileLayout.best(
                grid: (1, 1), tile: (bitmap.width, bitmap.height), width: inside.width,
                height: inside.height * 2, zoom: 99)
        else { return }
        let cells = cache.cells(
            of: "\(log.name)/\(tag)", step: image.step, layout: layout, mosaic: shared.appearance.mosaic
        ) { bitmap }
        let position = inside.centered(cells.size)
        grid.blit(cells, x: position.x, y: position.y)
    }
}
