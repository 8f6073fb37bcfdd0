package import Engine
import Render

/// A watched folder of logs, as it was last seen.
package struct WatchDesk: Sendable {
    package var folder = ""
    package var view = LogView()
    /// Counts the tags that the filter shows.
    package var row = 0
    package var asked: Double?
    /// What was complained of already.
    package var told: Set<String> = []

    package init() {}

    static let period = 1.0
}

extension Tab {
    /// Curves and pictures of TensorBoard logs.
    package static let watch = Tab(
        title: "Watch", place: .watch,
        draw: { model, grid, area, pictures in
            WatchScreen(model: model, theme: model.theme).draw(into: &grid, area, &pictures)
        },
        perform: { model, invocation in model.watch(invocation) },
        mouse: { model, event, area in model.mouseOnWatch(event, area) },
        refresh: { model in
            if let asked = model.watched.asked, model.now - asked < WatchDesk.period { return [] }
            model.watched.asked = model.now
            return [.errand(.watch(folder: model.watched.folder))]
        })
}

extension Model {
    /// Tags that the filter lets through; those of pictures last.
    package var shownTags: [(tag: String, isImage: Bool)] {
        let all = watched.view.tags.map { ($0, false) } + watched.view.imageTags.map { ($0, true) }
        let filter = filter(.watch).lowercased()
        return filter.isEmpty ? all : all.filter { $0.0.lowercased().contains(filter) }
    }

    package var selectedTag: (tag: String, isImage: Bool)? {
        let tags = shownTags
        return tags.indices.contains(watched.row) ? tags[watched.row] : tags.last
    }

    mutating func take(_ view: LogView) {
        let selected = selectedTag
        watched.view = view
        for problem in view.problems where watched.told.insert(problem).inserted { say(problem) }
        if let selected, let row = shownTags.firstIndex(where: { $0 == selected }) { watched.row = row }
    }

    /// Steps that the watched curves of the selected tag cover.
    private var watchedRange: ClosedRange<Double> {
        if let first = watchedPictures?.first, let last = watchedPictures?.last { return Double(first)...Double(max(last, first + 1)) }
        let chart = WatchScreen(model: self, theme: theme).chart
        return (chart.map { chart in
            var chart = chart
            chart.window = nil
            return chart.range ?? 0...1
        }) ?? 0...1
    }

    /// Steps of the pictures of the selected tag; nil where a curve is selected.
    private var watchedPictures: [Int]? {
        guard let tag = selectedTag, tag.isImage else { return nil }
        return watched.view.logs.lazy.compactMap { $0.images[tag.tag] }.first { !$0.isEmpty }?.map(\.step)
    }

    /// Goes to the picture before or after the one at the cursor; nil where a curve is selected.
    private mutating func turnPicture(_ command: Command) -> [Effect]? {
        guard let steps = watchedPictures, !steps.isEmpty, command == .cursorLeft || command == .cursorRight else { return nil }
        let here = curves.cursor.map { cursor in
            steps.indices.min { abs(Double(steps[$0]) - cursor) < abs(Double(steps[$1]) - cursor) } ?? 0
        } ?? steps.count - 1
        curves.cursor = Double(steps[min(max(here + (command == .cursorLeft ? -1 : 1), 0), steps.count - 1)])
        return []
    }

    fileprivate mutating func watch(_ invocation: Invocation) -> [Effect]? {
        if let effects = turnPicture(invocation.command) { return effects }
        if curves.perform(invocation.command, whole: watchedRange) { return [] }
        let last = max(shownTags.count - 1, 0)
        switch invocation.command {
        case .scrollUp: watched.row = max(watched.row - 1, 0)
        case .scrollDown: watched.row = min(watched.row + 1, last)
        case .pageUp: watched.row = max(watched.row - 10, 0)
        case .pageDown: watched.row = min(watched.row + 10, last)
        case .scrollTop: watched.row = 0
        case .scrollBottom: watched.row = last
        case .logScale: isLogarithmic.toggle()
        case .smoothing: isSmoothed.toggle()
        case .goTo:
            guard let step = invocation.argument.flatMap(Double.init), step.isFinite else {
                say("go-to wants a step")
                return []
            }
            curves.move(to: step, watchedRange)
        default: return nil
        }
        return []
    }

    fileprivate mutating func mouseOnWatch(_ event: MouseEvent, _ area: Rect) -> [Effect]? {
        let screen = WatchScreen(model: self, theme: theme)
        if let row = screen.row(atX: event.x, y: event.y, area) {
            switch event.action {
            case .wheelUp: watched.row = max(watched.row - 1, 0)
            case .wheelDown: watched.row = min(watched.row + 1, max(shownTags.count - 1, 0))
            case .press where event.button == .left: watched.row = row
            default: return nil
            }
            return []
        }
        guard let chart = screen.chart, let step = chart.x(atColumn: event.x, area: WatchScreen.chartArea(area)) else { return nil }
        switch event.action {
        case .press where event.button == .left, .drag where event.button == .left: curves.move(to: step, watchedRange)
        case .wheelUp: curves.zoom(by: 0.5, around: step, watchedRange)
        case .wheelDown: curves.zoom(by: 2, around: step, watchedRange)
        default: return nil
        }
        return []
    }
}
