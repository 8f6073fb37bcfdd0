extension RepairState {
    mutating func handleFiles(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        let last = max(visibleFiles(shared).count - 1, 0), page = max(shared.size.height - 6, 1)
        func moved(_ rows: Int) -> Int { min(max(min(row, last) + rows, 0), last) }
        switch invocation.command {
        case .scrollUp: row = moved(-1)
        case .scrollDown: row = moved(1)
        case .pageUp: row = moved(-page)
        case .pageDown: row = moved(page)
        case .scrollTop: row = 0
        case .scrollBottom: row = last
        case .back: isBrowsing = session == nil
        case .parent: return enter(folder: "..", &shared)
        case .open:
            guard let file = selectedFile(shared) else { return [] }
            return file.isFolder
                ? enter(folder: file.name, &shared) : open(image: ImageEntry.join(folder, file.name))
        default: return nil
        }
        return loadPreview(shared)
    }

    mutating func handleFiles(_ event: MouseEvent, _ layout: RepairLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        if event.action == .wheelUp { return handleFiles(Invocation(.scrollUp), &shared) }
        if event.action == .wheelDown { return handleFiles(Invocation(.scrollDown), &shared) }
        guard event.action == .press, event.button == .left, let clicked = layout.rows.row(atX: event.x, y: event.y)
        else { return nil }
        lastClick = (event.x, event.y)
        // A click on the selected file opens it.
        if clicked == row { return handleFiles(Invocation(.open), &shared) }
        row = clicked
        return loadPreview(shared)
    }

    mutating func loadPreview(_ shared: SharedState) -> [ScreenAction] {
        guard let path = selectedImage(shared), path != requestedPreview else { return [] }
        requestedPreview = path
        return [.backgroundTask(.previewImage(path))]
    }

    private mutating func enter(folder name: String, _ shared: inout SharedState) -> [ScreenAction] {
        folder = ImageEntry.join(folder, name)
        (files, row, preview, requestedPreview) = ([], 0, nil, nil)
        (listedAt, shared.filters[.repair]) = (shared.now, nil)
        return [.backgroundTask(.listImages(folder: folder))]
    }

    func open(image path: String) -> [ScreenAction] {
        [.leave(.image(path))]
    }

    /// Opens an image in place of the open one.
    mutating func openNow(image path: String) -> [ScreenAction] {
        opening = path
        return stopComparison() + autosaveNow() + [.backgroundTask(.openImage(path))]
    }

    /// Autosaves an unsaved mask before another image is opened.
    private func autosaveNow() -> [ScreenAction] {
        guard let session, session.needsAutosave else { return [] }
        return [session.autosaveTask]
    }
}
