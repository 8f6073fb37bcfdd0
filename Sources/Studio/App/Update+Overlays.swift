import Engine
import Render

extension Model {
    /// A command where something lies over the screen; nil where that leaves it to others.
    mutating func overlaid(_ invocation: Invocation) -> [Effect]? {
        switch (overlay, invocation.command) {
        case (.question(let question), .confirm): return answerYes(question)
        case (.themes(let before), _): return chooseTheme(invocation.command, before: before)
        case (.form(var form), let command):
            let effects = form.perform(command, key: invocation.key, self)
            if case .form = overlay { overlay = form.isDone ? .none : .form(form) }
            if let notice = form.notice { say(notice) }
            return effects
        case (_, .scrollUp): return scroll(by: -1)
        case (_, .scrollDown): return scroll(by: 1)
        case (_, .pageUp): return scroll(by: -page)
        case (_, .pageDown): return scroll(by: page)
        case (_, .scrollTop): return scroll(by: -lineCount)
        case (_, .scrollBottom): return scroll(by: lineCount)
        default: return nil
        }
    }

    private mutating func answerYes(_ question: Question) -> [Effect] {
        switch question.deed {
        case .leave:
            overlay = .leaving
            return [.stopOwn]
        case .delete(let run):
            overlay = .none
            return [.errand(.delete(run: run))]
        case .replace(let path):
            overlay = .none
            return saveRepair(to: path, replaces: true)
        case .open(let picture):
            overlay = .none
            return [.errand(.openPicture(picture))]
        }
    }

    /// Moving shows a theme at once; only closing takes it back.
    private mutating func chooseTheme(_ command: Command, before: Int) -> [Effect]? {
        switch command {
        case .scrollUp: themeIndex = max(themeIndex - 1, 0)
        case .scrollDown: themeIndex = min(themeIndex + 1, themes.count - 1)
        case .accept:
            overlay = .none
            say("theme \(theme.name); `theme = \"\(theme.name)\"` in the settings file keeps it")
        case .close:
            (themeIndex, overlay) = (before, .none)
        default: return nil
        }
        return []
    }

    // MARK: - Lists of lines

    /// The lines of what lies over the screen.
    private var lineCount: Int {
        switch overlay {
        case .events: LineLog.events(self).count
        case .messages: LineLog.messages(self).count
        case .help: HelpOverlay.lines(self).count
        default: 0
        }
    }

    private var page: Int {
        if case .help = overlay { return HelpOverlay.page(self) }
        return LineLog.page(self)
    }

    /// nil where there are no lines to scroll.
    private mutating func scroll(by lines: Int) -> [Effect]? {
        let last = max(lineCount - page, 0)
        func moved(_ top: Int?) -> Int? {
            let moved = max((top ?? last) + lines, 0)
            return moved >= last ? nil : moved
        }
        switch overlay {
        case .events(let top): overlay = .events(top: moved(top))
        case .messages(let top): overlay = .messages(top: moved(top))
        case .help(let top): overlay = .help(top: moved(top) ?? last)
        default: return nil
        }
        return []
    }

    // MARK: - The mouse

    mutating func take(_ event: MouseEvent) -> [Effect] {
        let isClick = event.action == .press && event.button == .left
        if case .help = overlay, isClick {
            overlay = .none
            return []
        }
        switch event.action {
        case .wheelUp, .wheelDown:
            let turns = event.action == .wheelUp ? -1 : 1
            if overlay == .none { return tab.mouse(&self, event, Tab.area(size)) ?? [] }
            let command: Command = turns < 0 ? .scrollUp : .scrollDown
            if let effects = adjust(command, key: nil) { return effects }
            return scroll(by: 3 * turns) ?? perform(Invocation(command))
        default: break
        }
        if isClick {
            if let command = HintBar.command(atX: event.x, y: event.y, self) { return perform(Invocation(command)) }
            if overlay == .none, let index = TitleBar.tab(atX: event.x, y: event.y, self) { return show(tab: index) }
            if let effects = clickOverlay(event) { return effects }
        }
        guard overlay == .none, !isFiltering else { return [] }
        return tab.mouse(&self, event, Tab.area(size)) ?? []
    }

    private mutating func clickOverlay(_ event: MouseEvent) -> [Effect]? {
        switch overlay {
        case .settings(var adjustment):
            guard let row = SettingsPanel.row(atX: event.x, y: event.y, self, adjustment) else { return nil }
            adjustment.move(by: row - adjustment.row, status)
            overlay = .settings(adjustment)
        case .question:
            guard let command = QuestionOverlay.command(atX: event.x, y: event.y, self) else { return nil }
            return perform(Invocation(command))
        case .themes:
            guard let row = ThemeOverlay.row(atX: event.x, y: event.y, self) else { return nil }
            themeIndex = row
        case .palette(var palette):
            guard let row = PaletteOverlay.row(atX: event.x, y: event.y, self) else { return nil }
            palette.chosen = row
            overlay = .palette(palette)
            return perform(Invocation(.accept))
        case .prompt(var prompt):
            guard let row = PromptOverlay.row(atX: event.x, y: event.y, self) else { return nil }
            prompt.chosen = row
            prompt.complete(self)
            overlay = .prompt(prompt)
        case .form(var form):
            guard let row = FormOverlay.row(atX: event.x, y: event.y, self) else { return nil }
            form.row = row
            overlay = .form(form)
        default: return nil
        }
        return []
    }
}
