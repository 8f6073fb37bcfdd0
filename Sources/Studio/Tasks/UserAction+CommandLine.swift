package import Raster

extension UserAction {
    /// As the command line names it: by its flags and commands. Every error that a command prints is put together with it.
    package var onCommandLine: String {
        switch self {
        case .set(let name, let value): "give --set \(name)=\(value)"
        case .setAtMost(let name, let limit): "give --set \(name)=\(limit) or less"
        case .lower(let name, let now): "give a smaller --set \(name)=, now \(now)"
        case .preset(let name): "give --preset \(name)"
        case .train(let name): "train with --preset \(name)"
        case .trainOn(let kind): "train one with --set \(kind)=1"
        case .listSettings: "`tessera settings` lists them"
        case .writePair(let example): "write --set name=value, for example --set \(example)"
        case .resume(let run): "resume it: " + CommandText.of(["train", "--resume", "--run", run])
        case .resumeSlower: words + " (--resume --set generator.learning_rate=...)"
        case .stop: "end it with `tessera control RUN stop`"
        case .writeCheckpoint: words + ": tessera control RUN checkpoint"
        case .locate(let input): "give the new path with --\(input.rawValue)"
        case .giveMasks: "give --masks FOLDER when the run begins"
        case .addCaptions: "add captions and audio with `tessera data pair`"
        case .repairWithRun: "use it with `tessera repair IMAGE --method RUN`"
        case .replace: "give --force to replace it"
        case .rename: "give another --out"
        case .chooseFolder: "give another folder as --out"
        case .chooseEmptyFolder: "give a new or empty folder, or --force to write into it"
        case .giveMask: "give --mask PNG"
        case .invertMask: "use --invert-mask"
        case .keepMask: "leave --invert-mask out"
        case .turnMask: "give --turn-mask to turn the mask as the photo"
        case .noFeather: "leave --feather out"
        case .method(let name): "use --method \(name)"
        case .prompt: "give --text, --audio or --image"
        case .clearPrompt: "leave out --text, --audio and --image"
        case .leaveOut(let part): "leave out --\(part.rawValue)"
        case .weights(let example): "write it like --weights \(example)"
        }
    }
}

extension UserError {
    /// The error's line for a command.
    package var onCommandLine: String { UserMessage(self).line(\.onCommandLine) }
}
