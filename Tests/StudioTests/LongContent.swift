import Conditioning
import Foundation
import Jobs
import Raster
import Render
import Repair
import Runs
import Studio
import Training

/// Every screen, box and question of the studio with long names and long sentences.
///
/// `models` and `questions` switch over all cases, so that a new context or a new question does not compile before it is listed here.
enum LongContent {
    static let name =
        "portraits-of-a-winter-2026-cropped-and-cleaned-twice-with-every-second-left-out-" + "final-version-b"
    static let path = "/home/somebody/data/pictures/" + name + "/" + name
    /// Ends with a word of its own, so that a test can see whether all of it is shown.
    static func sentence(_ end: String) -> String {
        "The newest checkpoint of this run ends in the middle of the weights of the discriminator, and the one before it was written "
            + "by another version of the program, so training continues from step 12,000, which is 1,500 steps earlier; "
            + end
    }

    private static let image = Bitmap(width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8($0 / 2) })

    /// Models that show the context, each with a name.
    static func models(_ context: KeyContext, _ size: Size, ascii: Bool) throws -> [(name: String, model: AppModel)] {
        var model = AppModel(size: size, ascii: ascii)
        (model.shared.isOpen, model.shared.status) = (true, status(.running))
        switch context {
        case .training: return training(model)
        case .samples: return samples(model)
        case .runs: return runs(model)
        case .watch: return try watch(size, ascii)
        case .repair, .paint, .compare, .methods: return try repairs(model).filter { $0.model.context == context }
        case .events:
            model.overlay = .events(top: nil)
            return [("", model)]
        case .messages:
            for i in 0..<9 { model.shared.notify(sentence("\(i)")) }
            model.overlay = .messages(top: nil)
            return [("", model)]
        case .settings:
            return model.shared.status.liveSettings.indices.map { row in
                var adjustment = Adjustment()
                (adjustment.row, adjustment.draft) = (row, "0.00001234567")
                return ("setting \(row)", with(.settings(adjustment), model))
            }
        case .themes: return [("", with(.themes(before: 0), model))]
        case .commandLine: return commandLines(model)
        case .palette: return [("", with(.palette(CommandPalette()), model))]
        case .filter:
            model.shared.filters[.runs] = TextField(name)
            (model.tabIndex, model.shared.isFiltering) = (index(.runs, model), true)
            return [("", model)]
        case .form: return form(model)
        case .help:
            return model.tabs.indices.map {
                model.tabIndex = $0
                return (model.tabs[$0].title, with(.help(top: 0), model))
            }
        case .question: return questions.map { ($0.title, with(.question($0), model)) }
        case .moreSteps:
            return [
                ("", with(.moreSteps(MoreSteps(run: path, name: name, step: 1_234_567, steps: nil)), model))
            ]
        case .quitting: return [("", with(.quitting, model))]
        }
    }

    /// A question of every kind.
    static let questions: [Question] = [
        .stopping, question(.delete(run: path)), question(.replace(.openImage(path))), question(.replaceRepairs),
        question(.turnMask(path: path)), .stop(RunSummary(path: path, name: name, state: .training("running"))),
    ]

    /// The number of kinds of questions; a new kind belongs into `questions` too.
    static let kinds = 6
    static func kind(_ action: Question.ConfirmedAction) -> Int {
        switch action {
        case .leave: 0
        case .delete: 1
        case .replace: 2
        case .replaceRepairs: 3
        case .turnMask: 4
        case .stop: 5
        }
    }

    private static func question(_ action: Question.ConfirmedAction) -> Question {
        Question(
            title: "question", text: sentence("what now?"), detail: sentence(path + " will be lost."),
            yes: "do it, and lose what is not saved", no: "keep everything as it is", action: action)
    }

    // MARK: - Parts

    private static func with(_ overlay: Overlay, _ model: AppModel) -> AppModel {
        var model = model
        model.overlay = overlay
        return model
    }

    private static func index(_ context: KeyContext, _ model: AppModel) -> Int {
        model.tabs.firstIndex { $0.contexts[0] == context } ?? 0
    }

    static func status(_ phase: TrainingStatus.Phase) -> TrainingStatus {
        var status = TrainingStatus.example(phase: phase)
        (status.run, status.preset, status.data) = (name, "conditional-repair", path)
        status.folder = path
        for tag in ["gradient/generator", "gradient/discriminator", "probability/real", "probability/fake"] {
            status.curves[tag] = status.generatorLoss
        }
        status.log(sentence("first."), isWarning: true)
        status.log(sentence("second."))
        return status
    }

    private static func training(_ model: AppModel) -> [(String, AppModel)] {
        let phases: [TrainingStatus.Phase] = [
            .running, .paused, .stopping, .finished, .preparing(sentence("prepared.")),
            .failed(UserMessage(sentence("failed."))),
            .unknown(sentence("unknown.")),
        ]
        var models: [(String, AppModel)] = []
        func add(_ name: String, _ change: (inout AppModel) -> Void) {
            var model = model
            change(&model)
            models.append((name, model))
        }
        for phase in phases { add("\(phase)") { $0.shared.status = status(phase) } }
        add("preparing, no curves") {
            $0.shared.status = TrainingStatus()
            $0.shared.status.phase = .preparing(sentence("prepared."))
        }
        add("another's") { ($0.shared.status, $0.shared.showsOther) = (status(.finished), true) }
        add("idle") { $0.shared.isIdle = true }
        add("too small") { $0.shared.size = Size(width: 40, height: 10) }
        add("too small, a question") {
            ($0.shared.size, $0.overlay) = (Size(width: 40, height: 20), .question(.stopping))
        }
        add("frames") { $0.frames = FrameLog() }
        add("toasts") { model in for i in 0..<3 { model.shared.notify(sentence("toast \(i).")) } }
        for issue in TrainingIssue.allCases {
            add("\(issue)") { $0.shared.status.diagnostics = [Diagnostic(issue, sentence("seen."))] }
        }
        add("scores to come") { $0.shared.status.scorePreparation = ("training the classifier of the scores", 0.42) }
        for count in 1...2 {
            add("\(count) scores") { model in
                let scores = (1...count).map { ScorePoint(step: 100_000 * $0, frechet: 123.4, samples: 10_000) }
                (model.shared.status.scores, model.shared.status.best) = (scores, scores.last)
            }
        }
        for kind in 0..<6 {
            add("curves \(kind)") { ($0.training.curves.kind, $0.shared.scaling) = (kind, .logarithmic) }
            add("curves \(kind) at the cursor") {
                ($0.training.curves.kind, $0.training.curves.cursor) = (kind, 1_234)
                $0.training.curves.window = 1000...2000
            }
        }
        return models
    }

    private static func samples(_ model: AppModel) -> [(String, AppModel)] {
        var model = model, models: [(String, AppModel)] = []
        model.tabIndex = index(.samples, model)
        func add(_ name: String, _ change: (inout AppModel) -> Void) {
            var model = model
            change(&model)
            models.append((name, model))
        }
        add("no run") { $0.shared.isIdle = true }
        add("loading") { $0.samples.isLoading = true }
        add("no checkpoint") { _ in }
        add("no prompt") { $0.samples.promptSupport = .modalities([.text, .audio, .image]) }
        var prompt = SamplePrompt()
        (prompt.text, prompt.sound, prompt.image) = (sentence("drawn."), path, .file(path))
        func sheet(_ prompt: SamplePrompt = SamplePrompt()) -> SampleSheet {
            SampleSheet(
                preset: "conditional-repair", step: 1_234_567, images: [Bitmap](repeating: image, count: 60),
                latents: (0..<60).map(Float.init), latentDim: 1, prompt: prompt)
        }
        for count in 1...4 {
            add("\(count) sheets") { model in
                model.samples.promptSupport = .modalities([.text, .audio, .image])
                model.samples.prompt = prompt
                model.samples.sheets = (0..<count).map { sheet(prompt.ablations[min($0, 3)]) }
                (model.samples.start, model.samples.favorites) = (InterpolationStart(latent: [0]), [0, 1, 2])
            }
        }
        for count in 1...2 {
            add("single of \(count)") { model in
                model.samples.sheets = [SampleSheet](repeating: sheet(), count: count)
                model.samples.isSingle = true
                model.samples.neighbours = (0..<8).map { Neighbour(image: image, distance: 12.34 + Double($0)) }
            }
        }
        let found = (0..<12).map { FoundImage(image: image, caption: sentence("image \($0)."), score: 0.73) }
        add("search") {
            $0.samples.promptSupport = .modalities([.text])
            $0.samples.prompt = prompt
            $0.samples.view = .search(
                SearchResults(prompt: prompt, images: found, searched: 1_234_567, milliseconds: 1234.5))
        }
        add("map") {
            let vectors = (0..<12 * EmbeddingSpace.dimension).map { Float($0 % 7) }
            $0.samples.view = .embeddingMap(DataMap(images: found, map: EmbeddingMap(vectors)))
        }
        return models
    }

    private static func runs(_ model: AppModel) -> [(String, AppModel)] {
        var model = model
        model.tabIndex = index(.runs, model)
        var empty = model
        empty.shared.runs.folder = path
        let states: [RunSummary.State] = [
            .training("paused"), .training("preparing"), .stopped(isDone: true), .stopped(isDone: false),
            .broken(sentence("broken.")),
        ]
        let all = states.enumerated().map { i, state in
            var run = RunSummary(path: "\(path)-\(i)", name: "\(name)-\(i)", state: state)
            (run.preset, run.data, run.step, run.steps) = ("conditional-repair", path, 12_345_678, 123_456_789)
            run.score = 123.456
            run.curves = ["loss/generator": model.shared.status.generatorLoss]
            return run
        }
        var full = model
        _ = update(&full, .taskResult(.runs(all)))
        var marked = full
        marked.shared.runs.marked = Set(all.map(\.path))
        return [("empty", empty), ("runs", full), ("marked", marked)]
    }

    private static func watch(_ size: Size, _ ascii: Bool) throws -> [(String, AppModel)] {
        let folder = NSTemporaryDirectory() + "tessera-whole-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var model = AppModel(size: size, ascii: ascii, tabs: [.watch])
        model.watch.folder = path
        var empty = model
        for log in ["a", "b", "c"] {
            let path = "\(folder)/\(log)-\(name)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let log = try EventLog(folder: path)
            for step in 0..<20 { try log.scalar("train/\(name)", 1 / Float(step + 1), step: step) }
            let png = try PNG.encode(image)
            try log.image("image/\(name)", png: png, width: 16, height: 16, channels: 1, step: 1)
            try log.flush()
        }
        var logs = try LogWatcher(folder).refresh()
        logs.problems = (0..<3).map { sentence("problem \($0).") }
        _ = update(&empty, .taskResult(.watched(LogView())))
        _ = update(&model, .taskResult(.watched(logs)))
        var images = model, cursor = model
        (images.watch.row, cursor.watch.curves.cursor) = (1, 12)
        return [("empty", empty), ("curves", model), ("cursor", cursor), ("images", images)]
    }

    private static func repairs(_ model: AppModel) throws -> [(name: String, model: AppModel)] {
        var model = model, models: [(String, AppModel)] = []
        model.tabIndex = index(.repair, model)
        func add(_ name: String, _ model: AppModel) { models.append((name, model)) }
        var list = model
        list.repair.folder = path
        let files = (0..<3).map { ImageEntry("\(name)-\($0).png", size: 123_456_789) }
        _ = update(&list, .taskResult(.repair(.files(folder: path, files))))
        add("files", list)
        _ = update(
            &list, .taskResult(.repair(.preview("\(path)/\(files[0].name)", .unreadable(sentence("unreadable."))))))
        list.repair.opening = path
        add("unreadable", list)

        var opened = model
        _ = update(
            &opened,
            .taskResult(.repair(.opened(OpenedImage(path: "\(path).png", image: image), notice: sentence("opened.")))))
        _ = update(&opened, .time(9))
        for key in [Key.character("r"), .enter, .right, .right, .down, .down, .enter] {
            _ = update(&opened, .input(.key(key)))
        }
        for method in RepairMethods.all.map(\.name) + [RepairMethods.auto, path] {
            var other = opened
            other.repair.method = method
            add("painting for \(method)", other)
        }
        var folder = opened
        _ = update(&folder, .input(.key(.character("*"))))
        folder.repair.folderRepair?.tally = .init(total: 12_345, done: 1_234, present: 10, failed: 123)
        folder.shared.now = 100
        add("repairing the folder", folder)
        _ = update(&opened, .input(.key(.character("R"))))
        add("repair begins", opened)
        guard let id = opened.repair.session?.job?.id, let editor = opened.repair.session?.editor else { return models }
        _ = update(
            &opened,
            .taskResult(.repair(.progress(id, stage: "copying texture from around the hole", fraction: 0.1))))
        opened.shared.now = 100
        for step in 1...3 {
            let point = FitPoint(step: step, training: 9, validation: 9)
            _ = update(&opened, .taskResult(.repair(.fitPoint(id, point))))
        }
        add("repairing", opened)
        for method in ["auto", "laplace"] {
            let outcome = try Repair.run(image, mask: editor.mask.mask, method: method, threads: 1)
            var done = opened
            _ = update(&done, .taskResult(.repair(.finished(id, FinishedRepair(outcome)))))
            add("repaired by \(method)", done)
            _ = update(&done, .input(.key(.character("w"))))
            add("wipe", done)
            _ = update(&done, .input(.key(.enter)))
            add("continued", done)
        }
        _ = update(&opened, .input(.key(.character("X"))))
        opened.repair.method = path
        _ = update(&opened, .input(.key(.character("c"))))
        add("first of the methods", opened)
        for method in ["laplace", "patchmatch"] {
            guard let id = opened.repair.session?.comparison?.job?.id else { break }
            let outcome = try Repair.run(image, mask: editor.mask.mask, method: method, threads: 1)
            _ = update(&opened, .taskResult(.repair(.finished(id, FinishedRepair(outcome)))))
        }
        add("methods side by side", opened)
        if let id = opened.repair.session?.comparison?.job?.id {
            _ = update(&opened, .taskResult(.repair(.ended(id, sentence("failed.")))))
        }
        for _ in 0..<9 {
            _ = update(&opened, .input(.key(.right)))
            add("selected", opened)
        }
        return models
    }

    private static func commandLines(_ model: AppModel) -> [(String, AppModel)] {
        let lines = ["", "set ", "tab ", "theme ", "prompt " + sentence("typed.")]
        return model.tabs.indices.flatMap { tab in
            lines.map { line in
                var model = model
                model.tabIndex = tab
                return ("\(tab) :\(line)", with(.commandLine(CommandLineState(line)), model))
            }
        }
    }

    private static func form(_ model: AppModel) -> [(String, AppModel)] {
        var model = model
        model.shared.isIdle = true
        model.tabIndex = index(.runs, model)
        _ = update(&model, .input(.key(.control("n"))))
        guard case .form(let form) = model.overlay else { return [] }
        var models: [(String, AppModel)] = form.fields.indices.map { row in
            var form = form
            form.row = row
            return ("field \(row)", with(.form(form), model))
        }
        for row in [1, 3, 5, form.fields.count - 1] {
            var form = form
            form.row = row
            var wrong = with(.form(form), model)
            _ = update(&wrong, .input(.paste(path)))
            models.append(("wrong \(row)", wrong))
        }
        return models
    }
}
