package import Render

/// The whole terminal: the screen in front, and the overlay.
package enum AppView {
    package static let smallest = Size(width: 60, height: 16)

    static func isTooSmall(_ size: Size) -> Bool { size.width < smallest.width || size.height < smallest.height }

    /// - Parameter images: keeps the samples' cells from the last frame; the result does not depend on it.
    package static func draw(_ model: AppModel, _ images: inout ImageCache) -> CellGrid {
        let shared = model.shared, size = shared.size, theme = shared.theme
        var grid = CellGrid(size, filledWith: theme.blank(.background))
        if isTooSmall(size) {
            drawTooSmall(model, into: &grid)
        } else {
            TitleBar(model).draw(into: &grid)
            model.tab.draw(model, &grid, &images)
            HintBar(model).draw(into: &grid)
            drawOverlay(model, into: &grid)
            ToastPanel.draw(shared, isTyping: model.overlay.context == .commandLine, into: &grid)
            if let frames = model.frames { FramePanel.draw(frames, theme, into: &grid) }
        }
        return shared.ascii ? grid.inASCII() : grid
    }

    private static func drawOverlay(_ model: AppModel, into grid: inout CellGrid) {
        let shared = model.shared
        switch model.overlay {
        case .none: break
        case .help(let top): model.helpView.draw(into: &grid, top: top)
        case .events(let top): LineLog.events(shared).draw(into: &grid, top: top)
        case .messages(let top): LineLog.messages(shared).draw(into: &grid, top: top)
        case .settings(let adjustment): SettingsView(adjustment, shared).draw(into: &grid)
        case .commandLine(let line): CommandLineView(line, model.commandOffer, shared).draw(into: &grid)
        case .palette(let palette): PaletteView(palette, model.commandOffer, shared).draw(into: &grid)
        case .themes: ThemeView(shared).draw(into: &grid)
        case .form(let form): RunFormView(form, shared).draw(into: &grid)
        case .question(let question): QuestionView(question, shared).draw(into: &grid)
        case .moreSteps(let more): MoreStepsView(more: more, theme: shared.theme).draw(into: &grid)
        case .evaluation(let top): LineLog.evaluation(shared).draw(into: &grid, top: top)
        case .info(let top): LineLog.info(shared).draw(into: &grid, top: top)
        case .quitting: QuitView.draw(shared, leavesTraining: model.leavesTraining, into: &grid)
        }
    }

    /// A line about the size; the question before quitting, which takes its answer in any size, stands in its place.
    private static func drawTooSmall(_ model: AppModel, into grid: inout CellGrid) {
        let size = model.shared.size, theme = model.shared.theme
        let text =
            switch model.overlay {
            case .question(let question):
                "\(question.text) y: \(question.yes), \(question.background.map { "b: \($0), " } ?? "")n: \(question.no)"
                    + (question.detail.isEmpty ? "" : " (\(question.detail))")
            case .quitting: QuitView.text(model.leavesTraining)
            default:
                "terminal too small (\(smallest.width)x\(smallest.height) needed, this is \(size.width)x\(size.height))"
            }
        let lines = Paragraph.wrapped(text, width: max(size.width - 2, 1))
        for (i, line) in lines.enumerated() {
            grid.put(
                line, x: max((size.width - CellGrid.columns(of: line)) / 2, 0),
                y: max((size.height - lines.count) / 2, 0) + i, theme.style(.text))
        }
    }
}
