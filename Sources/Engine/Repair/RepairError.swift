package import Raster
import Runs

/// Why a repair cannot start or finish.
package enum RepairError: UserError, Equatable {
    case unknownMethod(String, has: [String])
    case unknownSetting(String, method: String, has: [String])
    case notAPair(String)
    case notANumber(String, text: String)
    case outOfRange(RepairSetting, Double)
    case maskSize(name: String, width: Int, height: Int, expectedWidth: Int, expectedHeight: Int)
    /// A mask of the stored photograph, which EXIF turned by a quarter.
    case maskNotTurned(name: String, width: Int, height: Int, expectedWidth: Int, expectedHeight: Int)
    case everythingDamaged(name: String)
    case noMask(name: String)
    case truthSize(name: String, width: Int, height: Int, expectedWidth: Int, expectedHeight: Int)
    case unknownTask(String)
    case taskWithoutMethod(String)
    case methodForOtherTask(String, task: String, methods: [String])
    /// A network that was trained on other corruptions.
    case runForOtherTask(String, task: String, trained: String)
    /// A mask for a task that works on whole images only.
    case maskForWholeImage(name: String, task: String)
    /// Damage so wide that a tile of the method contains no known pixel.
    case nothingKnownInTile(method: String, width: Int, height: Int)
    case noMaskOfThisName(image: String, folder: String)
    /// A mask's name that does not say which image it is of.
    case ambiguousMask(image: String, masks: [String], images: [String])
    /// A feather around the mask that leaves no known pixel.
    case featherTooWide(Int)
    case featherWithoutMask
    /// A result with more pixels than the program can read.
    case resultTooLarge(width: Int, height: Int, limit: Int)

    package var isUsage: Bool {
        switch self {
        case .unknownMethod, .unknownSetting, .notAPair, .notANumber, .outOfRange, .noMask, .unknownTask,
            .taskWithoutMethod,
            .methodForOtherTask, .runForOtherTask, .maskForWholeImage, .featherWithoutMask:
            true
        default: false
        }
    }

    package var location: String? {
        switch self {
        case .unknownMethod(let name, _), .unknownSetting(let name, _, _), .notAPair(let name),
            .notANumber(let name, _), .runForOtherTask(let name, _, _),
            .unknownTask(let name), .taskWithoutMethod(let name), .methodForOtherTask(let name, _, _):
            name
        case .outOfRange(let setting, _): setting.name
        case .maskSize(let name, _, _, _, _), .maskNotTurned(let name, _, _, _, _), .everythingDamaged(let name),
            .noMask(let name),
            .truthSize(let name, _, _, _, _),
            .maskForWholeImage(let name, _):
            name
        case .nothingKnownInTile(let method, _, _): method
        case .noMaskOfThisName(let image, _), .ambiguousMask(let image, _, _): image
        case .featherTooWide, .featherWithoutMask: "feather"
        case .resultTooLarge: nil
        }
    }

    package var what: String {
        switch self {
        case .unknownMethod: "no repair method has this name"
        case .unknownSetting(_, let method, _): "no setting of \(method) has this name"
        case .notAPair: "is not of the form name=value"
        case .notANumber(_, let text): "'\(text)' is not a number"
        case .outOfRange(_, let value): "\(value.short) is out of range"
        case .maskSize(_, let width, let height, let expectedWidth, let expectedHeight):
            "the mask is \(width) x \(height), the image \(expectedWidth) x \(expectedHeight)"
        case .maskNotTurned(_, let width, let height, let expectedWidth, let expectedHeight):
            "the mask is \(width) x \(height), the image \(expectedWidth) x \(expectedHeight): EXIF turned the photo, not the mask"
        case .everythingDamaged: "the whole image is marked as damaged; no known pixel is left"
        case .noMask: "no damage is marked: there is no mask and no transparent pixel"
        case .truthSize(_, let width, let height, let expectedWidth, let expectedHeight):
            "the true image is \(width) x \(height), the repaired one \(expectedWidth) x \(expectedHeight)"
        case .unknownTask: "no repair task has this name"
        case .taskWithoutMethod: "no method supports this task yet"
        case .methodForOtherTask(_, let task, _): "this method is not for the task \(task)"
        case .runForOtherTask(_, let task, let trained): "was trained on \(trained), not for the task \(task)"
        case .maskForWholeImage(_, let task): "the task \(task) works on whole images, without a mask"
        case .noMaskOfThisName(_, let folder): "there is no mask of its name in \(folder)"
        case .ambiguousMask(_, let masks, let images):
            images.isEmpty
                ? "there are several masks of its name, \(masks.joined(separator: ", "))"
                : "the mask \(masks.joined(separator: ", ")) may be for \(images.joined(separator: ", ")) instead"
        case .featherTooWide(let width): "around the mask, \(width) pixels reach over all known pixels"
        case .featherWithoutMask: "there is no mask to blend around"
        case .resultTooLarge(let width, let height, let limit):
            "the result would have \(width) x \(height) pixels; images of at most \(limit / 1_000_000) million pixels can be read"
        case .nothingKnownInTile(_, let width, let height):
            "the damage is too wide: a tile of \(width) x \(height) pixels contains no known pixel"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unknownMethod(let name, let names):
            Suggestion(
                Spelling.question(
                    Spelling.nearest(to: name, among: names), else: "the methods are \(names.joined(separator: ", "))"))
        case .unknownSetting(let name, _, let names):
            names.isEmpty
                ? "it has no settings"
                : Suggestion(
                    Spelling.question(
                        Spelling.nearest(to: name, among: names), else: "it has \(names.joined(separator: ", "))"))
        case .notAPair: "\(.writePair(example: "steps=500"))"
        case .notANumber(let name, _): "write \(name)=NUMBER"
        case .outOfRange(let setting, _):
            "give \(setting.isWhole ? "a whole number from " : "")\(setting.range.lowerBound.short) to \(setting.range.upperBound.short)"
        case .maskNotTurned: "\(.turnMask)"
        case .maskSize, .truthSize: "give an image of the same size"
        case .everythingDamaged: "mark less, or \(.invertMask) if black marks the damage"
        case .noMask: "\(.giveMask), or \(.method("denoise")), which is for whole images"
        case .unknownTask(let name):
            Suggestion(
                Spelling.question(
                    Spelling.nearest(to: name, among: RepairTask.available),
                    else: "the tasks are \(RepairTask.available.joined(separator: ", "))"))
        case .taskWithoutMethod: "the tasks are \(RepairTask.available.joined(separator: ", "))"
        case .methodForOtherTask(_, _, let methods): "give \(methods.joined(separator: ", "))"
        case .runForOtherTask: "give another run, or \(.trainOn(corruption: "corruption.KIND"))"
        case .maskForWholeImage: "repair the damage first, then give its result without a mask"
        case .noMaskOfThisName: "name it like the image, e.g. a.png or a.mask.png for a.jpg"
        case .ambiguousMask: "give it the image's whole name, e.g. a.jpg.mask.png"
        case .featherTooWide: "give a smaller one"
        case .featherWithoutMask: "\(.giveMask), or \(.noFeather)"
        case .resultTooLarge: "set a smaller scale, or cut the image into parts"
        case .nothingKnownInTile: "\(.method("patchmatch")) or laplace, or make the image smaller first"
        }
    }
}

/// The repair was cancelled; there is no result.
package struct RepairStopped: Error, Sendable {
    package init() {}
}
