import Jobs

extension WatchState: Screen {
    package var context: KeyContext { .watch }

    package func layout(_ shared: SharedState) -> WatchLayout { WatchLayout(self, shared) }

    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] {
        if let requestedAt, shared.now - requestedAt < Self.period { return [] }
        requestedAt = shared.now
        return [.backgroundTask(.watch(folder: folder))]
    }

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        if let actions = moveToImage(invocation.command, shared) { return actions }
        let whole = wholeRange(shared)
        if curves.handle(invocation.command, whole: whole) { return [] }
        let last = max(visibleTags(shared).count - 1, 0)
        switch invocation.command {
        case .scrollUp: row = max(row - 1, 0)
        case .scrollDown: row = min(row + 1, last)
        case .pageUp: row = max(row - 10, 0)
        case .pageDown: row = min(row + 10, last)
        case .scrollTop: row = 0
        case .scrollBottom: row = last
        case .logScale: shared.isLogarithmic.toggle()
        case .smoothing: shared.isSmoothed.toggle()
        case .goTo:
            guard let step = invocation.argument.flatMap(Double.init), step.isFinite else {
                shared.notify("write go-to STEP, for example go-to 1200")
                return []
            }
            curves.move(to: step, whole)
        default: return nil
        }
        return []
    }

    package mutating func handle(_ event: MouseEvent, _ layout: WatchLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        if let clicked = layout.rows.row(atX: event.x, y: event.y) {
            switch event.action {
            case .wheelUp: row = max(row - 1, 0)
            case .wheelDown: row = min(row + 1, max(visibleTags(shared).count - 1, 0))
            case .press where event.button == .left: row = clicked
            default: return nil
            }
            return []
        }
        guard let step = layout.chart?.x(atColumn: event.x, area: layout.chartArea) else { return nil }
        let whole = wholeRange(shared)
        switch event.action {
        case .press where event.button == .left, .drag where event.button == .left: curves.move(to: step, whole)
        case .wheelUp: curves.zoom(by: 0.5, around: step, whole)
        case .wheelDown: curves.zoom(by: 2, around: step, whole)
        default: return nil
        }
        return []
    }

    /// The steps of the selected tag.
    private func wholeRange(_ shared: SharedState) -> ClosedRange<Double> {
        let steps = imageSteps(shared)
        if let first = steps.first, let last = steps.last { return Double(first)...Double(max(last, first + 1)) }
        var chart = WatchCurves(state: self, shared: shared).chart
        chart?.window = nil
        return chart?.range ?? 0...1
    }

    /// Moves the cursor to the previous or next image; nil for a curve, and for any other command.
    private mutating func moveToImage(_ command: Command, _ shared: SharedState) -> [ScreenAction]? {
        let steps = imageSteps(shared)
        guard !steps.isEmpty, command == .cursorLeft || command == .cursorRight else { return nil }
        let current =
            curves.cursor.map { cursor in
                steps.indices.min { abs(Double(steps[$0]) - cursor) < abs(Double(steps[$1]) - cursor) } ?? 0
            } ?? steps.count - 1
        curves.cursor = Double(steps[min(max(current + (command == .cursorLeft ? -1 : 1), 0), steps.count - 1)])
        return []
    }

    mutating func received(_ logs: LogView, _ shared: inout SharedState) {
        let selected = selectedTag(shared)
        self.logs = logs
        for problem in logs.problems where reported.insert(problem).inserted { shared.notify(problem) }
        if let selected, let row = visibleTags(shared).firstIndex(where: { $0 == selected }) { self.row = row }
    }
}
