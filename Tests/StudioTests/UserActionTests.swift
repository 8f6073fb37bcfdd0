import Conditioning
import Datasets
import Evaluation
import Jobs
import Models
import Raster
import Repair
import Runs
import Studio
import Testing

/// What a user can do about an error, as the command line and the studio name it.
@Suite struct UserActionTests {
    /// One of each action.
    static let actions: [UserAction] = [
        .set("channels", to: "3"), .setAtMost("batch_size", 20), .lower("batch_size", now: 64), .preset("modern"),
        .train(preset: "repair"), .trainOn(corruption: "corruption.noise"), .listSettings,
        .writePair(example: "batch_size=64"), .resume(run: "runs/a"), .resumeSlower(checkpoint: 40), .stop,
        .writeCheckpoint, .locate(.data), .locate(.masks), .giveMasks, .addCaptions, .repairWithRun, .replace, .rename,
        .chooseFolder, .chooseEmptyFolder, .giveMask, .invertMask, .keepMask, .turnMask, .noFeather,
        .method("patchmatch"), .prompt, .clearPrompt, .leaveOut(.text), .leaveOut(.audio), .leaveOut(.image),
        .leaveOut(.class), .weights(example: "text=1"),
    ]

    /// Errors whose suggestions have actions, one type or more in each line.
    static let errors: [any UserError] = [
        SettingError.otherChannels(data: "photos", channels: 3, wanted: 1),
        SettingError.batchBeyondData(64, data: "photos", images: 20), SettingError.unknown("x", nearest: []),
        SettingError.notAPair("x"),
        SettingError.contradiction("masks", why: "no masks", suggestion: "\(.preset("repair"))"),
        ConditionError.noClasses(data: "photos"), ConditionError.otherClasses(data: "photos", found: 7, expected: 10),
        ConditionError.unconditional(preset: "modern"), ModalityError.noPairs(data: "photos"),
        ModalityError.notConditional(preset: "modern"), ModalityError.notPretrained(run: "r", step: 1, needed: 2),
        ModalityError.untrained(.text, run: "r"), ModalityError.invalidWeight("x", reason: "no number"),
        ModalityError.noPrompt, RepairError.notAPair("x"), RepairError.everythingDamaged(name: "a.png"),
        RepairError.maskNotTurned(name: "m.png", width: 2, height: 1, expectedWidth: 1, expectedHeight: 2),
        RepairError.noMask(name: "a.png"),
        RepairError.runForOtherTask("r", task: "inpaint", trained: "noise"),
        RepairError.featherWithoutMask, RepairError.nothingKnownInTile(method: "x", width: 1, height: 1),
        RunError.alreadyARun(path: "runs/a"), RunError.busy(path: "runs/a", process: 1),
        CheckpointError.otherPreset(path: "c", found: "modern", expected: "dcgan"),
        CheckpointError.repairs(path: "c", preset: "repair"), CheckpointError.generates(path: "c", preset: "modern"),
        TrainingError.diverged(run: "r", step: 9, checkpoint: 5, rollbacks: 0),
        TrainingError.dataChanged(run: "r", data: "d", expected: "1", found: "2"),
        TrainingError.diskFull(path: "p", run: "r"), ControlError.notTraining(run: "r"), ControlError.ended(run: "r"),
        DataError.moved("d", run: "r", .masks), OutputError.exists("a.png"), OutputError.isNoFolder("a"),
        OutputError.notEmpty("a"), FolderJobError.outIsInput("a"),
        MemoryError.insufficient(
            work: "training", needed: 2, free: .now, advice: "\(.lower("batch_size", now: 64))"),
    ]

    private static func hasFlag(_ line: String) -> Bool { line.contains(/--[a-z]|tessera [a-z]/) }

    @Test(arguments: actions) func `an action has flags on the command line only`(action: UserAction) {
        #expect(!Self.hasFlag(action.words), "\(action.words)")
        #expect(!Self.hasFlag(action.inStudio), "\(action.inStudio)")
        let isSpoken: Bool = if case .listSettings = action { true } else { false }
        #expect(Self.hasFlag(action.onCommandLine) || isSpoken, "\(action.onCommandLine)")
    }

    @Test(arguments: errors.indices) func `an error's line has flags on the command line only`(index: Int) {
        let error = Self.errors[index]
        #expect(!error.suggestion.actions.isEmpty, "\(error)")
        #expect(Self.hasFlag(error.onCommandLine), "\(error.onCommandLine)")
        #expect(!Self.hasFlag(error.description) && !Self.hasFlag(error.inStudio), "\(error.inStudio)")
    }

    /// The names of the error types in the engine and below whose suggestions have actions.
    @Test func `every error type of the engine with an action is among these`() throws {
        let files = try SourceFiles.read("Engine/").files + SourceFiles.read("Raster/").files
        let types = files.filter { $0.text.contains(/: UserError/) && $0.text.contains(#/"[^"\n]*\\\(\.[a-z]/#) }
            .flatMap { $0.text.matches(of: /enum (\w+): UserError/).map { String($0.1) } }
        let tested = Set(Self.errors.map { "\(type(of: $0))" })
        #expect(types.count >= 10 && tested.isSuperset(of: types), "\(Set(types).subtracting(tested))")
    }

    @Test func `no message of the engine is written with a flag or a command`() throws {
        let files = try SourceFiles.read("Engine/").files + SourceFiles.read("Raster/").files
        let lines = files.filter { !$0.path.hasSuffix("RunFile+Writing.swift") }
            .flatMap { $0.text.replacing(/(?m)\/\/.*$/, with: "").split(separator: "\n") }
        let flags = lines.filter { $0.contains(/"[^"]*(--[a-z]|tessera [a-z]+\ )/) }
        // "the version of tessera that" is no command.
        #expect(flags.filter { !$0.contains("of tessera") }.isEmpty, "\(flags)")
    }

    @Test func `a suggestion keeps its words and actions in order`() {
        let suggestion: Suggestion = "mark less, or \(.invertMask) if black marks \("the damage")"
        #expect(suggestion.actions == [.invertMask])
        #expect(suggestion.line(\.inStudio) == "mark less, or invert it with ! if black marks the damage")
        #expect(suggestion.line(\.onCommandLine) == "mark less, or use --invert-mask if black marks the damage")
        #expect(("a" + "; " + suggestion).actions == [.invertMask] && Suggestion("").isEmpty)
    }

    @Test func `a smaller number is offered as the half, one is not`() {
        #expect(UserAction.lower("batch_size", now: 64).setting?.value == "32")
        #expect(UserAction.lower("batch_size", now: 1).setting == nil && UserAction.stop.setting == nil)
    }
}
