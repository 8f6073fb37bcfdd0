import Datasets
import Jobs
import Models
import Raster
import Runs

/// The state of the form of a new run: preset, data, seed, steps, folder, and each setting of the preset, with an estimate of the cost.
///
/// `+Data` fills in what the data say, `+Checking` checks the fields, `+Keys` handles commands and keys.
package struct RunForm: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        /// Where the value comes from.
        package enum Source: Sendable, Equatable {
            case preset, data, user
        }

        package var name: String
        package var help: String
        package var text: TextField
        /// The values that left, right, space and first letters choose from; empty for free text.
        package var choices: [String] = []
        /// Whether other text than a choice is allowed.
        package var isFree = false
        /// Whether it is a path, which Tab completes.
        package var isPath = false
        /// What the value counts, e.g. "pixels".
        package var unit = ""
        package var source = Source.preset

        /// Whether the value is chosen and never typed.
        var isChosen: Bool { !choices.isEmpty && !isFree }
        var value: String { text.text.trimmingSpaces }
    }

    /// A plan that cannot be estimated or started, and why.
    struct Failure: Sendable, Equatable {
        var plan: RunPlan
        var message: UserMessage
    }

    package var fields: [Field] = []
    /// Index of the selected field.
    package var row = 0 { didSet { row = min(max(row, 0), fields.count - 1) } }
    /// The cost of `estimated`; nil before the first estimate.
    var estimate: RunCost?
    var estimated: RunPlan?
    /// The plan that is being estimated; nil for none.
    var estimating: RunPlan?
    /// A plan whose estimate failed, and why; nil for none.
    var estimateFailure: Failure?
    /// When text was typed last, on the loop's clock; nil where what follows of it has been requested.
    var editedAt: Double?
    /// Seconds without typing until the data are looked at and the cost is estimated.
    static let pause = 1.0
    /// What came of looking at the data; nil before.
    package var check: DataCheck?
    /// The data that are being looked at; nil for none.
    var checking: String?
    /// Whether the run starts when the data have been looked at.
    var startsWhenChecked = false
    /// The error of a start that failed, with the plan; it holds until that plan changes.
    var failure: Failure?
    /// What Tab found where it is not unique; empty for nothing.
    package var matches = ""
    package var isDone = false
    /// A line for the user after the last key; nil for none.
    package var notice: String?
    /// The user's folder, for `~`.
    let home: String

    static let here = "in this studio", detached = "in the background"
    /// The name of the field of the data.
    static let dataField = PathQuery.dataField
    /// The folder of runs.
    let runsFolder: String
    /// Number of the fields before the settings.
    static let fixed = 7

    /// Whether this studio trained no other run when the form was opened.
    let canTrainHere: Bool

    /// - Parameters:
    ///   - run: the run whose configuration the form starts with; nil for the first preset.
    ///   - data: the data to start with where there is no such run; nil for those that need no files.
    ///   - folder: the folder of runs.
    init(like run: RunSummary?, data: String? = nil, folder: String, canTrainHere: Bool, home: String = "") {
        (self.home, runsFolder, self.canTrainHere) = (home, folder, canTrainHere)
        let preset = run.flatMap { try? Preset.named($0.preset) } ?? Preset.all[0]
        fields = [
            Field(name: "preset", help: preset.summary, text: TextField(preset.name), choices: Preset.all.map(\.name)),
            Field(
                name: Self.dataField,
                help:
                    "fashion-mnist, shapes, or the path of a folder of images, a zip archive or IDX files; Tab completes it",
                text: TextField(run?.data ?? data ?? "fashion-mnist"), choices: ["fashion-mnist", "shapes"],
                isFree: true,
                isPath: true),
            Field(
                name: "fit",
                help: "images of other proportions are cropped to the centre, padded or stretched (default crop)",
                text: TextField((run?.fit ?? .crop).rawValue), choices: ImageFit.allCases.map(\.rawValue)),
            Field(
                name: "seed", help: "seed of all random numbers, 0 or more (default 1)",
                text: TextField(String(run?.seed ?? 1))),
            Field(
                name: "steps", help: "training steps of the whole run (default \(preset.steps))",
                text: TextField(String(run?.steps ?? preset.steps)), unit: "steps"),
            Field(
                name: "folder",
                help:
                    "folder of the run, or its name in \(folder); empty makes a new one there; the tab key completes it",
                text: TextField(canTrainHere ? "" : "\(folder)/new-run"), isPath: true),
            Field(
                name: "trains", help: "a run in the background continues when the studio quits",
                text: TextField(canTrainHere ? Self.here : Self.detached),
                choices: canTrainHere ? [Self.here, Self.detached] : [Self.detached]),
        ]
        setSettings(of: preset, run?.settings ?? [:])
        // The settings of a run are what the user chose for it.
        if run != nil { for index in fields.indices.dropFirst(Self.fixed) { fields[index].source = .user } }
    }

    mutating func setSettings(of preset: Preset, _ values: [String: SettingValue]) {
        fields =
            fields.prefix(Self.fixed)
            + Setting.all.compactMap { setting in
                guard let standard = preset.settings[setting.name] else { return nil }
                let help = "\(setting.meaning) (default \(standard.text); \(setting.allowed))"
                let choices: [String] =
                    switch setting.domain {
                    case .flag: ["false", "true"]
                    case .choice(let values): values.map(String.init)
                    default: []
                    }
                return Field(
                    name: setting.name, help: help,
                    text: TextField((values[setting.name] ?? standard).text), choices: choices, unit: setting.unit)
            }
        fields[0].help = preset.summary
    }

    /// Whether the user chose or typed a value.
    var isEdited: Bool { fields.contains { $0.source == .user } }

    func text(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// The preset in its field.
    var preset: Preset? { try? Preset.named(text("preset")) }

    // MARK: - The cost

    /// Requests an estimate of a changed plan, one at a time.
    mutating func estimateIfChanged() -> [ScreenAction] {
        guard estimating == nil, let plan, plan.costs != estimated?.costs, plan.costs != estimateFailure?.plan.costs
        else { return [] }
        estimating = plan
        return [.backgroundTask(.estimate(plan))]
    }

    mutating func received(_ estimate: RunCost, for plan: RunPlan) {
        (self.estimate, estimated, estimating) = (estimate, plan, nil)
    }

    /// A plan whose cost could not be estimated.
    mutating func failedToEstimate(_ plan: RunPlan, _ message: UserMessage) {
        (estimating, estimateFailure) = (nil, Failure(plan: plan, message: message))
    }

    /// Why there is no estimate; nil where there is one, or it is being made.
    package var whyNoEstimate: String? {
        if isDataOld { return "the estimate is out of date: the data are looked at when the typing pauses" }
        guard let estimateFailure, estimateFailure.plan.costs == plan?.costs else { return nil }
        return "no estimate: \(line(estimateFailure.message))"
    }

    /// Whether the data in their field are others than those that the settings were taken from.
    var isDataOld: Bool { check.map { $0.asked != text(Self.dataField) } ?? false }

    /// What follows when nothing was typed for a while: the data are looked at and the cost is estimated.
    mutating func settle(now: Double) -> [ScreenAction] {
        guard let editedAt, now - editedAt >= Self.pause else { return [] }
        self.editedAt = nil
        return (fields[row].name == Self.dataField ? lookAtData() : []) + estimateIfChanged()
    }

    /// The cost of the current plan; nil while it is not estimated.
    package var cost: RunCost? {
        guard checking == nil, !isDataOld, let plan, let estimate, plan.costs == estimated?.costs else { return nil }
        return RunCost(
            secondsPerStep: estimate.secondsPerStep, steps: plan.steps ?? estimate.steps, memory: estimate.memory)
    }
}

extension RunPlan {
    /// The part of the plan that time and memory of a step depend on.
    var costs: RunPlan { RunPlan(preset: preset, data: "", settings: settings) }
}

extension String {
    var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
