import Datasets
import Jobs
import Models
import Runs

/// The state of the form of a new run: preset, data, seed, steps, folder, and each setting of the preset, with an estimate of the cost.
package struct RunForm: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var help: String
        package var text: TextField
        /// The values that left and right choose from; empty for free text.
        package var choices: [String] = []
    }

    package private(set) var fields: [Field] = []
    /// Index of the selected field.
    package var row = 0 { didSet { row = min(max(row, 0), fields.count - 1) } }
    /// The cost of `estimated`; nil before the first estimate.
    private var estimate: RunCost?
    private var estimated: RunPlan?
    /// The plan that is being estimated; nil for none.
    private var estimating: RunPlan?
    package private(set) var isDone = false
    /// A line for the user after the last key; nil for none.
    package private(set) var notice: String?

    /// The folder of runs.
    private let runsFolder: String

    private static let here = "in this studio", detached = "in the background"
    /// Number of the fields before the settings.
    private static let fixed = 7

    /// - Parameters:
    ///   - run: the run whose configuration the form starts with; nil for the first preset.
    ///   - folder: the folder of runs.
    ///   - canTrainHere: whether this studio trains no other run.
    init(like run: RunSummary?, folder: String, canTrainHere: Bool) {
        runsFolder = folder
        let preset = run.flatMap { try? Preset.named($0.preset) } ?? Preset.all[0]
        fields = [
            Field(name: "preset", help: preset.summary, text: TextField(preset.name), choices: Preset.all.map(\.name)),
            Field(
                name: "data", help: "a name, or a folder of images or IDX files",
                text: TextField(run?.data ?? "fashion-mnist"), choices: ["fashion-mnist", "shapes"]),
            Field(
                name: "fit",
                help: "images of other proportions are cropped to the centre, padded or stretched (default crop)",
                text: TextField((run?.fit ?? .crop).rawValue), choices: ImageFit.allCases.map(\.rawValue)),
            Field(
                name: "seed", help: "seed of all random numbers, 0 or more (default 1)",
                text: TextField(String(run?.seed ?? 1))),
            Field(
                name: "steps", help: "training steps of the whole run (default \(preset.steps))",
                text: TextField(String(run?.steps ?? preset.steps))),
            Field(
                name: "folder", help: "folder of the run, or its name in \(folder); empty makes a new one there",
                text: TextField(canTrainHere ? "" : "\(folder)/new-run")),
            Field(
                name: "trains", help: "a run in the background continues when the studio quits",
                text: TextField(canTrainHere ? Self.here : Self.detached),
                choices: canTrainHere ? [Self.here, Self.detached] : [Self.detached]),
        ]
        setSettings(of: preset, run?.settings ?? [:])
    }

    private mutating func setSettings(of preset: Preset, _ values: [String: SettingValue]) {
        fields =
            fields.prefix(Self.fixed)
            + Setting.all.compactMap { setting in
                guard let standard = preset.settings[setting.name] else { return nil }
                let help = "\(setting.meaning) (default \(standard.text); \(setting.allowed))"
                return Field(
                    name: setting.name, help: help,
                    text: TextField((values[setting.name] ?? standard).text),
                    choices: setting.domain == .flag ? ["false", "true"] : [])
            }
        fields[0].help = preset.summary
    }

    private func text(_ name: String) -> String {
        (fields.first { $0.name == name }?.text.text ?? "").trimmingSpaces
    }

    /// The run; nil while a field is invalid.
    package var plan: RunPlan? { try? checked.get() }

    /// The first invalid field and why; nil where all are valid.
    package var error: String? { if case .failure(let error) = checked { error.line } else { nil } }

    private struct FieldError: Error { var line: String }

    private var checked: Result<RunPlan, FieldError> {
        guard let preset = try? Preset.named(text("preset")) else {
            return .failure(FieldError(line: "preset: there is none named \(text("preset"))"))
        }
        guard let seed = UInt64(text("seed")) else {
            return .failure(FieldError(line: "seed: give a whole number, 0 or more"))
        }
        guard let steps = Int(text("steps")), steps > 0 else {
            return .failure(FieldError(line: "steps: give a whole number, 1 or more"))
        }
        guard !text("data").isEmpty else { return .failure(FieldError(line: "data: give a name or a folder")) }
        guard let fit = ImageFit(rawValue: text("fit")) else {
            return .failure(FieldError(line: "fit: give \(ImageFit.names)"))
        }
        var settings: [String: SettingValue] = [:]
        do throws(SettingError) {
            for field in fields.dropFirst(Self.fixed) {
                let value = try Setting.named(field.name).parsed(field.text.text.trimmingSpaces)
                if value != preset.settings[field.name] { settings[field.name] = value }
            }
            _ = try RunPlan(preset: preset.name, data: text("data"), settings: settings).configuration()
        } catch {
            return .failure(FieldError(line: error.description))
        }
        let folder = text("folder"), isDetached = text("trains") == Self.detached
        guard !isDetached || !folder.isEmpty else {
            return .failure(FieldError(line: "folder: a run in the background needs one"))
        }
        return .success(
            RunPlan(
                preset: preset.name, data: text("data"), seed: seed, steps: steps,
                folder: folder.isEmpty ? nil : RunList.path(folder, in: runsFolder), settings: settings, fit: fit,
                isDetached: isDetached))
    }

    // MARK: - Keys

    mutating func edit(_ change: (inout TextField) -> Void) {
        notice = nil
        change(&fields[row].text)
    }

    /// Runs a command; nil for a command that is not the form's.
    mutating func handle(_ command: Command) -> [ScreenAction]? {
        notice = nil
        switch command {
        case .previous, .scrollUp: row -= 1
        case .next, .scrollDown: row += 1
        case .left: choose(by: -1)
        case .right: choose(by: 1)
        case .close: isDone = true
        case .start:
            guard let plan else {
                notice = error
                return []
            }
            (isDone, notice) = (true, "starting the run")
            return [.backgroundTask(.start(plan))]
        default: return nil
        }
        return estimateIfChanged()
    }

    private mutating func choose(by step: Int) {
        let choices = fields[row].choices
        guard !choices.isEmpty else {
            fields[row].text.handle(step < 0 ? .left : .right)
            return
        }
        let index = choices.firstIndex(of: fields[row].text.text) ?? (step > 0 ? -1 : choices.count)
        fields[row].text = TextField(choices[(index + step + choices.count) % choices.count])
        if row == 0, let preset = try? Preset.named(fields[0].text.text) {
            setSettings(of: preset, [:])
            if let steps = fields.firstIndex(where: { $0.name == "steps" }) {
                fields[steps].text = TextField(String(preset.steps))
            }
        }
    }

    // MARK: - The cost

    /// Requests an estimate of a changed plan, one at a time.
    private mutating func estimateIfChanged() -> [ScreenAction] {
        guard estimating == nil, let plan, plan.costs != estimated?.costs else { return [] }
        estimating = plan
        return [.backgroundTask(.estimate(plan))]
    }

    mutating func received(_ estimate: RunCost, for plan: RunPlan) {
        (self.estimate, estimated, estimating) = (estimate, plan, nil)
    }

    /// The cost of the current plan; nil while it is not estimated.
    package var cost: RunCost? {
        guard let plan, let estimate, plan.costs == estimated?.costs else { return nil }
        return RunCost(
            secondsPerStep: estimate.secondsPerStep, steps: plan.steps ?? estimate.steps, memory: estimate.memory)
    }
}

extension RunPlan {
    /// The part of the plan that time and memory of a step depend on.
    fileprivate var costs: RunPlan { RunPlan(preset: preset, data: "", settings: settings) }
}

extension String {
    var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
