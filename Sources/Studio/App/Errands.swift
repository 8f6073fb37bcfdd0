import Dispatch
import Engine
import Foundation
import Raster
import Synchronization

/// Errands as they are done in earnest: a queue for the list of runs, one for what is opened, one for what computes.
package final class Errands: ErrandRunner {
    private let listing = DispatchQueue(label: "tessera.runs", qos: .utility)
    private let opening = DispatchQueue(label: "tessera.open", qos: .userInitiated)
    private let computing = DispatchQueue(label: "tessera.compute", qos: .userInitiated)
    private let strip = DispatchQueue(label: "tessera.film", qos: .utility)
    private let catalog = Mutex(RunCatalog())
    private let studio = Mutex(SampleMaker())
    /// The log folder that is watched, by its name.
    private let watcher = Mutex<(folder: String, watcher: LogWatcher)?>(nil)
    private let lanes: Int
    private let repairs = RepairBench()

    package init(lanes: Int) { self.lanes = lanes }

    package func run(_ errand: Errand, answer: @escaping @Sendable (ErrandResult) -> Void) {
        switch errand {
        case .repair(let order): return repairs.start(order, lanes: lanes, answer: answer)
        case .stopRepair(let id): return repairs.stop(id)
        default: break
        }
        let queue = switch errand {
        case .listRuns, .watch, .listPictures, .previewPicture: listing
        case .show, .resume, .begin, .delete, .steer, .openPicture, .saveMask, .loadMask, .saveRepair: opening
        case .frames, .picture: strip
        case .estimate, .grid, .draw, .nearest, .find, .map, .openSamples, .savePins, .save, .repair, .stopRepair: computing
        }
        queue.async { @Sendable [self] in
            do {
                try answer(perform(errand))
            } catch {
                answer(.said("\(error)"))
            }
        }
    }

    private func perform(_ errand: Errand) throws -> ErrandResult {
        switch errand {
        case .listRuns(let folder): return .runs(catalog.withLock { $0.list(folder) })
        case .show(let run): return .shows(try FollowedRun(run: run), isOwn: false)
        case .resume(let run):
            return .shows(TrainingJob(TrainingStart(.resume(folder: run, changes: [:]), lanes: lanes)), isOwn: true)
        case .begin(let plan): return try begin(plan)
        case .delete(let run):
            try RunCatalog.delete(run)
            return .said("deleted \(run)")
        case .steer(let run, let request):
            let reply = try RunClient(run: run).ask(.training(request))
            return .said("\(run): " + (reply.error ?? reply.text ?? "done"))
        case .estimate(let plan): return .estimate(plan, try RunCost(plan, lanes: lanes))
        case .watch(let folder):
            return .watched(try watcher.withLock { open in
                if open?.folder != folder { open = (folder, LogWatcher(folder)) }
                return try open?.watcher.look() ?? LogView()
            })
        case .draw(let order): return .drawn(order, try studio.withLock { try $0.draw(order, lanes: lanes) })
        case .nearest(let order, let picture):
            return .nearest(try studio.withLock { try $0.nearest(to: picture, order) })
        case .find(let wish, let checkpoint, let run):
            return .found(try studio.withLock { try $0.find(wish, checkpoint, run: run, lanes: lanes) })
        case .map(let wish, let checkpoint, let run):
            return .mapped(try studio.withLock { try $0.map(wish, checkpoint, run: run, lanes: lanes) })
        case .openSamples(let run): return try SampleMaker.open(run)
        case .savePins(let run, let latents, let latent):
            return .said(try SampleMaker.savePins(run, latents, latent: latent))
        case .save(let picture, let path, let order): return .said(try SampleMaker.save(picture, to: path, order))
        case .listPictures(let folder): return .repair(.files(folder: folder, try PictureFile.list(folder)))
        case .previewPicture(let path): return .repair(.preview(path, PictureFile.preview(path)))
        case .openPicture(let path): return .repair(try RepairWork.open(path))
        case .saveMask(let mask, let path, let keeping): return .repair(try RepairWork.save(mask, path, keeping))
        case .loadMask(let path, let width, let height): return .repair(.mask(path, try MaskFile.read(path, width: width, height: height)))
        case .saveRepair(let picture, let text, let path, let replaces):
            return .repair(try RepairWork.save(picture, text, path, replaces: replaces))
        // Those run on the bench.
        case .repair, .stopRepair: preconditionFailure("a repair among other errands")
        case .grid(let run, let step):
            let folder = try RunFolder.open(run), steps = folder.gridSteps()
            guard let nearest = steps.min(by: { abs($0 - step) < abs($1 - step) }) else {
                return .said("\(folder.name) has no sample grids yet")
            }
            return .grid(run: run, steps: steps, try folder.grid(step: nearest, try RunSettings.read(folder.settingsPath)))
        case .picture(let run):
            let folder = try? RunFolder.open(run), settings = try folder.map { try RunSettings.read($0.settingsPath) }
            guard let folder, let settings, let newest = folder.gridSteps().last else { return .picture(run: run, nil) }
            return .picture(run: run, try? folder.grid(step: newest, settings))
        case .frames(let run, let steps, let tile):
            // Of a run that has vanished there is nothing to show; whoever looks for more of it is told.
            guard let folder = try? RunFolder.open(run), let settings = try? RunSettings.read(folder.settingsPath) else {
                return .frames(run: run, steps: [], tile: tile, [:])
            }
            let frames = steps.map { ($0, (try? folder.grid(step: $0, settings))?.tile(tile) ?? Bitmap(width: 0, height: 0, channels: 1, pixels: [])) }
            return .frames(run: run, steps: folder.gridSteps(), tile: tile, Dictionary(frames) { $1 })
        }
    }

    private func begin(_ plan: RunPlan) throws -> ErrandResult {
        guard plan.isDetached else {
            let start = TrainingStart(.new(try plan.recipe(), folder: plan.folder), steps: plan.steps, lanes: lanes)
            return .shows(TrainingJob(start), isOwn: true)
        }
        _ = try plan.recipe()
        guard let folder = plan.folder else { return .said("a run in the background needs a folder") }
        let process = try Detached.launch(plan.arguments, log: Detached.log(of: folder))
        // It reads its data first; the folder is there when it has.
        for _ in 0..<600 where (try? RunFolder.open(folder)) == nil && waitpid(process, nil, WNOHANG) == 0 {
            Thread.sleep(forTimeInterval: 0.1)
        }
        guard (try? RunFolder.open(folder)) != nil else {
            return .said("\(folder) did not start; see \(Detached.log(of: folder))")
        }
        return .shows(try FollowedRun(run: folder), isOwn: false)
    }
}
