package import Engine
package import Raster

/// What takes time and is done away from the main thread, at the model's wish.
package enum Errand: Sendable, Equatable {
    case listRuns(folder: String)
    /// Shows a run: follows it where another process trains it, or reads what is there.
    case show(run: String)
    case resume(run: String)
    case begin(RunPlan)
    case delete(run: String)
    case steer(run: String, TrainingRequest)
    case estimate(RunPlan)
    case watch(folder: String)
    case draw(SampleOrder)
    /// The pictures that a run was trained on which are nearest to one.
    case nearest(SampleOrder, Bitmap)
    /// The pictures of a run's data that fit a wish best, by the encoders of a checkpoint; where they lie by meaning.
    case find(SampleWish, checkpoint: String, run: String)
    case map(SampleWish, checkpoint: String, run: String)
    /// The checkpoints of a run, and its favourites.
    case openSamples(run: String)
    case savePins(run: String, [Float], latent: Int)
    case save(Bitmap, path: String, SampleOrder)
    /// The past grid of a run nearest to a step.
    case grid(run: String, step: Int)
    /// The newest grid of a run.
    case picture(run: String)
    /// Which past grids a run has, and one sample of those of `steps`.
    case frames(run: String, steps: [Int], tile: Int)
    /// Folders and pictures in a folder; one of them small; one of them to paint on.
    case listPictures(folder: String)
    case previewPicture(String)
    case openPicture(String)
    case repair(RepairOrder)
    case stopRepair(Int)
    case saveMask(MaskPlane, path: String, RepairDesk.Keeping)
    case loadMask(String, width: Int, height: Int)
    case saveRepair(Bitmap, [PNG.Text], path: String, replaces: Bool)
}

/// What an errand brought.
package enum ErrandResult: Sendable {
    case runs([RunSummary])
    /// A run to show from now on; `isOwn` where this process trains it.
    case shows(any TrainingControl, isOwn: Bool)
    case estimate(RunPlan, RunCost)
    case grid(run: String, steps: [Int], TrainingStatus.Samples)
    case frames(run: String, steps: [Int], tile: Int, [Int: Bitmap])
    /// nil where the run has none.
    case picture(run: String, TrainingStatus.Samples?)
    case watched(LogView)
    case drawn(SampleOrder, [SampleSheet])
    case nearest([Neighbour])
    case found(Finds)
    case mapped(DataMap)
    /// Checkpoints newest first.
    case samplesOf(run: String, checkpoints: [Checkpoint], pins: [Float], asking: Asking)
    case repair(RepairAnswer)
    /// Something done, or not: a line for the user.
    case said(String)
}

/// Who does errands; answers from any thread, any number of times.
package protocol ErrandRunner: Sendable {
    func run(_ errand: Errand, answer: @escaping @Sendable (ErrandResult) -> Void)
}
