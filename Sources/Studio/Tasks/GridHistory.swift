import Jobs
import Raster
import Runs

/// Reads the past sample grids of a run.
enum GridHistory {
    /// The grid nearest to a step.
    static func nearest(to step: Int, run: String) throws -> TaskResult {
        let folder = try RunFolder.open(run), steps = folder.gridSteps()
        guard let nearest = steps.min(by: { abs($0 - step) < abs($1 - step) }) else {
            return .notice("\(folder.name) has no sample grids yet")
        }
        return .grid(run: run, steps: steps, try folder.grid(step: nearest, try RunFile.read(folder.runFilePath)))
    }

    /// The newest grid that can be read; nil for none.
    static func newest(run: String) throws -> TrainingStatus.Samples? {
        guard let folder = try? RunFolder.open(run) else { return nil }
        let file = try RunFile.read(folder.runFilePath)
        return folder.gridSteps().last.flatMap { try? folder.grid(step: $0, file) }
    }

    /// The steps of all grids, and one sample of the grids of `steps`; an empty image for a grid that cannot be read.
    static func samples(run: String, steps: [Int], tile: Int) -> TaskResult {
        // A deleted run has no history; the list of runs reports that it is gone.
        guard let folder = try? RunFolder.open(run), let file = try? RunFile.read(folder.runFilePath) else {
            return .history(run: run, steps: [], tile: tile, [:])
        }
        let empty = Bitmap(width: 0, height: 0, channels: 1, pixels: [])
        let images = steps.map { ($0, (try? folder.grid(step: $0, file))?.tile(tile) ?? empty) }
        return .history(run: run, steps: folder.gridSteps(), tile: tile, Dictionary(images) { $1 })
    }
}
