import Engine
import Render

/// Losses, samples and figures of a training job.
struct TrainingScreen {
    var model: Model
    var theme: Theme

    /// Where everything stands; all of it follows from the size and the proportions of the samples.
    struct Layout {
        var title, losses, samples, status, events, hints: Rect
        /// Below the losses, where there is anything to show and room for it.
        var film: Rect?, score: Rect?
        /// Whether there is room for several events in a box, or for one line.
        var hasEventBox: Bool

        init(_ size: Size, aspect: Double) {
            let (title, belowTitle) = Rect(size).splitTop(1)
            let eventRows = size.height >= 30 ? min(2 + (size.height - 24) / 4, 9) : 1
            let (upper, lower) = belowTitle.splitTop(belowTitle.height - 5 - eventRows)
            (status, events) = lower.splitTop(4)
            (events, hints) = events.splitTop(eventRows)
            (self.title, hasEventBox) = (title, eventRows > 1)

            let tall = Double(upper.height * 2) > Double(upper.width) * 1.1
            if tall {
                (losses, samples) = upper.splitTop(max(upper.height * 2 / 5, upper.height - 2 - upper.width / 2))
            } else {
                let wanted = Int(Double(2 * (upper.height - 2)) * aspect) + 4
                let most = upper.width - max(38, upper.width * 45 / 100)
                (losses, samples) = upper.splitLeft(upper.width - min(max(wanted, 20), max(most, 20)))
            }
        }
    }

    /// Where everything stands on a screen of `size`.
    func layout(_ size: Size) -> Layout {
        let samples = SamplePanel(model: model, theme: theme)
        var layout = Layout(size, aspect: samples.aspect)
        if layout.losses.y == layout.samples.y {
            // What the picture does not need, the curves can use.
            let spare = layout.samples.width - samples.width(within: layout.samples)
            layout.losses.width += spare
            layout.samples.x += spare
            layout.samples.width -= spare
        }
        if let rows = FilmPanel.rows(of: layout.losses.height, model) {
            let (losses, film) = layout.losses.splitTop(layout.losses.height - rows)
            (layout.losses, layout.film) = (losses, film)
        }
        if let rows = ScorePanel(model: model, theme: theme).rows(of: layout.losses.height) {
            let (losses, score) = layout.losses.splitTop(layout.losses.height - rows)
            (layout.losses, layout.score) = (losses, score)
        }
        return layout
    }

    func draw(into grid: inout CellGrid, pictures: inout PictureMemo) {
        if model.isIdle { return drawIdle(into: &grid) }
        let samples = SamplePanel(model: model, theme: theme), layout = layout(grid.size)
        LossPanel(model: model, theme: theme).draw(into: &grid, layout.losses)
        if let score = layout.score { ScorePanel(model: model, theme: theme).draw(into: &grid, score) }
        if let film = layout.film { FilmPanel(model: model, theme: theme).draw(into: &grid, film) }
        samples.draw(into: &grid, layout.samples, pictures: &pictures)
        StatusPanel(model: model, theme: theme).draw(into: &grid, layout.status)
        EventPanel(model: model, theme: theme).draw(into: &grid, layout.events, inBox: layout.hasEventBox)
        if case .failed(let line) = model.status.phase { drawFailure(line, into: &grid) }
    }

    private func drawIdle(into grid: inout CellGrid) {
        let area = Tab.area(grid.size), inside = Panel(theme: theme).draw(into: &grid, area)
        let lines = ["no run is open", "", "n  a new run", "3  the runs there are", "?  help"]
        for (i, line) in lines.enumerated() {
            grid.put(line, x: inside.x + max((inside.width - 22) / 2, 1), y: inside.y + max(inside.height / 2 - 3, 0) + i,
                     theme.style(i == 0 ? .text : .dim, i == 0 ? .bold : []))
        }
    }

    private func drawFailure(_ line: String, into grid: inout CellGrid) {
        let width = min(grid.width - 8, 72), lines = Paragraph.wrapped(line, width: width - 4)
        let box = grid.bounds.centered(Size(width: width, height: min(lines.count + 5, grid.height - 2)))
        let inside = Panel(theme: theme, border: .bad)
            .draw(into: &grid, box, title: [.init(text: "training failed", style: theme.style(.bad, .bold))])
        for (i, line) in lines.prefix(inside.height - 2).enumerated() {
            grid.put(line, x: inside.x + 1, y: inside.y + i, theme.style(.text))
        }
        grid.put("press q to leave", x: inside.x + 1, y: inside.bottom - 1, theme.style(.accent, .bold))
    }
}
