package import Engine

/// The past sample grids of the run that is shown, one of them at hand.
package struct Film: Sendable {
    /// Those that there are, rising.
    package var steps: [Int] = []
    package var shown: TrainingStatus.Samples?
    /// Whether one is on its way.
    package var isAsked = false

    package init() {}
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
        if let shown = film.shown, film.steps.min(by: { abs($0 - step) < abs($1 - step) }) == shown.step { return [] }
        film.isAsked = true
        return [.errand(.grid(run: status.folder, step: step))]
    }

    mutating func take(grid: TrainingStatus.Samples, steps: [Int], of run: String) -> [Effect] {
        guard run == status.folder else { return [] }
        (film.isAsked, film.steps, film.shown) = (false, steps, grid)
        return followCursor()
    }
}
