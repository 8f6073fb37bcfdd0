import Jobs

/// Changes the model by a message; the only function that does. Returns the effects for the loop.
package func update(_ model: inout AppModel, _ message: Message) -> [Effect] {
    switch message {
    case .opened:
        (model.shared.isOpen, model.shared.isIdle) = (true, false)
        return []
    case .status(let status):
        let opens = status.folder != model.shared.status.folder && model.shared.runs.isElsewhere(status.folder)
        model.shared.status = status
        if case .failed(let line) = status.phase, status.step == 0, status.folder.isEmpty, model.startedForm != nil {
            return model.reopenForm(line)
        }
        if status.phase == .running { model.startedForm = nil }
        model.settleQuestion()
        return model.quitWhenEnded() + (opens ? [.backgroundTask(.rememberRun(status.folder))] : [])
    case .shown(let isOwn):
        (model.shared.showsOther, model.shared.isOpen, model.shared.isIdle) = (!isOwn, true, false)
        if isOwn { model.shared.background = nil }
        model.training.reset()
        if model.screenContext == .runs { model.tabIndex = model.tabIndex(of: .training) }
        return []
    case .background(let phase):
        model.shared.background = phase
        model.settleQuestion()
        return model.quitWhenEnded()
    case .time(let now):
        model.shared.now = now
        model.shared.notices.expire(now: now)
        return model.quitInTime() + model.settleForm(now: now)
            + model.perform(model.tab.refresh(&model) + model.repair.autosave(now: now))
    case .resized(let size):
        model.shared.size = size
        return []
    case .frame(let report):
        model.frames?.add(report)
        return []
    case .notice(let text):
        model.shared.notify(text)
        return []
    case .taskResult(let result):
        let effects = model.received(result)
        model.settleQuestion()
        return effects
    case .mustQuit: return [.stopOwn, .quit]
    case .input(.key(let key)): return model.handle(key)
    case .input(.mouse(let event)): return model.handle(event)
    case .input(.paste(let text)):
        model.paste(text)
        return []
    }
}

extension AppModel {
    fileprivate func quitWhenEnded() -> [Effect] {
        overlay == .quitting && shared.own?.hasEnded != false ? [.quit] : []
    }

    /// Ends a wait for the last checkpoint that takes too long.
    fileprivate mutating func quitInTime() -> [Effect] {
        guard overlay == .quitting else {
            quittingSince = nil
            return []
        }
        quittingSince = quittingSince ?? shared.now
        // A run is handed over at its last checkpoint; ctrl-c does not wait for it.
        return !leavesTraining && waitedToQuit >= FinalCheckpoint.longestWait ? [.quit] : []
    }

    fileprivate mutating func handle(_ key: Key) -> [Effect] {
        // A filter that was kept is left as any view is.
        if key == .escape, overlay == .none, !shared.isFiltering, !shared.filter(screenContext).isEmpty {
            shared.filters[screenContext] = nil
            return []
        }
        if let binding = shared.keys.binding(key, in: context) {
            return perform(Invocation(binding.command, key: key, argument: binding.fixedArgument))
        }
        if case .help = overlay {
            overlay = .none
        } else if case .form(var form) = overlay, let actions = form.choose(by: key) {
            overlay = .form(form)
            return perform(actions)
        } else {
            edit { $0.handle(key) }
        }
        return []
    }

    /// Runs a command of a key, a click or a typed line.
    mutating func perform(_ invocation: Invocation) -> [Effect] {
        if let effects = handleFilter(invocation) { return effects }
        if let effects = handleSettings(invocation.command, key: invocation.key) { return effects }
        if let effects = handleTyping(invocation) { return effects }
        if let effects = handleOverlay(invocation) { return effects }
        if overlay == .none, let actions = tab.handle(&self, invocation) { return perform(actions) }
        return handleEverywhere(invocation)
    }

    /// Carries out the actions of a screen.
    mutating func perform(_ actions: [ScreenAction]) -> [Effect] {
        actions.flatMap { action -> [Effect] in
            switch action {
            case .request(let request): return [.request(request)]
            case .backgroundTask(let task):
                // Whatever shows another run asks first, on whichever screen it was chosen.
                return task.shownRun == nil ? [.backgroundTask(task)] : leave(by: .run(task))
            case .show(let context): return show(tab: tabIndex(of: context))
            case .ask(let question): overlay = .question(question)
            case .leave(let exit): return leave(by: exit)
            case .openEvents: overlay = .events(top: nil)
            case .openSettings: overlay = .settings(Adjustment())
            case .openForm(let run): return openForm(like: run)
            case .askMoreSteps(let more): overlay = .moreSteps(more)
            case .openCommandLine(let text): openCommandLine(text)
            }
            return []
        }
    }

    private mutating func openForm(like run: RunSummary?) -> [Effect] {
        let canTrainHere = shared.own?.isTraining != true
        if run == nil, var draft = formDraft, draft.canTrainHere == canTrainHere {
            (draft.isDone, draft.notice) = (false, nil)
            overlay = .form(draft)
            shared.notify("the form is as it was closed; a preset chosen again sets its own settings")
            return perform(draft.lookAtData())
        }
        var form = RunForm(
            like: run, data: shared.status.data.isEmpty ? nil : shared.status.data, folder: shared.runs.folder,
            canTrainHere: canTrainHere, home: shared.home)
        let look = form.lookAtData()
        overlay = .form(form)
        return (form.plan.map { [.backgroundTask(.estimate($0))] } ?? []) + perform(look)
    }

    // MARK: - Commands of every screen

    private mutating func handleEverywhere(_ invocation: Invocation) -> [Effect] {
        switch invocation.command {
        case .tab: return goToTab(invocation)
        case .nextTab: return show(tab: (tabIndex + 1) % tabs.count)
        case .previousTab: return show(tab: (tabIndex + tabs.count - 1) % tabs.count)
        case .theme: chooseTheme(invocation.argument)
        case .themes: overlay = .themes(before: shared.themeIndex)
        case .mouse:
            shared.mouse.toggle()
            shared.notify(shared.mouse ? "mouse on" : "mouse off: the terminal selects text")
            return [.setMouse(shared.mouse)]
        case .frames: frames = frames == nil ? FrameLog() : nil
        case .messages: overlay = .messages(top: nil)
        case .fullName: shared.notify(fullName ?? "nothing is selected")
        case .info: return showInfo(invocation.argument)
        case .palette: overlay = .palette(CommandPalette())
        case .commandLine: overlay = .commandLine(CommandLineState())
        case .filter: shared.isFiltering = true
        case .help: overlay = .help(top: 0)
        case .close: overlay = .none
        case .refuse: refuse()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return leave(by: .program)
        case .leaveTraining: return leaveTraining()
        case .abandon:
            leavesTraining = false
            return [.quit]
        default: break
        }
        return []
    }

    private mutating func chooseTheme(_ name: String?) {
        if let name {
            guard let index = shared.themes.firstIndex(where: { $0.name == name }) else {
                shared.notify(
                    "there is no theme named \(name): choose " + shared.themes.map(\.name).joined(separator: ", "))
                return
            }
            shared.themeIndex = index
        } else {
            shared.themeIndex = (shared.themeIndex + 1) % shared.themes.count
        }
        shared.notify("theme \(shared.theme.name)")
    }

    private mutating func goToTab(_ invocation: Invocation) -> [Effect] {
        let name = invocation.argument?.lowercased() ?? invocation.key?.label ?? ""
        let index = Int(name).map { $0 - 1 } ?? tabs.firstIndex { $0.title.lowercased().hasPrefix(name) } ?? -1
        guard tabs.indices.contains(index) else {
            if invocation.argument != nil { shared.notify("there is no screen named \(name)") }
            return []
        }
        return show(tab: index)
    }

    /// Brings a screen to the front.
    mutating func show(tab index: Int) -> [Effect] {
        if index != tabIndex, index == tabIndex(of: .samples) { samples.cameToFront = true }
        (tabIndex, overlay) = (index, .none)
        return perform(tab.refresh(&self))
    }
}
