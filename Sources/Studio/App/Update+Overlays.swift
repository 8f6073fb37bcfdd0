import Render

extension AppModel {
    /// A command while an overlay is open; nil for a command that is not the overlay's.
    mutating func handleOverlay(_ invocation: Invocation) -> [Effect]? {
        switch (overlay, invocation.command) {
        case (.question(let question), .confirm): return confirm(question)
        case (.moreSteps(let more), .accept): return accept(more)
        case (.themes(let before), let command): return handleThemes(command, before: before)
        case (.form(var form), let command):
            guard let actions = form.handle(command) else { return nil }
            return changeForm {
                $0 = form
                return actions
            }
        case (_, .scrollUp): return scroll(by: -1)
        case (_, .scrollDown): return scroll(by: 1)
        case (_, .pageUp): return lines.flatMap { scroll(by: -$0.page) }
        case (_, .pageDown): return lines.flatMap { scroll(by: $0.page) }
        case (_, .scrollTop): return lines.flatMap { scroll(by: -$0.count) }
        case (_, .scrollBottom): return lines.flatMap { scroll(by: $0.count) }
        default: return nil
        }
    }

    /// Continues the run, where the answer is a number of steps.
    private mutating func accept(_ more: MoreSteps) -> [Effect] {
        guard let total = more.total else {
            shared.notify("give a whole number of steps, 1 or more")
            return []
        }
        overlay = .none
        shared.notify("continuing \(more.name) to step \(Numbers.grouped(total))")
        return leave(by: .run(.resume(run: more.run, steps: total)))
    }

    private mutating func confirm(_ question: Question) -> [Effect] {
        overlay = .none
        switch question.action {
        case .leave(let exit): return goOut(by: exit)
        case .delete(let run): return [.backgroundTask(.delete(run: run))]
        case .stop(let run): return [run.isEmpty ? .request(.stop) : .backgroundTask(.control(run: run, .stop))]
        case .turnMask(let path): return perform(repair.loadMask(path, isStored: true))
        case .replaceRepairs: return perform(repair.replaceRepairs(shared))
        case .replace(let task): return [.backgroundTask(task)]
        }
    }

    /// A selected theme is used at once; only closing restores the previous one.
    private mutating func handleThemes(_ command: Command, before: Int) -> [Effect]? {
        switch command {
        case .scrollUp: shared.themeIndex = max(shared.themeIndex - 1, 0)
        case .scrollDown: shared.themeIndex = min(shared.themeIndex + 1, shared.themes.count - 1)
        case .accept:
            overlay = .none
            let name = shared.theme.name
            guard let file = shared.settingsFile else {
                shared.notify("theme \(name)")
                return []
            }
            return [.backgroundTask(.keepTheme(name, file: file))]
        case .close: (shared.themeIndex, overlay) = (before, .none)
        default: return nil
        }
        return []
    }

    // MARK: - Lists of lines

    var helpView: HelpView { HelpView(screenContext, screens: Set(tabs.flatMap(\.contexts)), shared) }

    /// The number of lines of the overlay, and how many are visible; nil for an overlay without lines.
    private var lines: (count: Int, page: Int)? {
        switch overlay {
        case .events: { ($0.rows.count, $0.page) }(LineLog.events(shared))
        case .messages: { ($0.rows.count, $0.page) }(LineLog.messages(shared))
        case .evaluation: { ($0.rows.count, $0.page) }(LineLog.evaluation(shared))
        case .info: { ($0.rows.count, $0.page) }(LineLog.info(shared))
        case .help: { ($0.count, $0.page) }(helpView)
        default: nil
        }
    }

    /// nil for an overlay without lines.
    private mutating func scroll(by count: Int) -> [Effect]? {
        if case .question(var question) = overlay {
            question.top = min(max(question.top + count, 0), QuestionView(question, shared).lastTop)
            overlay = .question(question)
            return []
        }
        guard let lines else { return nil }
        let last = max(lines.count - lines.page, 0)
        func moved(_ top: Int?) -> Int? {
            let moved = max((top ?? last) + count, 0)
            return moved >= last ? nil : moved
        }
        switch overlay {
        case .events(let top): overlay = .events(top: moved(top))
        case .messages(let top): overlay = .messages(top: moved(top))
        case .help(let top): overlay = .help(top: moved(top) ?? last)
        case .evaluation(let top): overlay = .evaluation(top: moved(top) ?? last)
        case .info(let top): overlay = .info(top: moved(top) ?? last)
        default: return nil
        }
        return []
    }

    // MARK: - The mouse

    mutating func handle(_ event: MouseEvent) -> [Effect] {
        // Nothing of the screen is drawn, so nothing can be hit.
        guard !AppView.isTooSmall(shared.size) else { return [] }
        let isClick = event.action == .press && event.button == .left
        if case .help = overlay, isClick {
            overlay = .none
            return []
        }
        if event.action == .wheelUp || event.action == .wheelDown { return handleWheel(event) }
        if isClick {
            if let invocation = HintBar(self).invocation(atX: event.x, y: event.y) { return perform(invocation) }
            if overlay == .none, let index = TitleBar(self).tab(atX: event.x, y: event.y) { return show(tab: index) }
            if let effects = clickOverlay(event) { return effects }
        }
        guard overlay == .none, !shared.isFiltering else { return [] }
        return perform(tab.handleMouse(&self, event) ?? [])
    }

    private mutating func handleWheel(_ event: MouseEvent) -> [Effect] {
        if overlay == .none { return perform(tab.handleMouse(&self, event) ?? []) }
        let isUp = event.action == .wheelUp, command: Command = isUp ? .scrollUp : .scrollDown
        if let effects = handleSettings(command, key: nil) { return effects }
        return scroll(by: isUp ? -3 : 3) ?? perform(Invocation(command))
    }

    /// nil where the click hits nothing of the overlay.
    private mutating func clickOverlay(_ event: MouseEvent) -> [Effect]? {
        switch overlay {
        case .settings(var adjustment):
            guard let row = SettingsView(adjustment, shared).rows.row(atX: event.x, y: event.y) else { return nil }
            adjustment.move(by: row - adjustment.row, shared.status)
            overlay = .settings(adjustment)
        case .question(let question):
            return QuestionView(question, shared).command(atX: event.x, y: event.y).map { perform(Invocation($0)) }
        case .themes:
            guard let row = ThemeView(shared).rows.row(atX: event.x, y: event.y) else { return nil }
            shared.themeIndex = row
        case .palette(var palette):
            guard let row = PaletteView(palette, commandOffer, shared).rows.row(atX: event.x, y: event.y) else {
                return nil
            }
            palette.selected = row
            overlay = .palette(palette)
            return perform(Invocation(.accept))
        case .commandLine(var line):
            guard let row = CommandLineView(line, commandOffer, shared).rows.row(atX: event.x, y: event.y) else {
                return nil
            }
            line.selected = row
            line.complete(commandOffer)
            overlay = .commandLine(line)
        case .form(var form):
            guard let row = RunFormView(form, shared).rows.row(atX: event.x, y: event.y) else { return nil }
            let actions = form.select(row)
            overlay = .form(form)
            return perform(actions)
        default: return nil
        }
        return []
    }
}
