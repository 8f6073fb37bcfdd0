import Render

/// The keys of the current context at the bottom; each can be clicked.
package struct HintBar {
    private struct Entry {
        var columns: Range<Int>
        var key: Key
        var text: String
        var command: Command
    }

    private let entries: [Entry]
    private let y: Int
    private let theme: Theme

    /// As many hints as fit, the most important first. The last two, help and quit, stay; where others are left out, help says that it has
    /// more.
    init(_ model: AppModel) {
        let shared = model.shared,
            width = ToastPanel.hintColumns(shared, isTyping: model.overlay.context == .commandLine)
        var leavesOut = false
        func text(_ binding: KeyBinding) -> String {
            if binding.command == .help, leavesOut { return "help: more" }
            if binding.command == .quit, model.quitClosesView { return "close" }
            // The key that pauses resumes a paused training.
            return binding.command == .pause && shared.status.phase == .paused ? "resume" : binding.name
        }
        func columns(_ binding: KeyBinding) -> Int { binding.keys[0].label.count + 1 + text(binding).count }
        var bindings = Self.bindings(model)
        while bindings.count > 2, bindings.reduce(2, { $0 + columns($1) + 2 }) - 2 > width {
            bindings.remove(at: bindings.count - 3)
            leavesOut = true
        }
        var x = 2
        entries = bindings.map { binding in
            defer { x += columns(binding) + 2 }
            return Entry(
                columns: x..<x + columns(binding), key: binding.keys[0], text: text(binding),
                command: binding.command)
        }
        (y, theme) = (shared.size.height - 1, shared.theme)
    }

    /// The hints of the current context, the most important first.
    package static func bindings(_ model: AppModel) -> [KeyBinding] {
        let shared = model.shared
        var hidden: Set<Command> = shared.hasEnded ? [.pause, .checkpoint, .sample] : []
        // A running repair can only be stopped; a finished one can be saved or undone.
        hidden.formUnion(
            model.repair.session?.job == nil
                && (model.repair.context != .methods || model.repair.session?.comparison?.job == nil)
                ? [.stopRepair]
                : model.repair.context == .compare ? [.repair, .saveRepair, .undoRepair, .continueRepair] : [])
        if case .question(let question) = model.overlay, question.background == nil { hidden.insert(.leaveTraining) }
        return shared.keys.bindings(in: model.context)
            .filter { $0.isHint && !$0.keys.isEmpty && !hidden.contains($0.command) }
    }

    /// The command at a position of the screen, as its key gives it; nil for none.
    func invocation(atX x: Int, y: Int) -> Invocation? {
        guard y == self.y, let entry = entries.first(where: { $0.columns.contains(x) }) else { return nil }
        return Invocation(entry.command, key: entry.key)
    }

    func draw(into grid: inout CellGrid) {
        for entry in entries {
            let end = grid.put(entry.key.label, x: entry.columns.lowerBound, y: y, theme.style(.accent, .bold))
            grid.put(" " + entry.text, x: end, y: y, theme.style(.dim))
        }
    }
}
