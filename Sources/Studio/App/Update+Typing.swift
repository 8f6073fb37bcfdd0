import Raster
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
            line.edit(change)
            overlay = .commandLine(line)
        case .palette(var palette):
            change(&palette.field)
            palette.selected = 0
            overlay = .palette(palette)
        case .form(var form):
            form.edit(change)
            form.editedAt = shared.now
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
            let words = text.split { $0.isWhitespace }
            guard words.count == 1 else {
                shared.notify("a value is one number: what was pasted is left out")
                return
            }
            adjustment.type(words[0])
            overlay = .settings(adjustment)
            return
        }
        var insertion: TextField.Insertion?
        edit { insertion = $0.insert(text) }
        guard let insertion else {
            shared.notify("no text is being typed here: what was pasted is left out")
            return
        }
        if insertion.lines > 1 {
            shared.notify("\(insertion.lines) lines were pasted as one, with spaces between them")
        }
        if !insertion.isWhole {
            shared.notify("the text is longer than \(TextField.limit) characters: its end was left out")
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
            // Above the first choice are the earlier lines.
            case .scrollUp where line.selected == nil: line.recall(older: true, typedLines)
            case .scrollUp: line.selected = line.selected == 0 ? nil : line.selected.map { $0 - 1 }
            case .scrollDown where line.isRecalling: line.recall(older: false, typedLines)
            case .scrollDown:
                line.selected = min(line.selected.map { $0 + 1 } ?? 0, max(line.choices(commandOffer).count - 1, 0))
            case .complete:
                if let path = line.path(commandOffer) {
                    return [.backgroundTask(.matchPath(PathQuery(path, .commandLine)))]
                }
                line.complete(commandOffer)
            case .accept:
                if line.selected != nil { line.complete(commandOffer) }
                return run(line: line.line)
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
            openCommandLine(binding.command.rawValue + " ")
            return []
        }
        return perform(Invocation(binding.command))
    }

    /// The tabs with a command, in any of their contexts.
    private func tabs(of word: String) -> [Int] {
        tabs.indices.filter { index in
            tabs[index].contexts.contains { context in
                shared.keys.offered(in: context).contains { $0.fixedArgument == nil && $0.command.rawValue == word }
            }
        }
    }

    /// Runs a command of another screen there where it says what it acts on, else names the screens that have it; nil for an unknown one.
    private mutating func runElsewhere(_ word: String, _ argument: String?, line: String) -> [Effect]? {
        let found = tabs(of: word)
        guard !found.isEmpty, let command = Command(rawValue: word) else { return nil }
        let offering = found.filter { index in
            shared.keys.offered(in: tabs[index].context(self)).contains { $0.command == command }
        }
        // A picture is opened on the screen that repairs it, any other path is a run.
        let isPicture = argument.map { (try? ImageFormat(writing: $0)) != nil } ?? false
        let place = isPicture ? offering.last : offering.first
        // Without an argument a command acts on what is selected there, and nobody sees that from here.
        let saysAll = argument?.isEmpty == false && (offering.count == 1 || command == .open) || command == .newRun
        if saysAll, let place { return show(tab: place) + run(line: line) }
        let names = found.map { "\(tabs[$0].title) (\($0 + 1))" }.joined(separator: " and ")
        shared.notify("\(word) is a command of the screen\(found.count == 1 ? "" : "s") \(names)")
        return []
    }

    /// Opens the command line; where the text begins with a command and a space, for its argument.
    mutating func openCommandLine(_ text: String) {
        let (word, value) = CommandLineState.split(text)
        guard let value, let command = Command(rawValue: word) else {
            overlay = .commandLine(CommandLineState(text))
            return
        }
        if !value.isEmpty { remember(line: word + " " + value) }
        overlay = .commandLine(CommandLineState(command, value: value))
    }

    private mutating func run(line: String) -> [Effect] {
        overlay = .none
        remember(line: line)
        let (word, argument) = CommandLineState.split(line)
        guard !word.isEmpty else { return [] }
        let bindings = shared.keys.offered(in: screenContext).filter { $0.fixedArgument == nil }
        let begun = bindings.filter { $0.command.rawValue.hasPrefix(word) }
        guard
            let binding = bindings.first(where: { $0.command.rawValue == word }) ?? (begun.count == 1 ? begun[0] : nil)
        else {
            if let effects = runElsewhere(word, argument, line: line) { return effects }
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
        if let text, binding.argument?.isPath == true, PathQuery.needsExpansion(text) {
            let place: PathQuery.Place = binding.command.writesPath ? .write(binding.command) : .run(binding.command)
            return [.backgroundTask(.matchPath(PathQuery(text, place)))]
        }
        return perform(Invocation(binding.command, argument: text))
    }
}
