package import Render

/// The whole terminal as a function of the model: the screen in front, and what lies over it.
package enum Screen {
    package static let smallest = Size(width: 60, height: 16)

    /// - Parameter pictures: keeps the samples' cells from the last frame; what is drawn does not depend on it.
    package static func draw(_ model: Model, _ size: Size, _ theme: Theme, _ pictures: inout PictureMemo) -> CellGrid {
        var grid = CellGrid(size, filledWith: theme.blank(.background))
        if size.width < smallest.width || size.height < smallest.height {
            drawTooSmall(size, theme, into: &grid)
        } else {
            TitleBar(model: model, theme: theme).draw(into: &grid)
            model.tab.draw(model, &grid, Tab.area(size), &pictures)
            HintBar(model: model, theme: theme).draw(into: &grid, y: size.height - 1)
            drawOverlay(model, theme, into: &grid)
            ToastPanel.draw(model, into: &grid)
            FramePanel.draw(model, into: &grid)
        }
        return model.ascii ? grid.inASCII() : grid
    }

    private static func drawOverlay(_ model: Model, _ theme: Theme, into grid: inout CellGrid) {
        switch model.overlay {
        case .none: break
        case .help(let top): HelpOverlay(model: model, theme: theme).draw(into: &grid, top: top)
        case .events(let top):
            LineLog(model: model, theme: theme)
                .draw("events", LineLog.events(model), filter: model.filter(.events), into: &grid, top: top)
        case .messages(let top):
            LineLog(model: model, theme: theme)
                .draw("messages", LineLog.messages(model), filter: model.filter(.messages), into: &grid, top: top)
        case .settings(let adjustment):
            SettingsPanel(model: model, theme: theme, adjustment: adjustment).draw(into: &grid)
        case .prompt(let prompt): PromptOverlay(model: model, prompt: prompt, theme: theme).draw(into: &grid)
        case .palette(let palette): PaletteOverlay(model: model, palette: palette, theme: theme).draw(into: &grid)
        case .themes: ThemeOverlay.draw(model, into: &grid)
        case .form(let form): FormOverlay(model: model, form: form, theme: theme).draw(into: &grid)
        case .question(let question): QuestionOverlay.draw(question, theme, into: &grid)
        case .leaving: LeavingOverlay.draw(model, into: &grid)
        }
    }

    private static func drawTooSmall(_ size: Size, _ theme: Theme, into grid: inout CellGrid) {
        let text = "terminal too small (\(smallest.width)x\(smallest.height) needed, "
            + "this is \(size.width)x\(size.height))"
        let lines = Paragraph.wrapped(text, width: max(size.width - 2, 1))
        for (i, line) in lines.enumerated() {
            grid.put(line, x: max((size.width - line.count) / 2, 0), y: max((size.height - lines.count) / 2, 0) + i,
                     theme.style(.text))
        }
    }
}
