import Engine
import Render

/// A new run being described: what it is made from, each setting of its preset, and what it will cost.
package struct RunForm: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var meaning: String
        package var text: TextField
        /// What left and right go through; empty where only typing helps.
        package var choices: [String] = []
    }

    package private(set) var fields: [Field] = []
    /// Counts the fields.
    package var row = 0 { didSet { row = min(max(row, 0), fields.count - 1) } }
    /// Of `estimated`.
    package private(set) var estimate: RunCost?
    private var estimated: RunPlan?
    /// Asked for, and not come yet.
    private var asked: RunPlan?
    package private(set) var isDone = false
    /// For the user, after the last key.
    package private(set) var notice: String?

    private static let here = "in this studio", apart = "in the background"
    /// Fields that are no settings.
    private static let fixed = 6

    /// - Parameters:
    ///   - run: what to start from; nil starts from the first preset.
    ///   - folder: where runs are.
    ///   - canTrainHere: whether this studio trains nothing else.
    init(like run: RunSummary?, folder: String, canTrainHere: Bool) {
        let preset = run.flatMap { try? Preset.named($0.preset) } ?? Preset.all[0]
        fields = [
            Field(name: "preset", meaning: preset.summary, text: TextField(preset.name), choices: Preset.all.map(\.name)),
            Field(name: "data", meaning: "a name, or a folder of pictures or IDX files",
                  text: TextField(run?.data ?? "fashion-mnist"), choices: ["fashion-mnist", "shapes"]),
            Field(name: "seed", meaning: "everything random follows from it", text: TextField(String(run?.seed ?? 1))),
            Field(name: "steps", meaning: "where it ends", text: TextField(String(run?.steps ?? preset.steps))),
            Field(name: "folder", meaning: "empty makes a fresh one under \(folder)",
                  text: TextField(canTrainHere ? "" : "\(folder)/new-run")),
            Field(name: "trains", meaning: "in the background it outlives the studio",
                  text: TextField(canTrainHere ? Self.here : Self.apart),
                  choices: canTrainHere ? [Self.here, Self.apart] : [Self.apart]),
        ]
        setSettings(of: preset, run?.settings ?? [:])
    }

    private mutating func setSettings(of preset: Preset, _ values: [String: Double]) {
        let known = Setting.all.filter { preset.defaults[$0.name] != nil }
        fields = fields.prefix(Self.fixed) + known.map { setting in
            let value = values[setting.name] ?? preset.defaults[setting.name] ?? 0
            return Field(name: setting.name, meaning: setting.meaning, text: TextField(value.short))
        }
        fields[0].meaning = preset.summary
    }

    private func text(_ name: String) -> String {
        (fields.first { $0.name == name }?.text.text ?? "").trimmingSpaces
    }

    /// The run as it stands in the form; nil while there is a mistake in it.
    package var plan: RunPlan? { if case .success(let plan) = checked { plan } else { nil } }

    /// What is wrong; nil where nothing is.
    package var problem: String? { if case .failure(let error) = checked { error.line } else { nil } }

    private struct Mistake: Error { var line: String }

    private var checked: Result<RunPlan, Mistake> {
        guard let preset = try? Preset.named(text("preset")) else {
            return .failure(Mistake(line: "there is no preset \(text("preset"))"))
        }
        guard let seed = UInt64(text("seed")) else { return .failure(Mistake(line: "seed: a whole number, 0 or more")) }
        guard let steps = Int(text("steps")), steps > 0 else { return .failure(Mistake(line: "steps: a whole number, 1 or more")) }
        guard !text("data").isEmpty else { return .failure(Mistake(line: "data: name some")) }
        var settings: [String: Double] = [:]
        do throws(SettingError) {
            for field in fields.dropFirst(Self.fixed) {
                let setting = try Setting.named(field.name)
                guard let value = Double(field.text.text.trimmingSpaces) else {
                    throw .notANumber(field.name, text: field.text.text)
                }
                let wanted = try setting.checked(value)
                if wanted != preset.defaults[field.name] { settings[field.name] = wanted }
            }
            _ = try RunPlan(preset: preset.name, data: text("data"), settings: settings).recipe()
        } catch {
            return .failure(Mistake(line: error.description))
        }
        let folder = text("folder"), isDetached = text("trains") == Self.apart
        guard !isDetached || !folder.isEmpty else {
            return .failure(Mistake(line: "folder: a run in the background needs one"))
        }
        return .success(RunPlan(preset: preset.name, data: text("data"), seed: seed, steps: steps,
                                folder: folder.isEmpty ? nil : folder, settings: settings, isDetached: isDetached))
    }

    // MARK: - Keys

    mutating func edit(_ change: (inout TextField) -> Void) {
        notice = nil
        change(&fields[row].text)
    }

    mutating func perform(_ command: Command, key: Key?, _ model: Model) -> [Effect]? {
        notice = nil
        switch command {
        case .previous, .scrollUp: row -= 1
        case .next, .scrollDown: row += 1
        case .left: choose(by: -1)
        case .right: choose(by: 1)
        case .close: isDone = true
        case .begin:
            guard let plan else {
                notice = problem
                return []
            }
            (isDone, notice) = (true, "the run begins")
            return [.errand(.begin(plan))]
        default: return nil
        }
        return estimateIfChanged()
    }

    private mutating func choose(by step: Int) {
        let choices = fields[row].choices
        guard !choices.isEmpty else {
            _ = fields[row].text.take(step < 0 ? .left : .right)
            return
        }
        let place = choices.firstIndex(of: fields[row].text.text) ?? (step > 0 ? -1 : choices.count)
        fields[row].text = TextField(choices[(place + step + choices.count) % choices.count])
        if row == 0, let preset = try? Preset.named(fields[0].text.text) {
            setSettings(of: preset, [:])
            if let steps = fields.firstIndex(where: { $0.name == "steps" }) {
                fields[steps].text = TextField(String(preset.steps))
            }
        }
    }

    /// One estimate at a time; the last word is asked for when the one before has come.
    private mutating func estimateIfChanged() -> [Effect] {
        guard asked == nil, let plan, plan.costs != estimated?.costs else { return [] }
        asked = plan
        return [.errand(.estimate(plan))]
    }

    mutating func take(_ estimate: RunCost, for plan: RunPlan) {
        (self.estimate, estimated, asked) = (estimate, plan, nil)
    }

    /// The estimate, where it is one of what stands in the form.
    package var cost: RunCost? {
        guard let plan, let estimate, plan.costs == estimated?.costs else { return nil }
        return RunCost(secondsPerStep: estimate.secondsPerStep, steps: plan.steps ?? estimate.steps, memory: estimate.memory)
    }
}

extension RunPlan {
    /// What a step's time and memory depend on.
    fileprivate var costs: RunPlan { RunPlan(preset: preset, data: "", settings: settings) }
}

extension String {
    var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
