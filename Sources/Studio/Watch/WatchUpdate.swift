import Jobs

extension WatchState: Screen {
    package var context: KeyContext { .watch }

    package func layout(_ shared: SharedState) -> WatchLayout { WatchLayout(self, shared) }

    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] {
        let isDue = requestedAt.map { shared.now - $0 >= Self.period } ?? true
        // One request at a time; the rest of long logs is requested as soon as a part of them is there.
        guard !isReading, isDue || !logs.isComplete else { return requestImages(shared) }
        (requestedAt, isReading) = (shared.now, true)
        return [.backgroundTask(.watch(folder: folder))] + requestImages(shared)
    }

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        if let actions = moveToImage(invocation.command, shared) { return actions }
        let whole = wholeRange(shared)
        if curves.handle(invocation.command, whole: whole) { return [] }
        if shared.handleCurves(invocation.command) {
            // Cursor and zoom are in units of the axis.
            if invocation.command == .axis { curves = CurveView() }
            return []
        }
        if let actions = handleRuns(invocation, &shared) { return actions }
        switch invocation.command {
        case .scrollUp: select(row - 1, shared)
        case .scrollDown: select(row + 1, shared)
        case .pageUp: select(row - 10, shared)
        case .pageDown: select(row + 10, shared)
        case .scrollTop: select(0, shared)
        case .scrollBottom: select(.max, shared)
        case .nextTile: turn(by: 1, shared)
        case .previousTile: turn(by: -1, shared)
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
            case .wheelUp: select(row - 1, shared)
            case .wheelDown: select(row + 1, shared)
            case .press where event.button == .left: select(clicked, shared)
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

    /// A command on the runs that are shown; nil for any other.
    private mutating func handleRuns(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        let names = runNames(shared), index = runIndex(names)
        switch invocation.command {
        case .previousRun, .nextRun:
            guard !names.isEmpty else { return [] }
            let step = invocation.command == .nextRun ? 1 : names.count - 1
            run = names[(index + step) % names.count]
        case .toggleRun: if names.indices.contains(index) { selection.toggle(names[index]) }
        case .onlyRun: if names.indices.contains(index) { selection.showOnly(names[index], of: logs.logs.map(\.name)) }
        case .allRuns: selection.showAll()
        case .showRuns:
            guard let pattern = invocation.argument else { return [.openCommandLine("show-runs " + selection.pattern)] }
            selection.show(pattern)
            let count = logs.logs.count { selection.isShown($0.name) }
            shared.notify(
                pattern.isEmpty ? "all runs are shown" : "\(count) of \(logs.logs.count) runs match \(pattern)")
        default: return nil
        }
        firstImage = 0
        return []
    }

    private mutating func select(_ row: Int, _ shared: SharedState) {
        self.row = min(max(row, 0), max(visibleTags(shared).count - 1, 0))
        (older, firstImage) = (0, 0)
    }

    /// Goes to the next or previous pass of a curve, or to the next or previous images where not all have room.
    private mutating func turn(by count: Int, _ shared: SharedState) {
        if let tiles = layout(shared).images {
            let all = imagesAtCursor(shared).count, next = firstImage + count * tiles.count
            firstImage = next < all ? max(next, 0) : firstImage
        } else {
            let passes = visibleCurves(shared).map(\.curve.passes.count).max() ?? 0
            older = min(max(older - count, 0), max(passes - 1, 0))
        }
    }

    /// The steps of the selected tag.
    private func wholeRange(_ shared: SharedState) -> ClosedRange<Double> {
        let steps = imageSteps(shared)
        if let first = steps.first, let last = steps.last {
            return Double(first)...max(Double(last), Double(first) + 1)
        }
        var chart = WatchCurves(state: self, shared: shared).chart
        chart?.window = nil
        return chart?.range ?? 0...1
    }

    /// Moves the cursor to the previous or next image; nil for a curve, and for any other command.
    private mutating func moveToImage(_ command: Command, _ shared: SharedState) -> [ScreenAction]? {
        let steps = imageSteps(shared)
        guard command == .cursorLeft || command == .cursorRight, let step = imageStep(steps) else { return nil }
        let current = steps.firstIndex(of: step) ?? 0
        firstImage = 0
        curves.cursor = Double(steps[min(max(current + (command == .cursorLeft ? -1 : 1), 0), steps.count - 1)])
        return []
    }

    mutating func received(_ logs: LogView, _ shared: inout SharedState) {
        let selected = selectedTag(shared)
        self.logs = logs
        (isReading, hasRead) = (false, true)
        // A problem that is gone and comes back is reported again.
        reported.formIntersection(logs.problems)
        for problem in logs.problems where reported.insert(problem).inserted { shared.notify(problem) }
        if let selected, let row = visibleTags(shared).firstIndex(where: { $0 == selected }) { self.row = row }
    }
}
