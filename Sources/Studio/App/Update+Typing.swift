import Engine

extension Model {
    /// Changes the line that is being typed, if any.
    mutating func edit(_ change: (inout TextField) -> Void) {
        if isFiltering {
            change(&filters[listPlace, default: TextField()])
            return
        }
        switch overlay {
        case .prompt(var prompt):
            change(&prompt.field)
            prompt.chosen = nil
            overlay = .prompt(prompt)
        case .palette(var palette):
            change(&palette.field)
            palette.chosen = 0
            overlay = .palette(palette)
        case .form(var form):
            form.edit(change)
            overlay = .form(form)
        default: break
        }
    }

    /// A command while a filter is typed; nil where none is.
    mutating func filtering(_ invocation: Invocation) -> [Effect]? {
        guard isFiltering else { return nil }
        switch invocation.command {
        case .accept: isFiltering = false
        case .close:
            filters[listPlace] = nil
            isFiltering = false
        default: return nil
        }
        return []
    }

    /// A command in the command line or the palette; nil where neither is open.
    mutating func typed(_ invocation: Invocation) -> [Effect]? {
        switch overlay {
        case .prompt(var prompt):
            let count = prompt.choices(self).count
            switch invocation.command {
            case .scrollUp: prompt.chosen = max((prompt.chosen ?? 0) - 1, 0)
            case .scrollDown: prompt.chosen = min(prompt.chosen.map { $0 + 1 } ?? 0, max(count - 1, 0))
            case .complete: prompt.complete(self)
            case .accept:
                if prompt.chosen != nil { prompt.complete(self) }
                return run(line: prompt.field.text)
            default: return nil
            }
            overlay = .prompt(prompt)
        case .palette(var palette):
            let found = palette.found(self)
            switch invocation.command {
            case .scrollUp: palette.chosen = max(palette.chosen - 1, 0)
            case .scrollDown: palette.chosen = min(palette.chosen + 1, max(found.count - 1, 0))
            case .accept:
                guard found.indices.contains(palette.chosen) else { return [] }
                return carryOut(found[palette.chosen])
            default: return nil
            }
            overlay = .palette(palette)
        default: return nil
        }
        return []
    }

    /// What needs a word more goes on in the command line.
    private mutating func carryOut(_ row: KeyTable.Row) -> [Effect] {
        overlay = .none
        if let given = row.given { return perform(Invocation(row.command, argument: given)) }
        if row.argument != nil, row.keys.isEmpty || row.command == .tab {
            var prompt = Prompt()
            prompt.field = TextField(row.command.rawValue + " ")
            overlay = .prompt(prompt)
            return []
        }
        return perform(Invocation(row.command))
    }

    private mutating func run(line: String) -> [Effect] {
        overlay = .none
        let (word, argument) = Prompt.split(line)
        guard !word.isEmpty else { return [] }
        let rows = keys.offered(at: screenPlace).filter { $0.given == nil }
        let begun = rows.filter { $0.command.rawValue.hasPrefix(word) }
        guard let row = rows.first(where: { $0.command.rawValue == word }) ?? (begun.count == 1 ? begun[0] : nil) else {
            let nearest = Spelling.nearest(to: word, among: rows.map(\.command.rawValue))
            say("there is no command \(word) here" + (nearest.isEmpty ? "" : "; the nearest is \(nearest[0])"))
            return []
        }
        let mayBeEmpty = if case .textOrNothing = row.argument { true } else { false }
        let words = argument.flatMap { $0.isEmpty && !mayBeEmpty ? nil : $0 }
        if words != nil, row.argument == nil {
            say("\(row.command.rawValue) takes nothing more")
            return []
        }
        if words == nil, let wanted = row.argument, row.keys.isEmpty || row.command == .tab {
            say("write \(row.command.rawValue) \(wanted.label)")
            return []
        }
        return perform(Invocation(row.command, argument: words))
    }
}
