import Datasets
import Models
import Runs

extension RunForm {
    /// Data that are always there.
    private static let builtIn = "shapes"

    /// Requests a look at the data, where they were not looked at since they changed.
    mutating func lookAtData() -> [ScreenAction] {
        let data = text(Self.dataField)
        guard !data.isEmpty, check?.asked != data, checking != data else { return [] }
        checking = data
        return [.backgroundTask(.checkData(data))]
    }

    /// Whether the data must be looked at before a start: else an error would close the form.
    var mustLook: Bool {
        let data = text(Self.dataField)
        return data != Self.builtIn && check?.asked != data
    }

    mutating func received(_ check: DataCheck) -> [ScreenAction] {
        if checking == check.asked { checking = nil }
        guard check.asked == text(Self.dataField) else { return [] }
        self.check = check
        if let summary = check.summary { fillIn(summary, replacing: [.preset, .data]) }
        guard startsWhenChecked else { return estimateIfChanged() }
        startsWhenChecked = false
        return start()
    }

    /// Sets the fields that the data decide and that have one of the sources `replacing`.
    mutating func fillIn(_ summary: DataSummary, replacing sources: [Field.Source]) {
        guard let preset else { return }
        let values = preset.settings(for: summary)
        for index in fields.indices.dropFirst(Self.fixed) where sources.contains(fields[index].source) {
            let name = fields[index].name
            guard let value = values[name] ?? preset.settings[name] else { continue }
            fields[index].text = TextField(value.text)
            fields[index].source = values[name] == nil ? .preset : .data
        }
    }

    /// What the data hold, in one line; nil where they were not looked at.
    package var dataLine: String? {
        let data = text(Self.dataField)
        if checking == data { return "looking at \(data)" }
        guard let check, check.asked == data, let summary = check.summary else { return nil }
        return summary.line(fit: ImageFit(rawValue: text("fit")) ?? .crop, channels: Int(text("channels")))
    }
}
