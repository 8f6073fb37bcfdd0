/// Something that a user does otherwise on the command line, by flags, than in the studio, by fields and keys.
package enum UserAction: Sendable, Hashable {
    // Settings and presets.
    case set(String, to: String)
    /// Sets a number to `limit` or less.
    case setAtMost(String, Int)
    /// Sets a smaller number; `now` is the present one.
    case lower(String, now: Int)
    case preset(String)
    /// Trains a run of the preset.
    case train(preset: String)
    /// Trains a run on a corruption.
    case trainOn(corruption: String)
    /// Shows the names of all settings.
    case listSettings
    /// Writes a setting as `name=value`, for example as `example`.
    case writePair(example: String)

    // Runs and their data.
    case resume(run: String)
    case resumeSlower(checkpoint: Int)
    /// Ends the process that trains a run.
    case stop
    case writeCheckpoint
    /// Names the path of data that are not where they were.
    case locate(RunInput)
    /// Gives the folder of masks of a new run.
    case giveMasks
    case addCaptions
    case repairWithRun

    // Files to write.
    case replace
    case rename
    case chooseFolder
    case chooseEmptyFolder

    // Masks and methods of repair.
    case giveMask
    case invertMask
    case keepMask
    case turnMask
    case noFeather
    case method(String)

    // Prompts.
    case prompt
    case clearPrompt
    case leaveOut(Prompt)
    case weights(example: String)

    /// What a run reads.
    package enum RunInput: String, Sendable, Hashable {
        case data, masks
    }

    /// A part of a prompt or condition.
    package enum Prompt: String, Sendable, Hashable {
        case text, audio, image, `class`
    }

    /// Right on the command line and in the studio.
    package var words: String {
        switch self {
        case .set(let name, let value): "set \(name) to \(value)"
        case .setAtMost(let name, let limit): "set \(name) to \(limit) or less"
        case .lower(let name, let now): "set a smaller \(name), now \(now)"
        case .preset(let name): "use the preset \(name)"
        case .train(let name): "train with the preset \(name)"
        case .trainOn(let kind): "train one with \(kind) at 1"
        case .listSettings: "docs/settings.md lists them"
        case .writePair(let example): "write name=value, for example \(example)"
        case .resume: "resume the run"
        case .resumeSlower(let step): "resume from the checkpoint of step \(step) with lower learning rates"
        case .stop: "stop it"
        case .writeCheckpoint: "write a checkpoint of a run that is"
        case .locate(let input): "put the \(input.rawValue) back, or name their new path"
        case .giveMasks: "name a folder of masks when the run begins"
        case .addCaptions: "add captions and audio (docs/data.md)"
        case .repairWithRun: "use it to repair images"
        case .replace: "replace it"
        case .rename: "name another file"
        case .chooseFolder: "name another folder"
        case .chooseEmptyFolder: "name a new or empty folder"
        case .giveMask: "give a mask"
        case .invertMask: "invert the mask"
        case .keepMask: "do not invert the mask"
        case .turnMask: "turn the mask as the photo"
        case .noFeather: "set no feather"
        case .method(let name): "use the method \(name)"
        case .prompt: "give a prompt"
        case .clearPrompt: "leave out the prompt"
        case .leaveOut(let part): "leave out the \(part.rawValue)"
        case .weights(let example): "write weights like \(example)"
        }
    }

    /// The setting or `preset` that it sets, and the value; nil for other actions. A smaller number is the half.
    package var setting: (name: String, value: String)? {
        switch self {
        case .set(let name, let value): (name, value)
        case .setAtMost(let name, let limit): (name, String(limit))
        case .lower(let name, let now) where now > 1: (name, String(now / 2))
        case .preset(let name): ("preset", name)
        default: nil
        }
    }
}
