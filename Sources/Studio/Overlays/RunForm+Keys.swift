import Models
import Raster

extension RunForm {
    /// Edits the text of the selected field.
    mutating func edit(_ change: (inout TextField) -> Void) {
        (notice, matches) = (nil, "")
        guard !fields[row].isChosen else { return }
        change(&fields[row].text)
        fields[row].source = .user
    }

    /// Chooses a value by a typed key: space takes the next one, a letter or digit the next one that begins with it.
    /// - Returns: nil where text is typed.
    mutating func choose(by key: Key) -> [ScreenAction]? {
        guard fields[row].isChosen, case .character(let letter) = key else { return nil }
        notice = nil
        let choices = fields[row].choices, now = choices.firstIndex(of: fields[row].text.text) ?? -1
        let after = choices[(now + 1)...] + choices[...max(now, 0)]
        if letter == " " {
            choose(by: 1)
        } else if let next = after.first(where: { $0.lowercased().hasPrefix(letter.lowercased()) }) {
            set(next)
        }
        return estimateIfChanged()
    }

    /// Runs a command; nil for a command that is not the form's.
    mutating func handle(_ command: Command) -> [ScreenAction]? {
        (notice, matches) = (nil, "")
        switch command {
        case .previous, .scrollUp: return select(row - 1)
        case .next, .scrollDown: return select(row + 1)
        case .left: choose(by: -1)
        case .right: choose(by: 1)
        case .complete:
            let field = fields[row]
            guard field.isPath, !field.value.isEmpty else { return select(row + 1) }
            return [.backgroundTask(.matchPath(PathQuery(field.value, .form(field: field.name))))]
        case .fillIn:
            if let (name, value) = offered, let index = fields.firstIndex(where: { $0.name == name }) {
                row = index
                set(value)
                return (row == 0 ? lookAtData() : []) + estimateIfChanged()
            }
            guard let summary = check?.summary, check?.asked == text(Self.dataField) else {
                notice = "looking at the data"
                return lookAtData()
            }
            fillIn(summary, replacing: [.preset, .data, .user])
        case .close: isDone = true
        case .start: return start()
        default: return nil
        }
        return (fields[row].name == Self.dataField ? lookAtDataIfChosen() : []) + estimateIfChanged()
    }

    /// Selects a field; the one that is left is checked.
    mutating func select(_ next: Int) -> [ScreenAction] {
        let left = fields[row].name
        go(to: next)
        return (left == Self.dataField ? lookAtData() : []) + estimateIfChanged()
    }

    /// Enters a field: its text is selected, so that typing replaces it; the one that is left keeps its text.
    mutating func go(to next: Int) {
        fields[row].text = fields[row].text.unselected
        row = next
        if !fields[row].isChosen { fields[row].text = fields[row].text.selected }
    }

    private func isBuiltIn(_ field: Field) -> Bool { field.choices.contains(field.text.text) }

    private mutating func lookAtDataIfChosen() -> [ScreenAction] { isBuiltIn(fields[row]) ? lookAtData() : [] }

    /// Starts the run; looks at the data first where nobody did.
    mutating func start() -> [ScreenAction] {
        guard error == nil, let plan else {
            notice = error
            selectFaulty()
            return []
        }
        if mustLook {
            (startsWhenChecked, notice) = (true, "looking at the data")
            return lookAtData()
        }
        (isDone, notice) = (true, "starting the run")
        return [.backgroundTask(.start(plan))]
    }

    /// The form of a run that could not start, with the error at its field.
    mutating func fail(_ message: UserMessage) {
        (isDone, startsWhenChecked) = (false, false)
        if let plan { failure = Failure(plan: plan, message: message) }
        notice = line(message)
        if let index = fields.firstIndex(where: { message.text.hasPrefix($0.name + ": ") }) { row = index }
    }

    private mutating func selectFaulty() {
        if let index = errors.firstIndex(where: { $0 != nil }) { row = index }
    }

    mutating func received(_ found: PathMatches) -> [ScreenAction] {
        guard case .form(let name) = found.query.place, fields[row].name == name,
            fields[row].value == found.query.text
        else { return [] }
        switch found.found.count {
        case 0: notice = "nothing begins with \(found.query.text)"
        case 1 where found.completed == found.query.text: return select(row + 1)
        case 1: break
        default: matches = "\(found.found.count) fit: \(found.names)"
        }
        if found.completed != found.query.text {
            fields[row].text = TextField(found.completed)
            fields[row].source = .user
        }
        return []
    }

    private mutating func choose(by step: Int) {
        let field = fields[row], choices = field.choices
        // A typed path is not replaced by a choice.
        guard !choices.isEmpty, !field.isFree || field.value.isEmpty || isBuiltIn(field) else {
            fields[row].text.handle(step < 0 ? .left : .right)
            return
        }
        let index = choices.firstIndex(of: field.text.text) ?? (step > 0 ? -1 : choices.count)
        set(choices[(index + step + choices.count) % choices.count])
    }

    private mutating func set(_ value: String) {
        fields[row].text = TextField(value)
        fields[row].source = .user
        guard row == 0, let preset else { return }
        setSettings(of: preset, [:])
        if let steps = fields.firstIndex(where: { $0.name == "steps" }) {
            fields[steps].text = TextField(String(preset.steps))
        }
        if check?.asked == text(Self.dataField), let summary = check?.summary {
            fillIn(summary, replacing: [.preset])
        }
    }
}
