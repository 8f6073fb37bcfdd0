import Runs

extension AppModel {
    /// Edits the text that is being typed; no effect where none is.
    mutating func edit(_ change: (inout TextField) -> Void) {
        if shared.isFiltering {
            change(&shared.filters[listContext, default: TextField()])
            return
        }
        switch overlay {
        case .commandLine(var line):
            change(&line.field)
            line.selected = nil
            overlay = .commandLine(line)
        case .palette(var palette):
            change(&palette.field)
            palette.selected = 0
            overlay = .palette(palette)
        case .form(var form):
            form.edit(change)
            overlay = .form(form)
        case .moreSteps(var more):
            change(&more.field)
            overlay = .moreSteps(more)
        default: break
        }
    }

    /// Pasted text is never treated as keys: it is inserted where text is typed, else ignored.
    mutating func paste(_ text: String) {
        if case .settings(var adjustment) = overlay {
            adjustment.type(text.filter { !$0.isWhitespace })
            overlay = .settings(adjustment)
        } else {
            edit { $0.insert(text) }
        }
    }

    /// A command while a filter is typed; nil for any other state or command.
    mutating func handleFilter(_ invocation: Invocation) -> [Effect]? {
        guard shared.isFiltering else { return nil }
        switch invocation.command {
        case .accept: shared.isFiltering = false
        case .close: (shared.filters[listContext], shared.isFiltering) = (nil, false)
        default: return nil
        }
        return []
    }

    /// A command in the command line or the palette; nil for any other state or command.
    mutating func handleTyping(_ invocation: Invocation) -> [Effect]? {
        switch overlay {
        case .commandLine(var line):
            switch invocation.command {
            case .scrollUp: line.selected = max((line.selected ?? 0) - 1, 0)
            case .scrollDown:
                line.selected = min(line.selected.map { $0 + 1 } ?? 0, max(line.choices(commandOffer).count - 1, 0))
            case .complete: line.complete(commandOffer)
            case .accept:
                if line.selected != nil { line.complete(commandOffer) }
                return run(line: line.field.text)
            default: return nil
            }
            overlay = .commandLine(line)
        case .palette(var palette):
            let found = palette.found(commandOffer)
            switch invocation.command {
            case .scrollUp: palette.selected = max(palette.selected - 1, 0)
            case .scrollDown: palette.selected = min(palette.selected + 1, max(found.count - 1, 0))
            case .accept:
                guard found.indices.contains(palette.selected) else { return [] }
                return run(found[palette.selected])
            default: return nil
            }
            overlay = .palette(palette)
        default: return nil
        }
        return []
    }

    /// Runs a command of the palette; a command that needs an argument opens the command line.
    private mutating func run(_ binding: KeyBinding) -> [Effect] {
        overlay = .none
        if let argument = binding.fixedArgument { return perform(Invocation(binding.command, argument: argument)) }
        if binding.needsArgument {
            overlay = .commandLine(CommandLineState(binding.command.rawValue + " "))
            return []
        }
        return perform(Invocation(binding.command))
    }

    private mutating func run(line: String) -> [Effect] {
        overlay = .none
        let (word, argument) = CommandLineState.split(line)
        guard !word.isEmpty else { return [] }
        let bindings = shared.keys.offered(in: screenContext).filter { $0.fixedArgument == nil }
        let begun = bindings.filter { $0.command.rawValue.hasPrefix(word) }
        guard
            let binding = bindings.first(where: { $0.command.rawValue == word }) ?? (begun.count == 1 ? begun[0] : nil)
        else {
            let nearest = Spelling.nearest(to: word, among: bindings.map(\.command.rawValue))
            shared.notify(
                "there is no command \(word) here" + (nearest.isEmpty ? "" : "; the nearest is \(nearest[0])"))
            return []
        }
        let mayBeEmpty = if case .optionalText = binding.argument { true } else { false }
        let text = argument.flatMap { $0.isEmpty && !mayBeEmpty ? nil : $0 }
        if text != nil, binding.argument == nil {
            shared.notify("\(binding.command.rawValue) takes no argument")
            return []
        }
        if text == nil, binding.needsArgument {
            shared.notify("write \(binding.usage)")
            return []
        }
        return perform(Invocation(binding.command, argument: text))
    }
}
