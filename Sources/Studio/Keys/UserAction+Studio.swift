package import Raster

extension UserAction {
    /// As the studio names it: by its fields, keys and screens. Every error that a screen shows is put together with it.
    package var inStudio: String {
        switch self {
        case .set(let name, let value): "set the field \(name) to \(value)"
        case .setAtMost(let name, let limit): "set the field \(name) to \(limit) or less"
        case .preset(let name): "choose the preset \(name)"
        case .resume: "resume it with r on the Runs screen"
        case .resumeSlower: words + ", with r on the Runs screen and then a"
        case .stop: "open it on the Runs screen and stop it with X"
        case .locate(let input): "put the \(input.rawValue) back, or type their path into the form of a new run"
        case .giveMasks: "the command `train` takes a folder of masks (docs/repair.md)"
        case .repairWithRun: "choose it as the method on the Repair screen"
        case .replace: "delete it"
        case .rename: "save under another name"
        case .giveMask: "paint a mask"
        case .invertMask: "invert it with !"
        case .keepMask: "invert it again with !"
        case .turnMask: "load-mask offers to turn it"
        case .method(let name): "choose the method \(name)"
        case .prompt: "type a prompt with /"
        case .clearPrompt: "clear the prompt with delete"
        case .lower, .train, .trainOn, .listSettings, .writePair, .writeCheckpoint, .addCaptions, .chooseFolder,
            .chooseEmptyFolder, .noFeather, .leaveOut, .weights:
            words
        }
    }
}

extension UserMessage {
    /// The line for a screen.
    package var inStudio: String { line(\.inStudio) }
}

extension Error {
    /// The error's line for a screen.
    package var inStudio: String { UserMessage(self).inStudio }
}
