import Raster
import Repair

extension RepairState {
    /// Methods that take seconds (`nl-bayes` of a mask that is not large), which are compared where none are named.
    package static let compared = ["laplace", "patchmatch", "nl-bayes"]

    /// Repairs the same mask by several methods and shows the results side by side. The same again goes on with what was stopped.
    /// - Parameter names: the methods with commas between them; nil for `auto`, those of `compared`, and the chosen one.
    mutating func compareMethods(_ names: String?, _ shared: inout SharedState) -> [ScreenAction] {
        guard let now = session else { return [] }
        guard now.job == nil else {
            shared.notify("the repair by \(method) runs; X stops it")
            return []
        }
        if now.editor.isDrawing { session?.editor.release() }
        guard let session, session.editor.mask.mask.damaged.contains(true) else {
            shared.notify("paint the mask first; the methods are compared on its pixels")
            return []
        }
        guard let methods = named(names, &shared) else { return [] }
        if session.isComparable, session.comparison?.prompt == prompt,
            session.comparison?.truth == session.truth, names == nil || session.comparison?.methods == methods
        {
            if names == nil { self.session?.comparison?.add(method) }
            self.session?.comparison?.resume()
            self.session?.comparison?.isShown = true
        } else {
            let stopped = stopComparison()
            self.session?.comparison = MethodComparison(
                methods, of: session.editor.mask, prompt: prompt, truth: session.truth, view: session.editor.view)
            return stopped + repairByNext(shared)
        }
        return repairByNext(shared)
    }

    /// The methods of a list; nil, after a notice, for a list with fewer than two known ones.
    private func named(_ names: String?, _ shared: inout SharedState) -> [String]? {
        let known = methods(shared.runs).map(\.name)
        guard let names else {
            let isLarge = session.map { $0.editor.mask.mask.count > DamageReport.maxPixelsForNLBayes } ?? false
            let standard = [RepairMethods.auto] + Self.compared.filter { !isLarge || $0 != "nl-bayes" }
            return standard + (standard.contains(method) ? [] : [method])
        }
        let separator: Character = names.contains(",") ? "," : " "
        var list: [String] = []
        for word in names.split(separator: separator) {
            let name = RepairMethods.canonical(word.split(separator: " ").joined(separator: " "))
            guard known.contains(name) else {
                shared.notify("the methods are " + known.joined(separator: ", "))
                return nil
            }
            if !list.contains(name) { list.append(name) }
        }
        guard list.count > 1 else {
            shared.notify("name two methods or more: compare laplace,patchmatch")
            return nil
        }
        return list
    }

    /// Starts the next repair of the comparison, where none runs.
    private mutating func repairByNext(_ shared: SharedState) -> [ScreenAction] {
        guard let session, let comparison = session.comparison, let method = comparison.next else { return [] }
        requestCount += 1
        self.session?.comparison?.begin(.init(id: requestCount, stage: "starting", startedAt: shared.now))
        var request = RepairRequest(
            id: requestCount, image: session.editor.image, mask: comparison.mask.mask,
            feather: comparison.mask.feather, method: method, name: session.name,
            prompt: isConditional(method, shared.runs) ? comparison.prompt : SamplePrompt())
        request.truth = comparison.truth
        return [.backgroundTask(.repair(request))]
    }

    /// Measures repairs against the undamaged image of a file; an empty path ends that.
    mutating func setTruth(_ path: String?, _ shared: inout SharedState) -> [ScreenAction] {
        guard session != nil else { return [] }
        guard let path else { return [.openCommandLine("truth " + (session?.truth ?? ""))] }
        session?.truth = path.isEmpty ? nil : path
        shared.notify(path.isEmpty ? "repairs are not measured" : "R and c measure repairs against \(path)")
        return []
    }

    /// Stops what has not ended of the comparison.
    mutating func stopComparison() -> [ScreenAction] {
        guard let id = session?.comparison?.stop() else { return [] }
        return [.backgroundTask(.stopRepair(id))]
    }

    /// A result of a repair of the comparison; nil for another one.
    mutating func received(compared result: RepairTaskResult, _ shared: SharedState) -> [ScreenAction]? {
        guard let hasEnded = session?.comparison?.received(result, now: shared.now) else { return nil }
        return hasEnded ? repairByNext(shared) : []
    }

    // MARK: - The view

    /// Runs a command while the repairs are shown side by side; nil for another command.
    mutating func handleMethods(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        guard let comparison = session?.comparison, let layout = RepairLayout(self, shared).comparison else {
            return nil
        }
        let view = comparison.view, middle = view.pixel(atX: view.columns / 2, y: view.rows / 2)
        let step = max(view.reduction / view.magnification, 1)
        let across = max(view.columns / 8, 1) * step, down = max(view.rows / 8, 1) * step
        func select(_ change: Int) { session?.comparison?.select(comparison.selected + change) }
        switch invocation.command {
        case .left: select(-1)
        case .right: select(1)
        case .scrollUp where comparison.selected >= layout.columns: select(-layout.columns)
        case .scrollDown where comparison.selected + layout.columns < comparison.entries.count: select(layout.columns)
        case .scrollUp, .scrollDown: break
        case .toggleBefore: session?.comparison?.showsBefore.toggle()
        case .zoomIn: session?.comparison?.view.zoom(by: 1, around: middle)
        case .zoomOut: session?.comparison?.view.zoom(by: -1, around: middle)
        case .whole: session?.comparison?.view.fit()
        case .panLeft: session?.comparison?.view.pan(by: -across, 0)
        case .panRight: session?.comparison?.view.pan(by: across, 0)
        case .pageUp: session?.comparison?.view.pan(by: 0, -down)
        case .pageDown: session?.comparison?.view.pan(by: 0, down)
        case .accept: return takeSelected(&shared)
        case .stopRepair:
            shared.notify(comparison.job == nil ? "no repair runs" : "stopped; c goes on")
            return stopComparison()
        case .back:
            session?.comparison?.isShown = false
            return stopComparison()
        default: return nil
        }
        return []
    }

    /// Makes the selected repair the result, as if its method alone had repaired.
    private mutating func takeSelected(_ shared: inout SharedState) -> [ScreenAction] {
        guard session?.isComparable == true else {
            shared.notify("the mask has changed; c repairs it by all methods again")
            return []
        }
        guard let entry = session?.comparison?.selectedEntry, let result = session?.comparison?.take() else {
            shared.notify("this method has no repair to take")
            return []
        }
        let stopped = stopComparison()
        session?.finish(result)
        session?.showsBefore = false
        session?.wipe = nil
        method = entry.method
        shared.notify(result.report.notes.first ?? "the repair by \(entry.title); s saves it, u undoes it")
        return stopped
    }

    /// A click selects a panel; the wheel zooms and the middle button drags all of them.
    mutating func handleMethods(_ event: MouseEvent, _ layout: ComparisonLayout) -> [ScreenAction]? {
        guard let panel = layout.panels.first(where: { $0.area.contains(x: event.x, y: event.y) }),
            var comparison = session?.comparison
        else { return nil }
        var inside = event
        (inside.x, inside.y) = (event.x - panel.area.x - 1, event.y - panel.area.y - 1)
        let isClick = event.action == .press && event.button == .left
        if isClick {
            comparison.select(panel.entry)
        } else if !comparison.pointer.navigate(inside, &comparison.view) {
            return nil
        }
        session?.comparison = comparison
        return []
    }
}

extension RepairSession {
    /// Whether the comparison is of the mask as it is now.
    var isComparable: Bool { comparison?.mask == editor.mask }

    /// Whether a command replaces a repair that is not saved.
    func loses(by command: Command) -> Bool {
        switch command {
        case .repair: return losesResult
        case .accept:
            // A repair of the comparison can be taken again.
            guard let comparison, comparison.isShown, comparison.taken == nil else { return false }
            if case .finished = comparison.selectedEntry.state { return losesResult }
            return false
        default: return false
        }
    }
}
