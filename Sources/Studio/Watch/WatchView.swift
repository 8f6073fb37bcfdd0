package import Render

extension WatchState {
    package func draw(
        into grid: inout CellGrid, _ layout: WatchLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        let theme = shared.theme
        drawTags(into: &grid, layout, shared)
        if let line = layout.status { WatchStatus(state: self, shared: shared).draw(into: &grid, line) }
        guard let selected = selectedTag(shared) else {
            let inside = Panel(theme: theme).draw(
                into: &grid, layout.detail, title: [.init(text: folder, style: theme.style(.dim), isName: true)])
            let text =
                hasRead && logs.logs.isEmpty
                ? "Files whose names contain tfevents are shown as soon as they appear in \(folder) or below." : ""
            Paragraph.draw(text, into: &grid, inside.inset(by: 1, 0), theme.style(.dim))
            return
        }
        if selected.isImage {
            WatchImages(state: self, shared: shared).draw(selected.tag, into: &grid, layout, &images)
        } else {
            WatchCurves(state: self, shared: shared).draw(selected.tag, into: &grid, layout)
        }
    }

    private func drawTags(into grid: inout CellGrid, _ layout: WatchLayout, _ shared: SharedState) {
        let theme = shared.theme, tags = visibleTags(shared)
        let title: [Panel.Part] = [.init(text: "tags", style: theme.style(.text, .bold))]
        let inside = Panel(theme: theme).draw(
            into: &grid, layout.list, title: title + shared.filterTitle(.watch),
            right: [.init(text: "\(tags.count)", style: theme.style(.dim))])
        let names = Cut.apart(
            layout.rows.rows.map { tags[$0].tag.isEmpty ? "(no name)" : tags[$0].tag }, width: max(inside.width - 4, 1))
        for (i, row) in layout.rows.rows.enumerated() {
            let tag = tags[row], line = layout.rows.line(row)
            grid.put(
                tag.isImage ? "■" : "━", x: line.x + 1, y: line.y, theme.style(tag.isImage ? .accent : .discriminator))
            grid.put(names[i], x: line.x + 3, y: line.y, theme.style(.text), limit: line.width - 4)
            if row == self.row { Selection.mark(line, theme, into: &grid) }
        }
        guard tags.isEmpty else { return }
        let text =
            !hasRead || !logs.isComplete
            ? "reading"
            : logs.logs.isEmpty
                ? "no event files yet"
                : logs.tags.isEmpty && logs.imageTags.isEmpty
                    ? "nothing to show yet" : "no tag matches the filter"
        Paragraph.draw(text, into: &grid, inside.inset(by: 1, 0), theme.style(.dim))
    }
}
