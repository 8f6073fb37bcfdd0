import Render

/// The positions on the runs screen.
package struct RunsLayout: Sendable {
    /// The panel of the list, its heading, and its rows.
    let list: Rect
    let heading: Rect
    let rows: ListLayout
    let curves: Rect
    /// Samples of the selected run, where they are read and there is room.
    let samples: SampleGridLayout?

    init(_ state: RunsState, _ shared: SharedState) {
        let grid = state.selectedSamples(shared)
        let (list, curves, samples) = Self.split(shared.area, hasSamples: grid != nil)
        (self.list, self.curves) = (list, curves)
        self.samples = samples.map { SampleGridLayout($0, grid, zoom: shared.zoom) }
        let (heading, rows) = Panel.inside(list).splitTop(1)
        self.heading = heading
        self.rows = ListLayout(rows, selected: state.row, count: state.visibleRuns(shared).count)
    }

    /// Side by side on a wide screen, else one above the other.
    private static func split(_ area: Rect, hasSamples: Bool) -> (list: Rect, curves: Rect, samples: Rect?) {
        if area.width >= 130 {
            let (left, right) = area.splitLeft(max(area.width * 3 / 5, 70))
            guard hasSamples, right.height >= 24 else { return (left, right, nil) }
            let (upper, lower) = right.splitTop(right.height * 2 / 5)
            return (left, upper, lower)
        }
        let (upper, lower) = area.splitTop(max(area.height / 2, 6))
        guard hasSamples, lower.height >= 8 else { return (upper, lower, nil) }
        let (left, right) = lower.splitLeft(lower.width - min(2 * (lower.height - 2) + 2, lower.width * 2 / 5))
        return (upper, left, right)
    }
}
