import Jobs
import Raster

extension TrainingState {
    /// Another run is shown.
    mutating func reset() { (curves, history) = (CurveView(), SampleHistory()) }

    // MARK: - The grid at the cursor

    /// Loads the grid at the cursor, one at a time: after a fast move only the last position is loaded.
    mutating func loadGrid(_ status: TrainingStatus) -> [ScreenAction] {
        guard let cursor = curves.cursor, !status.folder.isEmpty, !history.isLoadingGrid else { return [] }
        let step = Int(cursor)
        if let grid = history.grid, history.nearest(to: Double(step)) == grid.step { return [] }
        history.isLoadingGrid = true
        return [.backgroundTask(.grid(run: status.folder, step: step))]
    }

    mutating func received(grid: TrainingStatus.Samples, steps: [Int], of run: String, _ shared: SharedState)
        -> [ScreenAction]
    {
        guard run == shared.status.folder else { return [] }
        (history.isLoadingGrid, history.steps, history.grid) = (false, steps, grid)
        return loadGrid(shared.status)
    }

    /// Moves the cursor by `count` grids.
    mutating func moveToGrid(by count: Int, _ shared: SharedState) -> [ScreenAction] {
        let whole = Self.wholeRange(shared.status)
        guard !history.steps.isEmpty else {
            // The steps are not listed yet: loading the newest grid lists them too.
            curves.move(to: whole.upperBound, whole)
            return loadGrid(shared.status) + loadStrip(shared)
        }
        let last = history.steps.count - 1
        let current =
            curves.cursor.flatMap(history.nearest).flatMap(history.steps.firstIndex) ?? last + (count < 0 ? 1 : 0)
        curves.move(to: Double(history.steps[min(max(current + count, 0), last)]), whole)
        return loadGrid(shared.status)
    }

    // MARK: - The strip

    /// Loads what the strip lacks: first the steps of the grids, then their images.
    mutating func loadStrip(_ shared: SharedState) -> [ScreenAction] {
        let status = shared.status
        guard !status.folder.isEmpty, !history.isLoadingStrip, let layout = layout(shared).history else { return [] }
        let newest = status.samples?.step ?? -1
        if history.listedAt != newest {
            // After a rollback the same steps get new samples.
            if let before = history.listedAt, before > newest {
                history.strip = history.strip.filter { $0.key <= newest }
            }
            (history.listedAt, history.isLoadingStrip) = (newest, true)
            return [.backgroundTask(.history(run: status.folder, steps: [], tile: history.tile))]
        }
        let visible = layout.frames.map(\.step)
        let missing = visible.filter { history.strip[$0] == nil }
        guard !missing.isEmpty else { return [] }
        if history.strip.count > SampleHistory.limit {
            history.strip = history.strip.filter { visible.contains($0.key) }
        }
        history.isLoadingStrip = true
        return [.backgroundTask(.history(run: status.folder, steps: missing, tile: history.tile))]
    }

    mutating func received(strip: [Int: Bitmap], steps: [Int], tile: Int, of run: String, _ shared: SharedState)
        -> [ScreenAction]
    {
        guard run == shared.status.folder else { return [] }
        (history.isLoadingStrip, history.steps) = (false, steps)
        if tile == history.tile { history.strip.merge(strip) { $1 } }
        return loadStrip(shared)
    }

    /// Shows the history of another sample.
    mutating func show(tile: Int, _ shared: SharedState) -> [ScreenAction] {
        guard let samples = shared.status.samples, tile != history.tile else { return [] }
        history.tile = min(max(tile, 0), max(samples.columns * samples.rows - 1, 0))
        history.strip = [:]
        return loadStrip(shared)
    }
}
