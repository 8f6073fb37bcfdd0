public import Raster

/// What can be wrong with a repair: said in one line, what, where, what to do.
public enum RepairError: UserError, Equatable {
    case unknownMethod(String, nearest: [String])
    case unknownSetting(String, method: String, has: [String])
    case notAPair(String)
    case notANumber(String, text: String)
    case outOfRange(RepairSetting, Double)
    case maskSize(name: String, width: Int, height: Int, wantedWidth: Int, wantedHeight: Int)
    case everythingDamaged(name: String)
    case noMask(name: String)
    case truthSize(name: String, width: Int, height: Int, wantedWidth: Int, wantedHeight: Int)
    case outputExists(String)
    case unknownTask(String)
    case taskWithoutMethod(String)
    case methodForOtherTask(String, task: String, methods: [String])
    /// A trained network that has never seen such damage.
    case runForOtherTask(String, task: String, trained: String)
    /// A mask for a task that knows only whole pictures.
    case maskForWholePicture(name: String, task: String)
    /// Damage so wide that a method which looks at a part of the picture at a time sees nothing of what is known.
    case nothingKnownNearby(method: String, width: Int, height: Int)
    /// A result of more pixels than are read again.
    case resultTooLarge(width: Int, height: Int, most: Int)

    public var isUsage: Bool {
        switch self {
        case .unknownMethod, .unknownSetting, .notAPair, .notANumber, .outOfRange, .noMask, .unknownTask, .taskWithoutMethod,
             .methodForOtherTask, .runForOtherTask, .maskForWholePicture: true
        default: false
        }
    }

    public var place: String? {
        switch self {
        case .unknownMethod(let name, _), .unknownSetting(let name, _, _), .notAPair(let name), .notANumber(let name, _), .runForOtherTask(let name, _, _),
             .unknownTask(let name), .taskWithoutMethod(let name), .methodForOtherTask(let name, _, _): name
        case .outOfRange(let setting, _): setting.name
        case .maskSize(let name, _, _, _, _), .everythingDamaged(let name), .noMask(let name), .truthSize(let name, _, _, _, _),
             .maskForWholePicture(let name, _), .outputExists(let name): name
        case .nothingKnownNearby(let method, _, _): method
        case .resultTooLarge: nil
        }
    }

    public var what: String {
        switch self {
        case .unknownMethod: "no repair method has this name"
        case .unknownSetting(_, let method, _): "the method \(method) has no setting of this name"
        case .notAPair: "not of the form name=value"
        case .notANumber(_, let text): "'\(text)' is not a number"
        case .outOfRange(_, let value): "\(value.short) is out of range"
        case .maskSize(_, let width, let height, let wantedWidth, let wantedHeight):
            "the mask is \(width) x \(height), the picture \(wantedWidth) x \(wantedHeight)"
        case .everythingDamaged: "the whole picture is marked as damaged, nothing is left to repair from"
        case .noMask: "nothing says what is damaged: no mask, and no transparent pixel"
        case .truthSize(_, let width, let height, let wantedWidth, let wantedHeight):
            "the true picture is \(width) x \(height), the repaired one \(wantedWidth) x \(wantedHeight)"
        case .outputExists: "this file is there already"
        case .unknownTask: "no repair task has this name"
        case .taskWithoutMethod: "no method does this task yet"
        case .methodForOtherTask(_, let task, _): "this method is not for the task \(task)"
        case .runForOtherTask(_, let task, let trained): "was trained on \(trained), not for the task \(task)"
        case .maskForWholePicture(_, let task): "the task \(task) takes whole pictures, no mask"
        case .resultTooLarge(let width, let height, let most):
            "the result would have \(width) x \(height) pixels, more than the \(most / 1_000_000) million that can be opened again"
        case .nothingKnownNearby(_, let width, let height):
            "the damage is so wide that in a part of \(width) x \(height) pixels, all it looks at once, nothing is known"
        }
    }

    public var remedy: String {
        switch self {
        case .unknownMethod(_, let nearest): "the methods are \(nearest.joined(separator: ", "))"
        case .unknownSetting(_, _, let names): names.isEmpty ? "it has no settings" : "it has \(names.joined(separator: ", "))"
        case .notAPair: "write --set name=value"
        case .notANumber(let name, _): "write \(name)=NUMBER"
        case .outOfRange(let setting, _):
            "give \(setting.isWhole ? "a whole number from " : "")\(setting.range.lowerBound.short) to \(setting.range.upperBound.short)"
        case .maskSize, .truthSize: "give one of the same size"
        case .everythingDamaged: "mark less, or use --invert-mask where black marks the damage"
        case .noMask: "give --mask PNG, or a method for whole pictures such as denoise"
        case .outputExists: "give --force to replace it, or another --out"
        case .unknownTask, .taskWithoutMethod: "the tasks are \(RepairTask.available.joined(separator: ", "))"
        case .methodForOtherTask(_, _, let methods): "give \(methods.joined(separator: ", "))"
        case .runForOtherTask: "name another run, or train one with --set damage.KIND=1"
        case .maskForWholePicture: "repair the damage first, then give its result without a mask"
        case .resultTooLarge: "give a smaller --set scale=, or cut the picture into parts"
        case .nothingKnownNearby: "give --method patch or harmonic, or make the picture smaller first"
        }
    }
}

/// The repair was stopped before its end; nothing came of it.
public struct RepairStopped: Error, Sendable {
    public init() {}
}
