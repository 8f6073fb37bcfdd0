extension RepairState {
    mutating func received(_ result: RepairTaskResult, _ shared: inout SharedState) -> [ScreenAction] {
        switch result {
        case .files(let folder, let files):
            guard folder == self.folder else { return [] }
            let selected = selectedFile(shared)?.name
            self.files = files
            // The same file stays selected; at first the first image is.
            let visible = visibleFiles(shared)
            row =
                visible.firstIndex { $0.name == selected } ?? visible.firstIndex { !$0.isFolder }
                ?? max(visible.count - 1, 0)
            return loadPreview(shared)
        case .preview(let path, let image):
            if path == selectedImage(shared) { preview = (path, image) }
        case .opened(let opened, let notice):
            (session, isBrowsing, opening) = (RepairSession(opened), false, nil)
            (suitability, checkedRuns) = ([:], [])
            let canvas = RepairLayout.canvas(self, shared)
            session?.editor.view.resize(columns: canvas.width, rows: 2 * canvas.height)
            session?.editor.view.fit()
            session?.openedAt = shared.now
            session?.updateReadout()
            if !notice.isEmpty { shared.notify(notice) }
        case .suitability(let image, let found):
            if image == session?.path { suitability.merge(found) { $1 } }
        case .mask(let path, let contents): return received(mask: contents, from: path, &shared)
        case .storedMask(let path, let width, let height): return askToTurn(path, width: width, height: height)
        case .maskSaved(let path, let version):
            guard !version.isAutosave else { return [] }
            if version.image == session?.path, version.revision == session?.editor.revision {
                session?.editor.markSaved()
            }
            shared.notify("saved \(path)")
        case .saved(let path, let notes):
            session?.isResultSaved = true
            session?.savedPath = path
            // The repaired image is the work that the mask was for.
            let revision = session?.editor.revision
            session?.repairedRevision = revision
            shared.notify((["saved \(path), with its report"] + notes).joined(separator: "; "))
        case .folderProgress, .folderForecast, .folderFailure, .folderEnded, .folderRefused, .folderExists:
            return received(folder: result, &shared)
        case .progress, .forecast, .intermediate, .fitPoint, .finished, .ended:
            if let actions = received(compared: result, shared) { return actions }
            received(job: result, &shared)
        }
        return []
    }

    /// A result of a repair; results of earlier repairs are dropped.
    private mutating func received(job result: RepairTaskResult, _ shared: inout SharedState) {
        let id = session?.job?.id
        switch result {
        case .progress(id, let stage, let fraction):
            session?.job?.update(stage, fraction, now: shared.now)
        case .forecast(id, let seconds): session?.job?.timeLeft.expect(seconds, now: shared.now)
        case .intermediate(id, let pyramid): session?.job?.intermediate = pyramid
        case .fitPoint(id, let point): session?.job?.add(point)
        case .finished(id, let result):
            session?.finish(result)
            if let note = result.report.notes.first { shared.notify(note) }
        case .ended(id, let reason):
            session?.job = nil
            shared.notify(reason ?? "stopped; the image is unchanged")
        default: break
        }
    }
}
