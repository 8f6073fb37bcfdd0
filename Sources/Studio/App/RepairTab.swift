import Engine
import Raster
import Render

extension Tab {
    /// Pictures to repair: choosing one, painting what is damaged, comparing before and after.
    static let repair = Tab(
        title: "Repair", place: .repair, stages: [.paint, .compare], stage: { $0.repair.place },
        draw: { model, grid, area, _ in RepairScreen(model: model, theme: model.theme).draw(into: &grid, area) },
        perform: { model, invocation in model.withRepair(invocation) },
        mouse: { model, event, area in model.mouseOnRepair(event, area) },
        refresh: { model in model.refreshRepair() })
}

extension Model {
    fileprivate mutating func refreshRepair() -> [Effect] {
        settleView()
        guard repair.place == .repair else { return [] }
        var effects = lookAtFile()
        if repair.asked.map({ now - $0 >= RepairDesk.period }) ?? true {
            repair.asked = now
            effects.append(.errand(.listPictures(folder: repair.folder)))
            // Some of them may be methods.
            effects += listRuns()
        }
        return effects
    }

    /// The view is as large as the screen lets it be.
    private mutating func settleView() {
        let canvas = RepairScreen.canvas(Tab.area(size))
        guard let view = repair.work?.editor.view, view.columns != canvas.width || view.rows != 2 * canvas.height else { return }
        repair.work?.editor.view.resize(columns: canvas.width, rows: 2 * canvas.height)
    }

    private mutating func lookAtFile() -> [Effect] {
        guard let path = selectedPicture, path != repair.askedPreview else { return [] }
        repair.askedPreview = path
        return [.errand(.previewPicture(path))]
    }

    /// Every ten seconds what is painted and in no file.
    mutating func keepMask() -> [Effect] {
        guard let work = repair.work, work.editor.isDirty, work.earlier.isEmpty, work.editor.revision != work.kept.revision,
              now - work.kept.at >= RepairDesk.autosavePeriod else { return [] }
        repair.work?.kept = (work.editor.revision, now)
        return [.errand(.saveMask(work.editor.mask, path: MaskFile.autosavePath(forPicture: work.path),
                                  .init(picture: work.path, revision: work.editor.revision, isAutosave: true)))]
    }

    // MARK: - Answers

    mutating func take(_ answer: RepairAnswer) -> [Effect] {
        switch answer {
        case .files(let folder, let files):
            let selected = selectedFile?.name
            guard folder == repair.folder else { return [] }
            repair.files = files
            // At first the first picture; later the selection stays with its file.
            repair.row = shownFiles.firstIndex { $0.name == selected } ?? shownFiles.firstIndex { !$0.isFolder }
                ?? max(shownFiles.count - 1, 0)
            return lookAtFile()
        case .preview(let path, let picture):
            if path == selectedPicture { repair.preview = (path, picture) }
        case .opened(let work, let notice):
            (repair.work, repair.isBrowsing, repair.opening) = (work, false, nil)
            settleView()
            repair.work?.editor.view.fit()
            repair.work?.openedAt = now
            repair.work?.recount()
            if !notice.isEmpty { say(notice) }
        case .mask(let path, let read):
            guard let work = repair.work, work.editor.picture.width == read.mask.width,
                  work.editor.picture.height == read.mask.height else { return [] }
            repair.work?.editor.load(read.mask)
            repair.work?.recount()
            let size = read.scaledFrom.map { "; it was \($0.width)x\($0.height) and has been scaled to the picture" } ?? ""
            say("the mask is \(path) now\(size)")
        case .maskSaved(let path, let keeping):
            guard !keeping.isAutosave else { return [] }
            if keeping.picture == repair.work?.path, keeping.revision == repair.work?.editor.revision { repair.work?.editor.markSaved() }
            say("saved \(path)")
        case .taken(let path):
            overlay = .question(Question(title: "save", text: "this file is there already; replace it?",
                                         detail: path, yes: "replace it", no: "keep it",
                                         deed: .replace(path: path)))
        case .saved(let path):
            repair.work?.isResultSaved = true
            say("saved \(path), with its receipt")
        case .progress, .looks, .moment, .done, .ended: takeFromJob(answer)
        }
        return []
    }

    private mutating func takeFromJob(_ answer: RepairAnswer) {
        let id = repair.work?.job?.id
        switch answer {
        case .progress(id, let stage, let share): repair.work?.job?.reach(stage, share)
        case .looks(id, let pyramid): repair.work?.job?.looks = pyramid
        case .moment(id, let point): repair.work?.job?.add(point)
        case .done(id, let result):
            repair.work?.finish(result)
            if let note = result.receipt.notes.first { say(note) }
        case .ended(id, let reason):
            repair.work?.job = nil
            say(reason ?? "stopped; the picture is as it was")
        default: break
        }
    }

    // MARK: - Commands

    fileprivate mutating func withRepair(_ invocation: Invocation) -> [Effect]? {
        settleView()
        switch (invocation.command, invocation.argument) {
        case (.open, let path?): return open(picture: path)
        case (.files, _):
            (repair.isBrowsing, repair.asked) = (true, nil)
            return refreshRepair()
        case (.method, let name):
            guard let name, repairMethods.contains(where: { $0.name == name }) else {
                say("the methods are " + repairMethods.map(\.name).joined(separator: ", "))
                return []
            }
            repair.method = name
            return []
        case (.nextMethod, _): turnRepairMethod(by: 1)
        case (.previousMethod, _): turnRepairMethod(by: -1)
        case (.repair, _): return beginRepair()
        case (.saveRepair, let path): return saveRepair(to: path, replaces: false)
        case (.undoRepair, _):
            guard repair.work?.job == nil else { return [] }
            if repair.work?.undoRepair() == true {
                say("the picture is as it was before the repair")
            } else {
                say("there is no repair to undo")
            }
            settleView()
        default:
            switch repair.place {
            case .paint: return withMask(invocation)
            case .compare: return withComparison(invocation)
            default: return withFiles(invocation)
            }
        }
        return []
    }

    private mutating func withFiles(_ invocation: Invocation) -> [Effect]? {
        let last = max(shownFiles.count - 1, 0), page = max(size.height - 6, 1)
        func moved(_ rows: Int) -> Int { min(max(min(repair.row, last) + rows, 0), last) }
        switch invocation.command {
        case .scrollUp: repair.row = moved(-1)
        case .scrollDown: repair.row = moved(1)
        case .pageUp: repair.row = moved(-page)
        case .pageDown: repair.row = moved(page)
        case .scrollTop: repair.row = 0
        case .scrollBottom: repair.row = last
        case .back: repair.isBrowsing = repair.work == nil
        case .parent: return enter(folder: "..")
        case .open:
            guard let file = selectedFile else { return [] }
            return file.isFolder ? enter(folder: file.name) : open(picture: PictureFile.join(repair.folder, file.name))
        default: return nil
        }
        return lookAtFile()
    }

    private mutating func enter(folder name: String) -> [Effect] {
        repair.folder = PictureFile.join(repair.folder, name)
        (repair.files, repair.row, repair.preview, repair.askedPreview) = ([], 0, nil, nil)
        (filters[.repair], repair.asked) = (nil, now)
        return [.errand(.listPictures(folder: repair.folder))]
    }

    private mutating func open(picture path: String) -> [Effect] {
        if let work = repair.work, work.job != nil || work.isUnsaved {
            overlay = .question(Question(title: "open", text: "open another picture?",
                                         detail: "the repair of \(work.name) is not saved, and will be gone", yes: "open it",
                                         no: "stay", deed: .open(picture: path)))
            return []
        }
        repair.opening = path
        return keepMaskNow() + [.errand(.openPicture(path))]
    }

    /// What is painted and in no file can be recovered when its picture is opened again.
    func keepMaskNow() -> [Effect] {
        guard let work = repair.work, work.editor.isDirty, work.earlier.isEmpty else { return [] }
        return [.errand(.saveMask(work.editor.mask, path: MaskFile.autosavePath(forPicture: work.path),
                                  .init(picture: work.path, revision: work.editor.revision, isAutosave: true)))]
    }

    private mutating func beginRepair() -> [Effect] {
        guard let work = repair.work, work.job == nil else { return [] }
        if work.editor.isDrawing { repair.work?.editor.release() }
        let plane = repair.work?.editor.mask ?? work.editor.mask
        let mask = Mask(width: plane.width, height: plane.height, damaged: plane.values.map { $0 >= 128 })
        let isEmpty = !mask.damaged.contains(true)
        let takesAll = (try? RepairMethods.named(repair.method))?.worksWithoutMask == true
        guard !isEmpty || takesAll else {
            say("paint what is to be repaired first; \(repair.method) repairs nothing else")
            return []
        }
        repair.orders += 1
        repair.work?.begin(.init(id: repair.orders, stage: "begins"))
        return [.errand(.repair(RepairOrder(id: repair.orders, picture: work.editor.picture, mask: isEmpty ? nil : mask,
                                            method: repair.method, name: work.name)))]
    }

    /// - Parameter replaces: whether a file that is there may go.
    mutating func saveRepair(to path: String?, replaces: Bool) -> [Effect] {
        guard let work = repair.work, let product = work.product else {
            say("nothing is repaired yet; R repairs what is painted")
            return []
        }
        return [.errand(.saveRepair(product.picture, product.text, path: path ?? work.target, replaces: replaces))]
    }

    // MARK: - The mask

    private mutating func withMask(_ invocation: Invocation) -> [Effect]? {
        guard let work = repair.work else { return nil }
        switch invocation.command {
        case .paint:
            guard let name = invocation.argument else { return [] }
            if repair.paint(name) == false { say("the mask editor cannot do \(name); : and tab list what it can") }
        case .saveMask:
            let path = invocation.argument ?? MaskFile.path(forPicture: work.path)
            return [.errand(.saveMask(work.editor.mask, path: path,
                                      .init(picture: work.path, revision: work.editor.revision, isAutosave: false)))]
        case .loadMask:
            guard let path = invocation.argument else { return [] }
            return [.errand(.loadMask(path, width: work.editor.picture.width, height: work.editor.picture.height))]
        default: return nil
        }
        return []
    }

    // MARK: - Before and after

    private mutating func withComparison(_ invocation: Invocation) -> [Effect]? {
        guard let view = repair.work?.editor.view else { return nil }
        let step = 1 / Double(max(view.columns, 1)) * 2, far = max(view.columns / 8, 1) * view.reduction / view.magnification
        let middle = view.pixel(atX: view.columns / 2, y: view.rows / 2)
        switch invocation.command {
        case .toggleBefore: repair.work?.toggleBefore()
        case .wipe: repair.work?.toggleWipe()
        case .wipeLeft: repair.moveWipe(by: -step)
        case .wipeRight: repair.moveWipe(by: step)
        case .zoomIn: repair.work?.editor.view.zoom(by: 1, around: middle)
        case .zoomOut: repair.work?.editor.view.zoom(by: -1, around: middle)
        case .whole: repair.work?.editor.view.fit()
        case .panLeft: repair.work?.editor.view.pan(by: -max(far, 1), 0)
        case .panRight: repair.work?.editor.view.pan(by: max(far, 1), 0)
        case .scrollUp: repair.work?.editor.view.pan(by: 0, -max(far, 1))
        case .scrollDown: repair.work?.editor.view.pan(by: 0, max(far, 1))
        case .goOn:
            guard repair.work?.result != nil else { return [] }
            repair.work?.goOn()
            say("painting on the repaired picture; U undoes that")
        case .stopRepair:
            guard let job = repair.work?.job else { return [] }
            repair.work?.job?.isStopping = true
            return [.errand(.stopRepair(job.id))]
        default: return nil
        }
        return []
    }

    // MARK: - The mouse

    fileprivate mutating func mouseOnRepair(_ event: MouseEvent, _ area: Rect) -> [Effect]? {
        settleView()
        let screen = RepairScreen(model: self, theme: theme), isClick = event.action == .press && event.button == .left
        if isClick, let invocation = screen.invocation(atX: event.x, y: event.y, area) { return withRepair(invocation) }
        let canvas = RepairScreen.canvas(area)
        var inside = event
        (inside.x, inside.y) = (event.x - canvas.x, event.y - canvas.y)
        switch repair.place {
        case .paint:
            // The second half of a double click on a file is no stroke.
            let isSoon = repair.work.map { now - $0.openedAt < RepairDesk.doubleClick } ?? false
            if isSoon, let click = repair.opener, event.action == .press, click == (event.x, event.y) { return [] }
            repair.work?.paint(inside, height: canvas.height)
        case .compare:
            if repair.work?.look(inside) == true { return [] }
            let isHeld = event.button == .left && (event.action == .press || event.action == .drag)
            guard isHeld, canvas.contains(x: event.x, y: event.y) else { return nil }
            repair.work?.wipe = Double(inside.x) / Double(max(canvas.width, 1))
        default:
            if event.action == .wheelUp { return withFiles(Invocation(.scrollUp)) }
            if event.action == .wheelDown { return withFiles(Invocation(.scrollDown)) }
            guard isClick, let row = screen.file(atX: event.x, y: event.y, area) else { return nil }
            // A second click opens it.
            repair.opener = (event.x, event.y)
            if row == repair.row { return withFiles(Invocation(.open)) }
            repair.row = row
            return lookAtFile()
        }
        return []
    }
}

extension RepairDesk {
    /// Does what the mask editor's table names so; false where it has no such thing.
    fileprivate mutating func paint(_ name: String) -> Bool { work?.paint(name) ?? true }

    fileprivate mutating func moveWipe(by share: Double) {
        let wipe = work?.wipe ?? 0.5
        work?.wipe = min(max(wipe + share, 0), 1)
    }
}

extension RepairWork {
    fileprivate mutating func paint(_ name: String) -> Bool {
        defer { recount() }
        return MaskKeys.perform(named: name, &editor)
    }

    fileprivate mutating func paint(_ event: MouseEvent, height: Int) {
        pointer.take(event, &editor, height: height)
        recount()
    }

    fileprivate mutating func look(_ event: MouseEvent) -> Bool { pointer.look(event, &editor.view) }
}
