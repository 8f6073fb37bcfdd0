package import Engine
package import Raster
import Render

/// The past sample grids of the run that is shown: one of them at hand, and a strip of small pictures of one sample.
package struct Film: Sendable {
    /// Those that there are, rising.
    package var steps: [Int] = []
    package var shown: TrainingStatus.Samples?
    /// Whether one is on its way.
    package var isAsked = false

    /// The strip: one sample of the grids, by their steps. Empty pictures stand for grids that cannot be read.
    package var frames: [Int: Bitmap] = [:]
    /// Which sample of the grids.
    package var tile = 0
    /// The newest grid when the steps were looked up last; nil before the first time.
    package var lookedAt: Int?
    package var isStripAsked = false

    package init() {}

    /// Frames kept in memory.
    static let limit = 512

    /// The step nearest to `step` of which there is a grid.
    func nearest(to step: Double) -> Int? { steps.min { abs(Double($0) - step) < abs(Double($1) - step) } }
}

extension Model {
    /// The grid at the cursor, else the newest.
    package var shownSamples: TrainingStatus.Samples? {
        curves.cursor == nil ? status.samples : film.shown ?? status.samples
    }

    /// Asks for the grid that belongs to the cursor, one at a time: a scrub is answered with where it has come to.
    mutating func followCursor() -> [Effect] {
        guard let cursor = curves.cursor, !status.folder.isEmpty, !film.isAsked else { return [] }
        let step = Int(cursor)
        if let shown = film.shown, film.nearest(to: Double(step)) == shown.step { return [] }
        film.isAsked = true
        return [.errand(.grid(run: status.folder, step: step))]
    }

    mutating func take(grid: TrainingStatus.Samples, steps: [Int], of run: String) -> [Effect] {
        guard run == status.folder else { return [] }
        (film.isAsked, film.steps, film.shown) = (false, steps, grid)
        return followCursor()
    }

    // MARK: - The strip

    /// Asks for what the strip shows and lacks: first which grids there are, then their pictures.
    mutating func fillStrip() -> [Effect] {
        guard !status.folder.isEmpty, !film.isStripAsked,
              let area = TrainingScreen(model: self, theme: theme).layout(size).film else { return [] }
        let newest = status.samples?.step ?? -1
        if film.lookedAt != newest {
            // A run that was taken back draws the same steps anew.
            if let before = film.lookedAt, before > newest { film.frames = film.frames.filter { $0.key <= newest } }
            (film.lookedAt, film.isStripAsked) = (newest, true)
            return [.errand(.frames(run: status.folder, steps: [], tile: film.tile))]
        }
        let shown = FilmPanel(model: self, theme: theme).frames(area).map(\.step)
        let missing = shown.filter { film.frames[$0] == nil }
        guard !missing.isEmpty else { return [] }
        if film.frames.count > Film.limit { film.frames = film.frames.filter { shown.contains($0.key) } }
        film.isStripAsked = true
        return [.errand(.frames(run: status.folder, steps: missing, tile: film.tile))]
    }

    mutating func take(frames: [Int: Bitmap], steps: [Int], tile: Int, of run: String) -> [Effect] {
        guard run == status.folder else { return [] }
        (film.isStripAsked, film.steps) = (false, steps)
        if tile == film.tile { film.frames.merge(frames) { $1 } }
        return fillStrip()
    }

    /// Makes the strip one of another sample.
    mutating func showInStrip(tile: Int) -> [Effect] {
        guard let samples = status.samples, tile != film.tile else { return [] }
        film.tile = min(max(tile, 0), max(samples.columns * samples.rows - 1, 0))
        film.frames = [:]
        return fillStrip()
    }

    /// Puts the cursor at the grid before or after the one that is shown.
    mutating func goToGrid(by count: Int) -> [Effect] {
        guard !film.steps.isEmpty else {
            // Which there are is not known yet: the newest is asked for, and the others come along.
            curves.move(to: wholeRange.upperBound, wholeRange)
            return followCursor() + fillStrip()
        }
        let last = film.steps.count - 1
        let here = curves.cursor.flatMap(film.nearest).flatMap(film.steps.firstIndex) ?? last + (count < 0 ? 1 : 0)
        curves.move(to: Double(film.steps[min(max(here + count, 0), last)]), wholeRange)
        return followCursor()
    }
}
