package import Jobs
import Raster
import Render

/// A running repair of a folder.
package struct FolderProgress: Sendable {
    package let request: FolderRepairRequest
    package var tally = FolderJob.Tally()
    package var isStopping = false
    package var timeLeft: TimeLeft

    /// "12 of 100 images repaired, 1 failed, 0:40 left".
    func text(now: Double) -> String {
        if isStopping { return "stopping" }
        guard tally.total > 0 else { return "listing \(request.folder)" }
        let done = tally.total - tally.left
        let failed = tally.failed > 0 ? ", \(Numbers.grouped(tally.failed)) failed" : ""
        return "\(Numbers.grouped(done)) of \(Numbers.grouped(tally.total)) images\(failed)"
            + (timeLeft.text(now: now).map { ", " + $0 } ?? (tally.fraction == 0 ? ", estimating the time left" : ""))
    }
}

extension RepairState {
    /// Repairs all images of the open image's folder with the same method, mask and feather.
    mutating func repairAll(to path: String?, _ shared: inout SharedState) -> [ScreenAction] {
        if session?.editor.isDrawing == true { session?.editor.release() }
        guard folderRepair == nil, let session else {
            shared.notify("the folder \(folderRepair?.request.folder ?? "") is being repaired; X stops it")
            return []
        }
        let plane = session.editor.mask, mask = plane.mask, isEmpty = !mask.damaged.contains(true)
        guard !isEmpty || worksWithoutMask ?? true else {
            shared.notify("paint the mask first; \(method) repairs only masked pixels")
            return []
        }
        requestCount += 1
        let folder = ImageEntry.join(session.path, "..")
        var request = FolderRepairRequest(
            id: requestCount, folder: folder, out: path ?? ImageEntry.join(folder, "repaired"), method: method,
            mask: isEmpty ? nil : mask, feather: isEmpty ? 0 : plane.feather)
        // The same again goes on with what is left.
        if let last = lastFolderRepair, last.isLike(request) { request.existing = .isKept }
        return begin(request, shared)
    }

    mutating func begin(_ request: FolderRepairRequest, _ shared: SharedState) -> [ScreenAction] {
        folderRepair = FolderProgress(request: request, timeLeft: TimeLeft(now: shared.now))
        return [.backgroundTask(.repairFolder(request))]
    }

    /// After the question: repairs again, and replaces what is there.
    package mutating func replaceRepairs(_ shared: SharedState) -> [ScreenAction] {
        guard var request = askedFolderRepair else { return [] }
        request.existing = .isReplaced
        askedFolderRepair = nil
        return begin(request, shared)
    }

    mutating func stopRepairAll(_ shared: inout SharedState) -> [ScreenAction] {
        guard let job = folderRepair else {
            shared.notify("no folder is being repaired")
            return []
        }
        folderRepair?.isStopping = true
        return [.backgroundTask(.stopRepair(job.request.id))]
    }

    /// A result of a folder's repair; results of earlier ones are dropped.
    mutating func received(folder result: RepairTaskResult, _ shared: inout SharedState) -> [ScreenAction] {
        guard let job = folderRepair else { return [] }
        let id = job.request.id
        switch result {
        case .folderProgress(id, let tally):
            folderRepair?.tally = tally
            folderRepair?.timeLeft.update("", tally.fraction, now: shared.now)
        case .folderForecast(id, let seconds): folderRepair?.timeLeft.expect(seconds, now: shared.now)
        case .folderFailure(id, let line): shared.notify(line)
        case .folderExists(let request, let count) where request.id == id:
            (folderRepair, askedFolderRepair) = (nil, request)
            return [
                .ask(
                    Question(
                        title: "repair all", text: "replace the repaired images?",
                        detail: "\(Numbers.grouped(count)) of them exist in \(request.out)", yes: "replace them",
                        no: "keep them", action: .replaceRepairs))
            ]
        case .folderEnded(id, let tally):
            (folderRepair, lastFolderRepair) = (nil, job.request)
            let left = tally.left > 0 ? ", \(Numbers.grouped(tally.left)) are left: A goes on" : ""
            let failed = tally.failed > 0 ? ", \(Numbers.grouped(tally.failed)) failed (E lists them)" : ""
            shared.notify("\(Numbers.grouped(tally.done)) images repaired\(failed)\(left) -> \(job.request.out)")
        case .folderRefused(id, let reason):
            folderRepair = nil
            shared.notify(reason)
        default: break
        }
        return []
    }
}
