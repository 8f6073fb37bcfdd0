import Render

/// The positions on the watch screen.
package struct WatchLayout: Sendable {
    let list: Rect
    let rows: ListLayout
    /// The panel of the curve or image.
    let detail: Rect
    /// The chart of the selected tag, and its area; nil for an image tag.
    let chart: Chart?
    let chartArea: Rect

    init(_ state: WatchState, _ shared: SharedState) {
        (list, detail) = shared.area.splitLeft(max(shared.area.width / 4, 24))
        rows = ListLayout(Panel.inside(list), selected: state.row, count: state.visibleTags(shared).count)
        chart = WatchCurves(state: state, shared: shared).chart
        chartArea = Panel.chart(detail)
    }
}
