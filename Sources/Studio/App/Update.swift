import Engine
import Render

/// The one place where the model changes.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
    switch message {
    case .opened:
        model.isOpen = true
        return []
    case .status(let status):
        model.status = status
        if model.overlay == .question, !model.isTraining { model.overlay = .none }
        return model.overlay == .leaving && model.hasEnded ? [.quit] : []
    case .time(let now):
        model.now = now
        if let notice = model.notice, notice.until <= now { model.notice = nil }
        return []
    case .resized(let size):
        model.size = size
        return []
    case .notice(let text):
        model.say(text)
        return []
    case .mustLeave:
        return [.ask(.stop), .quit]
    case .input(.key(let key)):
        if model.overlay == .help, model.keys.command(key, at: .help) == nil {
            model.overlay = .none
            return []
        }
        return model.keys.command(key, at: model.place).map { perform($0, key: key, &model) } ?? []
    case .input(.mouse(let event)):
        return mouse(event, &model)
    case .input(.paste(let text)):
        // Pasted text is never taken for keys; only a number being typed takes it.
        if case .settings(var adjustment) = model.overlay {
            adjustment.type(text.filter { !$0.isWhitespace })
            model.overlay = .settings(adjustment)
        }
        return []
    }
}

/// Carries out a command, whichever key or click it came from.
private func perform(_ command: Command, key: Key?, _ model: inout Model) -> [Effect] {
    if let effects = model.adjust(command, key: key) { return effects }
    switch command {
    case .pause: return pauseOrResume(&model)
    case .checkpoint: return ask(.checkpoint, "a checkpoint follows this step", &model)
    case .sample: return ask(.sample, "new samples follow this step", &model)
    case .logScale:
        model.isLogarithmic.toggle()
        model.say(model.isLogarithmic ? "logarithmic axis" : "linear axis")
    case .smoothing:
        model.isSmoothed.toggle()
        model.say(model.isSmoothed ? "curves smoothed" : "curves as measured")
    case .largerTiles: model.zoom += 1
    case .smallerTiles: model.zoom -= 1
    case .theme:
        model.themeIndex = (model.themeIndex + 1) % model.themes.count
        model.say("theme \(model.theme.name)")
    case .mouse:
        model.mouse.toggle()
        model.say(model.mouse ? "mouse on" : "mouse off: the terminal selects text")
        return [.setMouse(model.mouse)]
    case .events: model.overlay = .events(top: nil)
    case .settings: model.overlay = .settings(Adjustment())
    case .raise, .lower, .type, .erase, .apply: break
    case .help: model.overlay = .help
    case .close, .refuse: model.overlay = .none
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quit(&model)
    case .confirm:
        model.overlay = .leaving
        return [.ask(.stop)]
    case .abandon: return [.quit]
    case .scrollUp: scroll(by: -1, &model)
    case .scrollDown: scroll(by: 1, &model)
    case .pageUp: scroll(by: -EventLog.page(model), &model)
    case .pageDown: scroll(by: EventLog.page(model), &model)
    case .scrollTop: scroll(by: -model.status.events.count, &model)
    case .scrollBottom: model.overlay = .events(top: nil)
    }
    return []
}

private func pauseOrResume(_ model: inout Model) -> [Effect] {
    switch model.status.phase {
    case .running: return ask(.pause, "pausing after this step", &model)
    case .paused: return ask(.resume, "training goes on", &model)
    case .preparing: model.say("training has not begun")
    case .stopping: model.say("training is stopping")
    case .finished, .failed: model.say("training has ended")
    }
    return []
}

private func ask(_ request: TrainingRequest, _ promise: String, _ model: inout Model) -> [Effect] {
    guard model.isTraining else {
        model.say(model.hasEnded ? "training has ended" : "training has not begun")
        return []
    }
    model.say(promise)
    return [.ask(request)]
}

/// Before the first step there is nothing to lose, and after the last one nothing more to write.
private func quit(_ model: inout Model) -> [Effect] {
    switch model.status.phase {
    case .running, .paused:
        model.overlay = .question
        return []
    case .stopping:
        model.overlay = .leaving
        return []
    case .preparing: return model.isOpen ? [.ask(.stop), .quit] : [.quit]
    case .finished, .failed: return [.quit]
    }
}

private func scroll(by lines: Int, _ model: inout Model) {
    guard case .events(let top) = model.overlay else { return }
    let last = EventLog.lastTop(model), moved = max((top ?? last) + lines, 0)
    model.overlay = .events(top: moved >= last ? nil : moved)
}

private func mouse(_ event: MouseEvent, _ model: inout Model) -> [Effect] {
    switch event.action {
    case .press where event.button == .left:
        if model.overlay == .help {
            model.overlay = .none
            return []
        }
        if case .settings(var adjustment) = model.overlay,
           let row = SettingsPanel.row(atX: event.x, y: event.y, model) {
            adjustment.move(by: row - adjustment.row, model.status)
            model.overlay = .settings(adjustment)
            return []
        }
        return HintBar.command(atX: event.x, y: event.y, model).map { perform($0, key: nil, &model) } ?? []
    case .wheelUp: wheel(by: -1, &model)
    case .wheelDown: wheel(by: 1, &model)
    case .press, .release, .drag: break
    }
    return []
}

private func wheel(by turns: Int, _ model: inout Model) {
    if model.adjust(turns < 0 ? .scrollUp : .scrollDown, key: nil) == nil { scroll(by: 3 * turns, &model) }
}

extension Model {
    /// Seconds a notice stays.
    static let noticeTime = 3.0

    mutating func say(_ text: String) { notice = Notice(text: text, until: now + Self.noticeTime) }
}
