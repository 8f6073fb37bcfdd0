import Raster
import Repair

extension RepairState: Screen {
    package var context: KeyContext {
        guard let session, !isBrowsing else { return .repair }
        if session.comparison?.isShown == true { return .methods }
        return session.job != nil || session.result != nil ? .compare : .paint
    }

    package func layout(_ shared: SharedState) -> RepairLayout { RepairLayout(self, shared) }

    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] {
        resizeView(shared)
        var actions = checkRuns(shared)
        guard context == .repair else { return actions }
        actions += loadPreview(shared)
        if listedAt.map({ shared.now - $0 >= Self.period }) ?? true {
            listedAt = shared.now
            actions.append(.backgroundTask(.listImages(folder: folder)))
            // Runs of presets that repair are methods.
            actions += shared.runs.refresh(now: shared.now, open: shared.status.folder)
        }
        return actions
    }

    /// Resizes the editor's view to the canvas.
    private mutating func resizeView(_ shared: SharedState) {
        if let size = RepairLayout(self, shared).comparison?.image {
            session?.comparison?.view.resize(columns: size.width, rows: 2 * size.height)
            return
        }
        let canvas = RepairLayout.canvas(self, shared)
        guard let view = session?.editor.view, view.columns != canvas.width || view.rows != 2 * canvas.height else {
            return
        }
        session?.editor.view.resize(columns: canvas.width, rows: 2 * canvas.height)
    }

    // MARK: - Commands

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        let replaces = session?.loses(by: invocation.command) == true
        let drops = invocation.command == .undoRepair && session?.losesMask == true
        return replaces || drops ? [.leave(.repair(invocation))] : handleNow(invocation, &shared)
    }

    /// Runs a command without a question about what it replaces.
    mutating func handleNow(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        resizeView(shared)
        if let actions = handlePrompt(invocation, &shared) { return actions }
        switch (invocation.command, invocation.argument) {
        case (.open, let path?): return open(image: path)
        // q closes the list of files over an open image before it leaves the program.
        case (.quit, _) where invocation.key == .character("q") && isBrowsing && session != nil: isBrowsing = false
        // So does it leave the repairs side by side.
        case (.quit, _) where invocation.key == .character("q") && context == .methods:
            return handleMethods(Invocation(.back), &shared)
        case (.truth, let path): return setTruth(path, &shared)
        case (.compare, let names): return compareMethods(names, &shared)
        case (.files, _):
            (isBrowsing, listedAt) = (true, nil)
            return refresh(&shared)
        case (.method, let name):
            guard let name, methods(shared.runs).contains(where: { $0.name == name }) else {
                shared.notify("the methods are " + methods(shared.runs).map(\.name).joined(separator: ", "))
                return []
            }
            method = name
            let damage = session.map { DamageReport($0.editor.mask.mask) }
            if let warning = suitability[name]?.warnings(for: damage).first {
                shared.notify("\(name) may not suit this image: \(warning)")
            }
            return []
        case (.nextMethod, _): changeMethod(by: 1, shared.runs)
        case (.previousMethod, _): changeMethod(by: -1, shared.runs)
        case (.repair, _): return beginRepair(&shared)
        case (.repairAll, let path): return repairAll(to: path, &shared)
        case (.stopRepairAll, _): return stopRepairAll(&shared)
        case (.saveRepair, let path): return saveRepair(to: path, &shared)
        case (.undoRepair, _):
            guard session?.job == nil else { return [] }
            let isUndone = session?.undoRepair() == true
            shared.notify(isUndone ? "undid the repair" : "there is no repair to undo")
            resizeView(shared)
        default:
            switch context {
            case .paint: return handlePaint(invocation, &shared)
            case .compare: return handleComparison(invocation, &shared)
            case .methods: return handleMethods(invocation, &shared)
            default: return handleFiles(invocation, &shared)
            }
        }
        return []
    }

    private mutating func beginRepair(_ shared: inout SharedState) -> [ScreenAction] {
        guard session?.job == nil, session != nil else { return [] }
        if session?.editor.isDrawing == true { session?.editor.release() }
        guard let session else { return [] }
        let mask = session.editor.mask.mask
        let isEmpty = !mask.damaged.contains(true)
        guard !isEmpty || worksWithoutMask ?? true else {
            shared.notify("paint the mask first; \(method) repairs only masked pixels")
            return []
        }
        requestCount += 1
        let size = session.editor.image
        if let line = Repair.memoryNote(width: size.width, height: size.height, channels: size.channels) {
            shared.notify(line)
        }
        var request = RepairRequest(
            id: requestCount, image: session.editor.image, mask: isEmpty ? nil : mask,
            feather: isEmpty ? 0 : session.editor.mask.feather, method: method, name: session.name,
            prompt: isConditional(shared.runs) ? prompt : SamplePrompt())
        request.truth = session.truth
        request.focus = session.editor.view.visiblePart
        self.session?.begin(.init(id: requestCount, stage: "starting", startedAt: shared.now))
        return [.backgroundTask(.repair(request))]
    }

    private func saveRepair(to path: String?, _ shared: inout SharedState) -> [ScreenAction] {
        guard let session, let product = session.product else {
            shared.notify("nothing is repaired yet; R repairs the masked pixels")
            return []
        }
        return [
            .backgroundTask(.saveRepair(product, path: path ?? session.files.repaired, replaces: false))
        ]
    }

    // MARK: - The mask

    private mutating func handlePaint(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        switch invocation.command {
        case .paint:
            guard let name = invocation.argument else { return [] }
            if !paint(name) { shared.notify("the mask editor has no tool \(name); tab completes the name") }
        case .saveMask:
            guard let session else { return nil }
            return [
                .backgroundTask(
                    .saveMask(
                        session.editor.mask, path: invocation.argument ?? session.files.mask,
                        session.version(isAutosave: false)))
            ]
        case .loadMask:
            guard let path = invocation.argument else { return [] }
            return loadMask(path)
        default: return nil
        }
        return []
    }

    /// Performs an action of the mask editor by its name; false for an unknown name.
    private mutating func paint(_ name: String) -> Bool {
        session?.perform(name) ?? true
    }

    /// Autosaves an unsaved mask, every ten seconds; called on every screen.
    mutating func autosave(now: Double) -> [ScreenAction] {
        guard let session, session.needsAutosave, session.editor.revision != session.autosaved.revision,
            now - session.autosaved.at >= Self.autosavePeriod
        else { return [] }
        self.session?.autosaved = (session.editor.revision, now)
        return [session.autosaveTask]
    }

    // MARK: - Before and after

    private mutating func handleComparison(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        guard let view = session?.editor.view else { return nil }
        let step = 1 / Double(max(view.columns, 1)) * 2,
            far = max(max(view.columns / 8, 1) * view.reduction / view.magnification, 1)
        let middle = view.pixel(atX: view.columns / 2, y: view.rows / 2)
        switch invocation.command {
        case .toggleBefore: session?.toggleBefore()
        case .wipe: session?.toggleWipe()
        case .wipeLeft: session?.moveWipe(by: -step)
        case .wipeRight: session?.moveWipe(by: step)
        case .zoomIn: session?.editor.view.zoom(by: 1, around: middle)
        case .zoomOut: session?.editor.view.zoom(by: -1, around: middle)
        case .whole: session?.editor.view.fit()
        case .panLeft: session?.editor.view.pan(by: -far, 0)
        case .panRight: session?.editor.view.pan(by: far, 0)
        case .scrollUp: session?.editor.view.pan(by: 0, -far)
        case .scrollDown: session?.editor.view.pan(by: 0, far)
        case .continueRepair:
            guard session?.result != nil else { return [] }
            session?.continueOnResult()
            shared.notify("paint on the repaired image; U undoes the repair")
        case .stopRepair:
            guard let job = session?.job else {
                return folderRepair != nil && invocation.key != .escape ? stopRepairAll(&shared) : []
            }
            if job.intermediate != nil, !job.isStopping, invocation.key != .escape {
                session?.job?.isStopping = true
                return [.backgroundTask(.stopRepair(job.id, keeps: true))]
            }
            // The screen does not wait for the method: what it still sends is dropped.
            session?.job = nil
            shared.notify("stopped; the image is unchanged")
            return [.backgroundTask(.stopRepair(job.id))]
        default: return nil
        }
        return []
    }

    // MARK: - The mouse

    package mutating func handle(_ event: MouseEvent, _ layout: RepairLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        resizeView(shared)
        let isClick = event.action == .press && event.button == .left
        var inside = event
        (inside.x, inside.y) = (event.x - layout.canvas.x, event.y - layout.canvas.y)
        if let comparison = layout.comparison { return handleMethods(event, comparison) }
        switch context {
        case .paint, .compare:
            if isClick, let invocation = invocation(event, layout) { return handle(invocation, &shared) }
            return context == .paint
                ? handlePaint(inside, event, layout, shared) : handleComparison(inside, event, layout)
        default: return handleFiles(event, layout, &shared)
        }
    }

    /// The command of a click below the image; nil for none.
    private func invocation(_ event: MouseEvent, _ layout: RepairLayout) -> Invocation? {
        if layout.methodLine.contains(x: event.x, y: event.y) { return Invocation(.nextMethod) }
        guard context == .paint, layout.toolBar.contains(x: event.x, y: event.y),
            let tool = layout.tools.first(where: { $0.columns.contains(event.x) })
        else { return nil }
        return Invocation(.paint, argument: tool.name)
    }

    private mutating func handlePaint(
        _ inside: MouseEvent, _ event: MouseEvent, _ layout: RepairLayout, _ shared: SharedState
    )
        -> [ScreenAction]?
    {
        // The second press of a double click on a file must not paint.
        let isJustOpened = session.map { shared.now - $0.openedAt < Self.doubleClick } ?? false
        if isJustOpened, let lastClick, event.action == .press, lastClick == (event.x, event.y) { return [] }
        session?.handle(inside, height: layout.canvas.height)
        return []
    }

    private mutating func handleComparison(_ inside: MouseEvent, _ event: MouseEvent, _ layout: RepairLayout)
        -> [ScreenAction]?
    {
        if session?.navigate(inside) == true { return [] }
        let isHeld = event.button == .left && (event.action == .press || event.action == .drag)
        guard isHeld, layout.canvas.contains(x: event.x, y: event.y) else { return nil }
        session?.wipe = Double(inside.x) / Double(max(layout.canvas.width, 1))
        return []
    }
}

extension RepairSession {
    /// What closing the image would lose.
    var unsaved: [UnsavedWork.Item] {
        var items: [UnsavedWork.Item] = job == nil && comparison?.job == nil ? [] : [.runningRepair(of: name)]
        if isUnsaved { items.append(.repair(of: name)) }
        if isComparable, let count = comparison?.unsavedCount, count > 0 {
            items.append(.comparedRepairs(of: name, count: count))
        }
        // The mask of a saved repair has done its work.
        if editor.isDirty, result == nil || !isResultSaved {
            items.append(.mask(of: name, isKept: needsAutosave))
        }
        return items
    }

    func version(isAutosave: Bool) -> MaskVersion {
        MaskVersion(image: path, revision: editor.revision, isAutosave: isAutosave)
    }

    var autosaveTask: ScreenAction {
        .backgroundTask(.saveMask(editor.mask, path: files.autosave, version(isAutosave: true)))
    }

    fileprivate mutating func perform(_ name: String) -> Bool {
        defer { updateReadout() }
        return MaskKeys.perform(named: name, &editor)
    }

    fileprivate mutating func handle(_ event: MouseEvent, height: Int) {
        pointer.handle(event, &editor, height: height)
        updateReadout()
    }

    fileprivate mutating func navigate(_ event: MouseEvent) -> Bool { pointer.navigate(event, &editor.view) }
}
