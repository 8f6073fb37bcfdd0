package import Jobs
package import Raster

/// The past sample grids of the run: the one at the cursor, and a strip with one sample of each.
package struct SampleHistory: Sendable {
    /// Steps of the grids, ascending.
    package var steps: [Int] = []
    /// The grid at the cursor.
    package var grid: TrainingStatus.Samples?
    /// Whether a grid is being read.
    package var isLoadingGrid = false

    /// One sample of each grid by the grid's step; an empty image for a grid that cannot be read.
    package var strip: [Int: Bitmap] = [:]
    /// Index of the sample in the grids.
    package var tile = 0
    /// Step of the newest grid when the steps were listed last; nil before the first time.
    package var listedAt: Int?
    /// Whether a part of the strip is being read.
    package var isLoadingStrip = false

    package init() {}

    /// Most images of the strip in memory.
    static let limit = 512

    /// The step nearest to `step` that has a grid; nil for none.
    func nearest(to step: Double) -> Int? { steps.min { abs(Double($0) - step) < abs(Double($1) - step) } }
}
