import Jobs
import Render

/// The positions on the training screen.
package struct TrainingLayout: Sendable {
    /// The panel of the curves, its chart, and the area of the chart.
    let losses: Rect
    let chart: Chart
    let chartArea: Rect
    /// Between steps and the x axis of the chart.
    let axis: AxisMap
    let samples: SampleGridLayout
    let status, events: Rect
    /// Whether there is room for several events in a box, else for one line.
    let hasEventBox: Bool
    /// Below the curves, where there are past samples and room for them.
    let history: HistoryLayout?
    /// Below the curves, where the run is scored.
    let score: Rect?

    init(_ state: TrainingState, _ shared: SharedState) {
        let area = shared.area, grid = state.visibleSamples(shared.status)
        let (eventRows, isBox) = EventPanel.rows(shared), statusRows = StatusPanel.rows(shared)
        let (upper, lower) = area.splitTop(area.height - statusRows - eventRows)
        (status, events) = lower.splitTop(statusRows)
        hasEventBox = isBox

        var (losses, panel) = Self.split(upper, aspect: SampleGridLayout.aspect(grid))
        if losses.y == panel.y {
            // The curves get the columns that the samples do not need.
            let spare = panel.width - SampleGridLayout(panel, grid, zoom: shared.zoom).neededWidth
            losses.width += spare
            panel.x += spare
            panel.width -= spare
        }
        samples = SampleGridLayout(panel, grid, zoom: shared.zoom)

        var historyPanel: Rect?
        if let rows = HistoryLayout.rows(of: losses.height, state, shared) {
            let (top, rest) = losses.splitTop(losses.height - rows)
            (losses, historyPanel) = (top, rest)
        }
        if let rows = ScorePanel.rows(of: losses.height, shared.status) {
            let (top, rest) = losses.splitTop(losses.height - rows)
            (losses, score) = (top, rest)
        } else {
            score = nil
        }
        self.losses = losses
        axis = AxisMap(shared.axis, state.visibleCurves(shared.status).map(\.history))
        (chart, chartArea) = (LossPanel.chart(state, shared, axis), Panel.chart(losses))
        history = historyPanel.map { [chart, chartArea, axis] in
            HistoryLayout($0, chart: chart, chartArea, axis, state, shared)
        }
    }

    /// Curves and samples, one above the other on a tall screen, else side by side.
    private static func split(_ area: Rect, aspect: Double) -> (losses: Rect, samples: Rect) {
        if Double(area.height * 2) > Double(area.width) * 1.1 {
            let (losses, samples) = area.splitTop(max(area.height * 2 / 5, area.height - 2 - area.width / 2))
            return (losses, samples)
        }
        let needed = Int(Double(2 * (area.height - 2)) * aspect) + 4
        let most = area.width - max(38, area.width * 45 / 100)
        let (losses, samples) = area.splitLeft(area.width - min(max(needed, 20), max(most, 20)))
        return (losses, samples)
    }
}

/// The strip of past samples: an image for each grid, below its step on the chart.
struct HistoryLayout: Sendable {
    /// An image of the strip.
    struct Frame: Sendable, Equatable {
        var columns: Range<Int>
        /// The step of its grid.
        var step: Int
    }

    let panel: Rect
    let frames: [Frame]

    /// Rows of the panel's borders and the line of steps.
    private static let otherRows = 3

    /// Rows of the panel, where curves and panel share `height`; nil without a panel. On a low screen it is shown only with the cursor.
    static func rows(of height: Int, _ state: TrainingState, _ shared: SharedState) -> Int? {
        guard state.showsHistory, !shared.isIdle, shared.status.samples != nil, height >= 15 else { return nil }
        if height < 22 { return state.curves.cursor == nil ? nil : 6 }
        return height < 36 ? 8 : 9
    }

    var imageHeight: Int { max(panel.height - Self.otherRows, 1) }

    /// Each frame shows the grid nearest to the step above its centre; the frame under the cursor shows the grid at the cursor.
    init(_ panel: Rect, chart: Chart, _ chartArea: Rect, _ axis: AxisMap, _ state: TrainingState, _ shared: SharedState)
    {
        self.panel = panel
        let history = state.history
        guard let plot = chart.columns(in: chartArea), let range = chart.range, !history.steps.isEmpty else {
            frames = []
            return
        }
        let height = max(panel.height - Self.otherRows, 1)
        let width = Self.imageWidth(height: height, shared.status.samples),
            right = min(plot.upperBound, panel.right - 1)
        let count = (right - plot.lowerBound + 1) / (width + 1)
        guard count > 0 else {
            frames = []
            return
        }
        // Spare columns are spread between the frames.
        let pitch = Double(right - plot.lowerBound - width) / Double(max(count - 1, 1))
        let span = range.upperBound - range.lowerBound
        func step(_ column: Double) -> Double {
            axis.step(ofX: range.lowerBound + (column - Double(plot.lowerBound)) / Double(plot.count) * span)
        }

        var best: [Int: (frame: Frame, distance: Double)] = [:]
        for i in 0..<count {
            let start = plot.lowerBound + Int((Double(i) * pitch).rounded()), columns = start..<start + width
            var target = step(Double(start) + Double(width) / 2)
            let first = step(Double(start) - 0.5), covered = first...max(first, step(Double(start + width) + 0.5))
            let isUnderCursor = state.curves.cursor.map(covered.contains) ?? false
            if isUnderCursor, let cursor = state.curves.cursor { target = cursor }
            guard let nearest = history.nearest(to: target) else { continue }
            let distance = isUnderCursor ? -1 : abs(Double(nearest) - target)
            if let other = best[nearest], other.distance <= distance { continue }
            best[nearest] = (Frame(columns: columns, step: nearest), distance)
        }
        frames = best.values.map(\.frame).sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    }

    private static func imageWidth(height: Int, _ samples: TrainingStatus.Samples?) -> Int {
        guard let samples, samples.columns > 0, samples.rows > 0, samples.grid.height > 0 else { return 1 }
        let tileWidth = samples.grid.width / samples.columns, tileHeight = max(samples.grid.height / samples.rows, 1)
        return max(height * 2 * tileWidth / tileHeight, 2)
    }

    /// The step of the frame at a position of the screen; nil for none.
    func step(atX x: Int, y: Int) -> Int? {
        guard Panel.inside(panel).contains(x: x, y: y) else { return nil }
        return frames.first { $0.columns.contains(x) }?.step
    }
}
