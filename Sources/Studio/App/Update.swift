import Engine
import Render

/// The one place where the model changes.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
    switch message {
    case .opened:
        (model.isOpen, model.isIdle) = (true, false)
        return []
    case .status(let status):
        model.take(status)
        return model.overlay == .leaving && model.own?.hasEnded != false ? [.quit] : []
    case .shows(let isOwn):
        (model.showsOther, model.isOpen, model.isIdle) = (!isOwn, true, false)
        if isOwn { model.background = nil }
        (model.curves, model.film) = (CurveView(), Film())
        if model.tab.place == .runs { model.tabIndex = model.tabIndex(of: .training) }
        return []
    case .background(let phase):
        model.background = phase
        return model.overlay == .leaving && model.own?.hasEnded != false ? [.quit] : []
    case .time(let now):
        model.now = now
        model.forgetToasts()
        return model.tab.refresh(&model) + model.keepMask()
    case .resized(let size):
        model.size = size
        return []
    case .frame(let report):
        model.frames?.add(report)
        return []
    case .notice(let text):
        model.say(text)
        return []
    case .errand(let result):
        return model.take(result)
    case .mustLeave:
        return [.stopOwn, .quit]
    case .input(.key(let key)):
        return model.take(key)
    case .input(.mouse(let event)):
        return model.take(event)
    case .input(.paste(let text)):
        // Pasted text is never taken for keys; only where text is typed it is taken at all.
        if case .settings(var adjustment) = model.overlay {
            adjustment.type(text.filter { !$0.isWhitespace })
            model.overlay = .settings(adjustment)
        } else {
            model.edit { $0.insert(text) }
        }
        return []
    }
}

extension Model {
    fileprivate mutating func take(_ status: TrainingStatus) {
        self.status = status
        if overlay == .question(.leave), own?.isTraining != true { overlay = .none }
    }

    fileprivate mutating func take(_ key: Key) -> [Effect] {
        if let row = keys.row(key, at: place) { return perform(Invocation(row.command, key: key, argument: row.given)) }
        if case .help = overlay {
            overlay = .none
        } else {
            edit { $0.take(key) }
        }
        return []
    }

    /// Carries out a command, whichever key, click or line it came from.
    mutating func perform(_ invocation: Invocation) -> [Effect] {
        if let effects = filtering(invocation) { return effects }
        if let effects = adjust(invocation.command, key: invocation.key) { return effects }
        if let effects = typed(invocation) { return effects }
        if let effects = overlaid(invocation) { return effects }
        if overlay == .none, let effects = tab.perform(&self, invocation) { return effects }
        return anywhere(invocation)
    }

    private mutating func anywhere(_ invocation: Invocation) -> [Effect] {
        switch invocation.command {
        case .tab: return goToTab(invocation)
        case .nextTab: return show(tab: (tabIndex + 1) % tabs.count)
        case .previousTab: return show(tab: (tabIndex + tabs.count - 1) % tabs.count)
        case .theme: chooseTheme(invocation.argument)
        case .themes: overlay = .themes(before: themeIndex)
        case .mouse:
            mouse.toggle()
            say(mouse ? "mouse on" : "mouse off: the terminal selects text")
            return [.setMouse(mouse)]
        case .frames: frames = frames == nil ? FrameLog() : nil
        case .messages: overlay = .messages(top: nil)
        case .palette: overlay = .palette(Finder())
        case .prompt: overlay = .prompt(Prompt())
        case .filter: isFiltering = true
        case .help: overlay = .help(top: 0)
        case .close, .refuse: overlay = .none
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return quit()
        case .abandon: return [.quit]
        default: break
        }
        return []
    }

    private mutating func chooseTheme(_ name: String?) {
        if let name {
            guard let index = themes.firstIndex(where: { $0.name == name }) else {
                say("there is no theme named \(name): " + themes.map(\.name).joined(separator: ", "))
                return
            }
            themeIndex = index
        } else {
            themeIndex = (themeIndex + 1) % themes.count
        }
        say("theme \(theme.name)")
    }

    private mutating func goToTab(_ invocation: Invocation) -> [Effect] {
        let wanted = invocation.argument?.lowercased() ?? invocation.key?.label ?? ""
        let index = Int(wanted).map { $0 - 1 } ?? tabs.firstIndex { $0.title.lowercased().hasPrefix(wanted) } ?? -1
        guard tabs.indices.contains(index) else {
            if invocation.argument != nil { say("there is no screen named \(wanted)") }
            return []
        }
        return show(tab: index)
    }

    /// Brings a screen to the front.
    mutating func show(tab index: Int) -> [Effect] {
        (tabIndex, overlay) = (index, .none)
        return tab.refresh(&self)
    }

    /// Before the first step there is nothing to lose, and after the last one nothing more to write.
    private mutating func quit() -> [Effect] {
        guard let own else { return [.quit] }
        switch own {
        case .running, .paused:
            overlay = .question(.leave)
            return []
        case .stopping:
            overlay = .leaving
            return []
        case .preparing: return isOpen ? [.stopOwn, .quit] : [.quit]
        case .finished, .failed: return [.quit]
        }
    }
}
