package import Jobs
package import Raster
package import Runs

/// Work that reads or writes files, or takes long: it runs off the main thread, and its result comes back as a message.
package enum BackgroundTask: Sendable, Equatable {
    /// Lists the runs in a folder, and others by their paths.
    case listRuns(folder: String, others: [String] = [])
    /// Remembers a run outside of the folder of runs.
    case rememberRun(String)
    /// Opens a run: follows it where another process trains it, else reads its files.
    case openRun(String)
    /// Resumes a run; `steps` is another last step, nil for that of the run.
    case resume(run: String, steps: Int? = nil)
    case start(RunPlan)
    case delete(run: String)
    /// Scores a run against held-out data.
    case evaluate(run: String)
    /// Writes a theme into the user's settings.
    case keepTheme(String, file: String)
    /// Sends a request to the process that trains a run.
    case control(run: String, TrainingRequest)
    case estimate(RunPlan)
    /// Looks at the data of a new run.
    case checkData(String)
    /// Finds what a typed path may mean.
    case matchPath(PathQuery)
    /// Reads the next part of the logs of a folder, or of an event file.
    case watch(folder: String)
    /// Reads images of the watched logs.
    case logImages([LoggedImage])
    case generate(SampleRequest)
    /// Finds the training images nearest to an image.
    case nearest(SampleRequest, Bitmap)
    /// Searches a run's data with the encoders of a checkpoint.
    case search(SamplePrompt, checkpoint: String, run: String)
    /// Maps a run's data with the encoders of a checkpoint.
    case embeddingMap(SamplePrompt, checkpoint: String, run: String)
    /// Lists a run's checkpoints and favorites.
    case openSamples(run: String)
    case saveFavorites(run: String, [Float], latentDim: Int)
    case saveSamples(SavedImage, path: String, replaces: Bool = false)
    /// Reads the past grid of a run nearest to a step.
    case grid(run: String, step: Int)
    /// Reads the newest grid of a run.
    case newestGrid(run: String)
    /// Lists the past grids of a run, and reads one sample of those of `steps`.
    case history(run: String, steps: [Int], tile: Int)
    /// Reads what an image file says of its making.
    case readInfo(String)
    case listImages(folder: String)
    case previewImage(String)
    case openImage(String)
    /// Finds out which runs suit an image.
    case checkRuns([String], for: Bitmap, path: String)
    case repair(RepairRequest)
    case repairFolder(FolderRepairRequest)
    /// Stops a repair of an image or a folder.
    case stopRepair(Int, keeps: Bool = false)
    case saveMask(MaskPlane, path: String, MaskVersion)
    /// Reads the mask of an image of this size; `isStored` where it is of the photograph before EXIF turned it.
    case loadMask(String, width: Int, height: Int, Orientation, isStored: Bool = false)
    case saveRepair(RepairProduct, path: String, replaces: Bool)

    /// Whether it is about a prompt, which is not taken over where it fails.
    var hasPrompt: Bool {
        switch self {
        case .generate, .search: true
        default: false
        }
    }

    /// The folder of the run that it shows in place of another one, empty for a new run; nil for any other task.
    var shownRun: String? {
        switch self {
        case .openRun(let run), .resume(let run, _): run
        case .start: ""
        default: nil
        }
    }

    /// Whether it writes a file that the user asked for, and leaving waits for.
    var isSaving: Bool {
        switch self {
        case .saveFavorites, .saveSamples, .saveMask, .saveRepair: true
        default: false
        }
    }
}

/// The result of a background task.
package enum TaskResult: Sendable {
    case runs([RunSummary])
    /// The run to show from now on; `isOwn` where this process trains it.
    case opened(any TrainingControl, isOwn: Bool)
    case estimate(RunPlan, RunCost)
    /// The cost of a plan cannot be estimated; with the error line.
    case estimateFailed(RunPlan, UserMessage)
    case dataCheck(DataCheck)
    case pathMatches(PathMatches)
    /// A run could not start; with the error line.
    case startFailed(UserMessage)
    case grid(run: String, steps: [Int], TrainingStatus.Samples)
    /// nil where the run has no grid.
    case newestGrid(run: String, TrainingStatus.Samples?)
    case history(run: String, steps: [Int], tile: Int, [Int: Bitmap])
    case watched(LogView)
    case logImages([LoggedImage: DecodedImage])
    case generated(SampleRequest, [SampleSheet])
    case nearest([Neighbour])
    case searched(SearchResults)
    case mapped(DataMap)
    case samples(SampleFiles)
    case repair(RepairTaskResult)
    case evaluated(run: String, lines: [String])
    /// Samples or a search of a prompt failed: one line.
    case promptFailed(String)
    /// The file that a task would write exists; the task replaces it.
    case exists(path: String, BackgroundTask)
    /// Samples with their request, or another image where that is nil, and a line for the user.
    case samplesSaved(SampleRequest?, path: String, String)
    case info(ImageInfo)
    /// A line for the user: what was done, or why it failed.
    case notice(String)
}

/// Runs background tasks; calls `completion` from any thread, any number of times.
package protocol BackgroundTaskRunner: Sendable {
    func run(_ task: BackgroundTask, completion: @escaping @Sendable (TaskResult) -> Void)
}
