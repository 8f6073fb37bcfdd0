import Dispatch
import Foundation
import Jobs
import Raster
import Repair
import Synchronization

/// Runs background tasks on Dispatch queues: one for listings, one for a look at data and typed paths, one for files that the user opens or
/// saves, one for computations, one for past samples, one for evaluations. Tasks of a queue run in order.
package final class BackgroundTasks: BackgroundTaskRunner {
    private let listing = DispatchQueue(label: "tessera.list", qos: .utility)
    private let looking = DispatchQueue(label: "tessera.look", qos: .userInitiated)
    private let files = DispatchQueue(label: "tessera.files", qos: .userInitiated)
    private let computing = DispatchQueue(label: "tessera.compute", qos: .userInitiated)
    private let history = DispatchQueue(label: "tessera.history", qos: .utility)
    private let evaluating = DispatchQueue(label: "tessera.evaluate", qos: .utility)
    private let catalog = Mutex(RunCatalog())
    private let samples = Mutex(SampleService())
    /// The watched log folder.
    private let watcher = Mutex<(folder: String, watcher: LogWatcher)?>(nil)
    private let threads: Int
    private let recent: RecentRuns
    private let repairs = RepairService()
    /// Files that are being written, or wait to be.
    private let saving = Atomic(0)

    /// - Parameters:
    ///   - threads: threads of training and other computations, at least 1.
    ///   - recent: the runs outside of the folder of runs that were open before.
    package init(threads: Int, recent: RecentRuns = RecentRuns(file: nil)) {
        (self.threads, self.recent) = (threads, recent)
    }

    /// Whether a file is being written that the user asked for.
    package var isWriting: Bool { saving.load(ordering: .acquiring) > 0 }

    package func run(_ task: BackgroundTask, completion: @escaping @Sendable (TaskResult) -> Void) {
        let queue: DispatchQueue
        switch task {
        case .repair(let request): return repairs.start(request, threads: threads, completion: completion)
        case .repairFolder(let request): return repairs.start(request, threads: threads, completion: completion)
        case .stopRepair(let id, let keeps): return repairs.stop(id, keeps: keeps)
        case .listRuns, .rememberRun, .watch, .listImages, .previewImage: queue = listing
        case .checkData, .matchPath, .readInfo: queue = looking
        case .openRun, .resume, .start, .delete, .control, .openImage, .saveMask, .loadMask, .saveRepair: queue = files
        case .history, .newestGrid, .logImages: queue = history
        case .keepTheme: queue = files
        case .evaluate, .checkRuns: queue = evaluating
        case .estimate, .grid, .generate, .nearest, .search, .embeddingMap, .openSamples, .saveFavorites, .saveSamples:
            queue = computing
        }
        if task.isSaving { saving.add(1, ordering: .acquiringAndReleasing) }
        queue.async { @Sendable [self] in
            defer { if task.isSaving { saving.subtract(1, ordering: .acquiringAndReleasing) } }
            do {
                if let result = try perform(task) { completion(result) }
            } catch {
                if case .estimate(let plan) = task { return completion(.estimateFailed(plan, UserMessage(error))) }
                if case .start = task { return completion(.startFailed(UserMessage(error))) }
                completion(task.hasPrompt ? .promptFailed(error.inStudio) : .notice(error.inStudio))
            }
        }
    }

    private func perform(_ task: BackgroundTask) throws -> TaskResult? {
        if let path = task.newFiles.first(where: { FileState($0) == .file }) {
            return .exists(path: path, task.replacing)
        }
        switch task {
        case .listRuns(let folder, let others):
            return .runs(catalog.withLock { $0.list(folder, others: others + recent.paths) })
        case .rememberRun(let run):
            recent.remember(run)
            return nil
        case .openRun(let run): return .opened(try FollowedRun(run: run), isOwn: false)
        case .resume(let run, let steps):
            let start = TrainingStart(.resume(folder: run, changes: [:]), steps: steps, threads: threads)
            return .opened(TrainingJob(start), isOwn: true)
        case .keepTheme(let name, let file): return .notice(try KeptTheme.write(name, to: file))
        case .evaluate(let run): return .evaluated(run: run, lines: try RunEvaluation.lines(run: run))
        case .start(let plan): return try plan.start(threads: threads)
        case .delete(let run):
            try RunCatalog.delete(run)
            return .notice("deleted \(run)")
        case .control(let run, let request):
            let reply = try RunClient(run: run).request(.training(request))
            return .notice("\(run): " + (reply.error ?? reply.text ?? "done"))
        case .estimate(let plan): return .estimate(plan, try RunCost(plan, threads: threads))
        case .checkData(let name): return .dataCheck(DataCheck(name, threads: threads))
        case .matchPath(let query): return .pathMatches(PathMatches(finding: query))
        case .watch(let folder):
            return .watched(
                watcher.withLock { open in
                    if open?.folder != folder { open = (folder, LogWatcher(folder)) }
                    return open.map { $0.watcher.view(limit: $0.watcher.portion) } ?? LogView()
                })
        case .logImages(let images):
            return .logImages(Dictionary(images.map { ($0, DecodedImage.read($0)) }) { $1 })
        case .generate(let request):
            return .generated(request, try samples.withLock { try $0.generate(request, threads: threads) })
        case .nearest(let request, let image):
            return .nearest(try samples.withLock { try $0.nearest(to: image, request) })
        case .search(let prompt, let checkpoint, let run):
            return .searched(try samples.withLock { try $0.search(prompt, checkpoint, run: run, threads: threads) })
        case .embeddingMap(let prompt, let checkpoint, let run):
            return .mapped(try samples.withLock { try $0.map(prompt, checkpoint, run: run, threads: threads) })
        case .openSamples(let run): return .samples(try SampleFiles(run: run))
        case .saveFavorites(let run, let latents, let latentDim):
            return .notice(try Favorites.save(latents, latentDim: latentDim, run: run))
        case .saveSamples(let image, let path, _):
            let notes = try image.write(to: path)
            return .samplesSaved(
                image.wholeRequest, path: path, (["saved \(path)"] + notes).joined(separator: "; "))
        case .grid(let run, let step): return try GridHistory.nearest(to: step, run: run)
        case .newestGrid(let run): return .newestGrid(run: run, try GridHistory.newest(run: run))
        case .history(let run, let steps, let tile): return GridHistory.samples(run: run, steps: steps, tile: tile)
        case .readInfo(let path): return .info(try ImageInfo(path))
        case .listImages(let folder): return .repair(.files(folder: folder, try ImageEntry.list(folder)))
        case .previewImage(let path): return .repair(.preview(path, ImageEntry.preview(path)))
        case .openImage(let path): return .repair(try OpenedImage.open(path))
        case .checkRuns(let runs, let image, let path):
            let suitability = runs.map { ($0, try? LearnedRepair($0).suitability(for: image, threads: threads)) }
            return .repair(
                .suitability(
                    image: path,
                    Dictionary(
                        uniqueKeysWithValues: suitability.compactMap { run, found in
                            found.map { (run, $0) }
                        })))
        case .saveMask(let mask, let path, let version): return .repair(try version.save(mask, to: path))
        case .loadMask(let path, let width, let height, let orientation, let isStored):
            do {
                let contents = try MaskFile.read(
                    path, width: width, height: height, orientation: orientation, turnsMask: isStored)
                return .repair(.mask(path, contents))
            } catch RepairError.maskNotTurned(_, let width, let height, _, _) {
                return .repair(.storedMask(path, width: width, height: height))
            }
        case .saveRepair(let product, let path, _):
            let notes = try product.write(to: path)
            ImageFiles.beside(product.path).removeRepairAutosave()
            return .repair(.saved(path: path, notes: notes))
        case .repair, .repairFolder, .stopRepair: preconditionFailure("repairs run on their own queue")
        }
    }
}
