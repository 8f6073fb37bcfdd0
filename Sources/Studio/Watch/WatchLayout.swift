import Render

/// The positions on the watch screen.
package struct WatchLayout: Sendable {
    let list: Rect
    let rows: ListLayout
    /// The panel of the curve or the images.
    let detail: Rect
    /// The chart of the selected tag, and its area; nil for an image tag.
    let chart: Chart?
    let chartArea: Rect
    /// The tiles of the images at the cursor; nil for a curve.
    let images: WatchTiles?
    /// The lines below the panels; nil where there is nothing to say.
    let status: Rect?

    init(_ state: WatchState, _ shared: SharedState) {
        let tags = state.visibleTags(shared)
        let statusRows = min(WatchStatus(state: state, shared: shared).rows, shared.area.height / 2)
        let (panels, lines) = shared.area.splitTop(shared.area.height - statusRows)
        let longest = tags.reduce(0) { max($0, CellGrid.columns(of: $1.tag)) }
        let widest = max(panels.width * 2 / 5, 24)
        (list, detail) = panels.splitLeft(min(max(panels.width / 4, longest + 6, 24), widest))
        status = statusRows > 0 ? lines : nil
        rows = ListLayout(Panel.inside(list), selected: state.row, count: tags.count)
        let curves = WatchCurves(state: state, shared: shared)
        (chart, chartArea) = (curves.chart, curves.areas(detail).chart)
        let isImage = state.selectedTag(shared)?.isImage == true
        images = isImage ? WatchTiles(state.imagesAtCursor(shared).count, in: Panel.inside(detail)) : nil
    }
}

/// A grid of tiles for images, each below a line with its name.
struct WatchTiles: Equatable {
    let columns, rows: Int
    private let area: Rect
    /// The least size of a tile that shows something.
    private static let leastWidth = 14, leastHeight = 7

    /// The number of tiles.
    var count: Int { columns * rows }

    /// The grid with the largest tiles for `count` images, or for fewer where they would be too small.
    init(_ count: Int, in area: Rect) {
        self.area = area
        let across = max(area.width / Self.leastWidth, 1), down = max(area.height / Self.leastHeight, 1)
        guard count > 0, count <= across * down else {
            (columns, rows) = (across, down)
            return
        }
        func side(_ columns: Int) -> Int {
            min(area.width / columns, 2 * (area.height / ((count + columns - 1) / columns) - 1))
        }
        let possible = (1...across).filter { (count + $0 - 1) / $0 <= down }
        columns = possible.max { side($0) < side($1) } ?? across
        rows = (count + columns - 1) / columns
    }

    /// The line of a tile's name, and the area of its image.
    func tile(_ index: Int) -> (name: Rect, image: Rect) {
        let width = area.width / columns, height = area.height / rows
        let tile = Rect(
            x: area.x + index % columns * width, y: area.y + index / columns * height, width: width, height: height)
        let (name, image) = tile.splitTop(1)
        return (name, image)
    }
}
