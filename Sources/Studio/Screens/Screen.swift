package import Render

/// The whole screen as a function of the model: the training screen, and what lies over it.
package enum Screen {
    package static let smallest = Size(width: 60, height: 16)

    /// - Parameter pictures: keeps the samples' cells from the last frame; what is drawn does not depend on it.
    package static func draw(_ model: Model, _ size: Size, _ theme: Theme, _ pictures: inout PictureMemo) -> CellGrid {
        var grid = CellGrid(size, filledWith: theme.blank(.background))
        if size.width < smallest.width || size.height < smallest.height {
            drawTooSmall(size, theme, into: &grid)
        } else {
            TrainingScreen(model: model, theme: theme).draw(into: &grid, pictures: &pictures)
            switch model.overlay {
            case .none: break
            case .help: HelpOverlay(keys: model.keys, theme: theme).draw(into: &grid)
            case .events(let top): EventLog(model: model, theme: theme).draw(into: &grid, top: top)
            case .settings(let adjustment):
                SettingsPanel(model: model, theme: theme, adjustment: adjustment).draw(into: &grid)
            case .question: LeavingOverlay.drawQuestion(theme, into: &grid)
            case .leaving: LeavingOverlay.drawWaiting(model, theme, into: &grid)
            }
        }
        return model.ascii ? grid.inASCII() : grid
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
