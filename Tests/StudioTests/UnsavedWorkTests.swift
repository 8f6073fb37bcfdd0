import Foundation
import Jobs
import Raster
import Render
import Repair
import Runs
import Studio
import Testing

/// Every way out goes through one list of what is not saved.
@Suite struct UnsavedWorkTests {
    private static let image = Bitmap(width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8($0 / 2) })

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout AppModel) -> [Effect] {
        (":" + line).flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func question(_ model: AppModel) -> Question? {
        if case .question(let question) = model.overlay { question } else { nil }
    }

    /// The repair screen with an open image.
    private func opened(_ phase: TrainingStatus.Phase? = nil) throws -> AppModel {
        var model = AppModel(size: Size(width: 100, height: 30))
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .repair })
        if let phase {
            model.shared.isOpen = true
            _ = update(&model, .status(.example(phase: phase)))
        } else {
            model.shared.isIdle = true
        }
        _ = update(
            &model, .taskResult(.repair(.opened(OpenedImage(path: "a/photo.png", image: Self.image), notice: ""))))
        _ = update(&model, .time(1))
        return model
    }

    private func painted(_ phase: TrainingStatus.Phase? = nil) throws -> AppModel {
        var model = try opened(phase)
        _ = press(.character("r"), .enter, .right, .right, .down, .down, .enter, on: &model)
        return model
    }

    private func repaired(_ phase: TrainingStatus.Phase? = nil) throws -> AppModel {
        var model = try painted(phase)
        guard case .backgroundTask(.repair(let request))? = press(.character("R"), on: &model).last else {
            Issue.record("no repair was requested")
            return model
        }
        let outcome = try Repair.run(request.image, mask: request.mask, method: "laplace", threads: 1)
        _ = update(&model, .taskResult(.repair(.finished(request.id, FinishedRepair(outcome)))))
        return model
    }

    @Test func `quitting with a mask or a repair that is not saved asks, and names both`() throws {
        var model = try painted()
        #expect(press(.character("q"), on: &model) == [])
        #expect(question(model)?.detail == "the mask of photo.png is not saved, an autosave keeps it")
        #expect(press(.enter, on: &model) == [] && model.overlay == .none)
        model = try repaired()
        #expect(press(.control("c"), on: &model) == [])
        #expect(
            question(model)?.detail
                == "the repair of photo.png is not saved and will be lost; the mask of photo.png is not saved, an autosave keeps it"
        )
        #expect(press(.character("b"), on: &model) == [] && question(model) != nil)
        #expect(press(.character("y"), on: &model) == [.quit])
    }

    @Test func `the question is asked on every screen, and on one that is too small`() throws {
        for index in 0..<4 {
            var model = try repaired()
            (model.tabIndex, model.shared.size) = (index, Size(width: 40, height: 8))
            #expect(press(.character("q"), on: &model) == [])
            #expect(question(model)?.text == "quit without saving?")
            var images = ImageCache()
            #expect(AppView.draw(model, &images).text.contains("the repair of"))
        }
    }

    @Test func `one question names the training too, and yes stops it before the studio quits`() throws {
        var model = try repaired(.running)
        _ = press(.character("q"), on: &model)
        let asked = try #require(question(model))
        #expect(asked.text == "stop training and quit?")
        #expect(asked.detail.contains("last checkpoint will be written; the repair of photo.png is not saved"))
        #expect(press(.character("y"), on: &model) == [.stopOwn])
        #expect(model.overlay == .quitting && !model.leavesTraining)
    }

    @Test func `what is saved meanwhile leaves the question`() throws {
        var model = try repaired(.running)
        _ = press(.character("q"), on: &model)
        _ = update(&model, .taskResult(.repair(.saved(path: "a/photo.repaired.png", notes: []))))
        #expect(question(model) == .stopping)
        _ = update(&model, .status(.example(phase: .finished)))
        #expect(model.overlay == .none)
        #expect(press(.character("q"), on: &model) == [.quit])
    }

    @Test func `a training can be left in the background`() throws {
        var model = AppModel(size: Size(width: 80, height: 24)), images = ImageCache()
        model.shared.isOpen = true
        _ = update(&model, .status(.example()))
        _ = press(.character("q"), on: &model)
        #expect(AppView.draw(model, &images).text.contains("[b] leave it training in the background"))
        #expect(press(.character("b"), on: &model) == [.stopOwn])
        #expect(model.leavesTraining && model.overlay == .quitting)
        // The hand-over waits for the checkpoint, however long a step is.
        #expect(update(&model, .time(1)) == [] && update(&model, .time(30)) == [])
        #expect(update(&model, .status(.example(phase: .finished))) == [.quit])
    }

    @Test func `a stage that is prepared is asked about, the start of a run is not`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isOpen = true
        _ = update(&model, .status(.example(phase: .preparing("embedding the data"))))
        #expect(press(.character("q"), on: &model) == [])
        #expect(question(model)?.detail.hasPrefix("a stage is being prepared") == true)
        #expect(press(.character("y"), on: &model) == [.stopOwn] && model.overlay == .quitting)
        var status = TrainingStatus()
        status.phase = .preparing("reading fashion-mnist")
        var fresh = AppModel(size: Size(width: 80, height: 24))
        _ = update(&fresh, .status(status))
        #expect(press(.character("q"), on: &fresh) == [.quit])
    }

    @Test func `another image is opened after a question while a mask is not saved`() throws {
        var model = try painted()
        #expect(type("open b.png", on: &model) == [])
        #expect(question(model)?.action == .leave(.image("b.png")))
        #expect(press(.character("n"), on: &model) == [] && model.repair.session?.name == "photo.png")
    }

    @Test func `an interpolation is unsaved until it is saved, samples of a seed are not`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        let sheet = SampleSheet(preset: "modern", step: 4, images: [Self.image], latents: [0, 0], latentDim: 2)
        model.samples.sheets = [sheet]
        model.samples.request = SampleRequest(sources: ["c"], noise: .seed(1, count: 1))
        #expect(model.unsaved.items == [])
        let request = SampleRequest(sources: ["c"], noise: .interpolation(from: [0, 0], to: [1, 1], count: 1))
        model.samples.request = request
        #expect(model.unsaved.items == [.samples("the interpolation")])
        #expect(model.unsaved.lost(by: .run(.openRun("runs/a"))).items.count == 1)
        #expect(model.unsaved.lost(by: .image("a.png")).items == [])
        _ = update(&model, .taskResult(.samplesSaved(request, path: "saved.png", "saved")))
        #expect(model.unsaved.items == [])
    }

    /// The samples screen with an interpolation that is not saved, of the run runs/a.
    private func interpolated() -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        let request = SampleRequest(sources: ["c"], noise: .interpolation(from: [0, 0], to: [1, 1], count: 1))
        let sheet = SampleSheet(preset: "modern", step: 4, images: [Self.image], latents: [2, 2], latentDim: 2)
        (model.samples.run, model.samples.checkpoints) = ("runs/a", [Checkpoint(step: 4, path: "c")])
        (model.samples.mode, model.samples.favorites) = (.interpolation, [3, 3])
        (model.samples.sheets, model.samples.request, model.samples.shown) = ([sheet], request, request)
        return model
    }

    @Test func `an interpolation is replaced by other samples only after a question`() {
        for key: Key in [.character("n"), .character("N"), .character("B"), .character("i")] {
            var model = interpolated()
            model.samples.start = InterpolationStart(latent: [5, 5])
            let before = model.samples.request
            let effects = update(&model, .input(.key(key)))
            #expect(effects == [] && question(model)?.detail == "the interpolation is not saved and will be lost")
            #expect(press(.enter, on: &model) == [] && model.samples.request == before)
            #expect(model.samples.mode == .interpolation && model.samples.seed == 1)
            _ = update(&model, .input(.key(key)))
            guard case .backgroundTask(.generate(let request))? = press(.character("y"), on: &model).first else {
                Issue.record("\(key) generated nothing")
                continue
            }
            #expect(request.noise != before?.noise)
            // What replaced it is asked about again only where it is an interpolation too.
            model = interpolated()
            model.samples.savedRequest = model.samples.request
            model.samples.start = InterpolationStart(latent: [5, 5])
            #expect(update(&model, .input(.key(key))).count == 1 && model.overlay == .none)
        }
    }

    @Test func `a changed prompt or checkpoint replaces an interpolation only after a question`() {
        var before = interpolated()
        before.samples.checkpoints = [Checkpoint(step: 4, path: "c"), Checkpoint(step: 2, path: "b")]
        before.samples.promptSupport = .modalities([.text])
        for line in ["prompt a boot", "older"] {
            var model = before
            #expect(type(line, on: &model) == [], "\(line)")
            #expect(question(model)?.detail == "the interpolation is not saved and will be lost", "\(line)")
            #expect(press(.enter, on: &model) == [] && model.samples.tried == nil && model.samples.checkpoint == 0)
            model = before
            model.samples.savedRequest = model.samples.request
            #expect(type(line, on: &model).count == 1 && model.overlay == .none, "\(line)")
        }
        // The first panel of a comparison has the same frames.
        var model = before
        #expect(press(.character("c"), on: &model).count == 1 && model.overlay == .none)
        #expect(model.unsaved.items == [.samples("the interpolation")])
    }

    @Test func `the samples of a seed and a prompt are no work, and a line says how they are made again`() {
        var model = interpolated(), prompt = SamplePrompt()
        prompt.text = "red boot"
        let request = SampleRequest(sources: ["c"], noise: .seed(7, count: 60), prompts: [prompt])
        (model.samples.mode, model.samples.seed, model.samples.prompt) = (.new, 7, prompt)
        (model.samples.request, model.samples.shown) = (request, request)
        #expect(model.unsaved.items == [])
        let line = "the samples before are there again with seed 7 and the prompt red boot"
        var next = model
        #expect(press(.character("n"), on: &next).count == 1 && next.shared.notice?.text == line)
        next = model
        next.samples.savedRequest = request
        #expect(press(.character("n"), on: &next).count == 1 && next.shared.notice == nil)
        next = model
        #expect(press(.character("q"), on: &next) == [.quit] && next.samples.remaking() == line)
    }

    @Test func `an interpolation is saved as a row, those of a comparison below each other`() throws {
        var model = interpolated()
        let ends: [Float] = [0, 0, 1, 1]
        let request = SampleRequest(
            sources: ["c", "d"], noise: .interpolation(from: [0, 0], to: [1, 1], count: 6))
        let sheet = SampleSheet(
            preset: "modern", step: 4, images: [Bitmap](repeating: Self.image, count: 6),
            latents: ends + ends + ends, latentDim: 2)
        (model.samples.sheets, model.samples.request, model.samples.shown) = ([sheet, sheet], request, request)
        guard case .backgroundTask(.saveSamples(let saved, _, _))? = press(.character("s"), on: &model).last.map({ $0 })
        else {
            Issue.record("nothing is saved")
            return
        }
        #expect(saved.image.width == 6 * 17 - 1 && saved.image.height == 16 + 8 + 16)
        guard case .samples(_, nil, columns: 6) = saved.content else {
            Issue.record("the command does not make a row: \(saved.content)")
            return
        }
    }

    @Test func `what is kept after a signal is named, with how to go on`() throws {
        let folder = NSTemporaryDirectory() + "kept-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let photo = folder + "/photo.png"
        var model = try repaired()
        let done = try #require(model.repair.session)
        var session = RepairSession(OpenedImage(path: photo, image: Self.image))
        (session.editor, session.result) = (done.editor, done.result)
        model.repair.session = session
        let autosave = Autosave(model, isStopped: true)
        #expect(autosave.lines == [])
        autosave.write()
        #expect(
            autosave.lines == [
                "kept the mask of \(photo) as \(folder)/photo.mask.png~; opening the image again recovers it",
                "kept the repair of \(photo) as \(folder)/photo.autosave.repaired.png",
            ])
    }

    @Test func `one frame that is saved does not save its interpolation`() {
        let request = SampleRequest(sources: ["c"], noise: .interpolation(from: [0, 0], to: [1, 1], count: 2))
        #expect(SavedImage(Self.image, name: "f", .samples(request, only: 1, columns: 1)).wholeRequest == nil)
        #expect(SavedImage(Self.image, name: "f", .samples(request, only: nil, columns: 1)).wholeRequest == request)
    }

    @Test func `another run is started, resumed or opened only after a question about samples that are not saved`() {
        func ask(_ model: inout AppModel, _ task: BackgroundTask, _ keys: [Key]) {
            for key in keys { #expect(!update(&model, .input(.key(key))).contains(.backgroundTask(task))) }
            #expect(question(model)?.detail == "the interpolation is not saved and will be lost", "\(task)")
            guard case .leave(.run(let asked))? = question(model)?.action else { return }
            #expect(asked == task)
        }
        var run = RunSummary(path: "runs/b", name: "b", state: .stopped(isDone: false))
        for (isDone, keys, task) in [
            (false, [Key.enter], BackgroundTask.openRun("runs/b")),
            (false, [.character("r")], .resume(run: "runs/b")),
            (true, [.character("r"), .control("u"), .character("5"), .enter], .resume(run: "runs/b", steps: 15)),
        ] as [(Bool, [Key], BackgroundTask)] {
            var model = interpolated()
            model.shared.isIdle = true
            model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
            (run.state, run.step, run.steps) = (.stopped(isDone: isDone), 10, 10)
            _ = update(&model, .taskResult(.runs([run])))
            ask(&model, task, keys)
            #expect(press(.character("y"), on: &model).contains(.backgroundTask(task)))
            // The samples of the same run stay.
            model = interpolated()
            (model.shared.isIdle, model.samples.run) = (true, "runs/b")
            model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
            _ = update(&model, .taskResult(.runs([run])))
            let effects = keys.flatMap { update(&model, .input(.key($0))) }
            #expect(effects.contains(.backgroundTask(task)) && model.overlay == .none)
        }
        // A refused start keeps the form.
        var model = interpolated()
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
        (run.preset, run.data) = ("article", "shapes")
        _ = update(&model, .taskResult(.runs([run])))
        _ = press(.character("d"), on: &model)
        #expect(!press(.enter, on: &model).contains { if case .backgroundTask(.start) = $0 { true } else { false } })
        #expect(question(model)?.text == "start the run and show it?")
        #expect(press(.enter, on: &model) == [])
        guard case .form = model.overlay else {
            Issue.record("the form is gone")
            return
        }
        _ = press(.enter, on: &model)
        let effects = press(.character("y"), on: &model)
        #expect(effects.contains { if case .backgroundTask(.start) = $0 { true } else { false } })
    }

    @Test func `repairing again over a repair that is not saved asks`() throws {
        var model = try repaired()
        #expect(press(.character("R"), on: &model) == [])
        #expect(question(model)?.text == "repair again?")
        #expect(question(model)?.detail == "the repair of photo.png is not saved and will be lost")
        #expect(press(.enter, on: &model) == [] && model.repair.session?.result != nil)
        _ = press(.character("R"), on: &model)
        guard case .backgroundTask(.repair)? = press(.character("y"), on: &model).last else {
            Issue.record("no repair was requested")
            return
        }
        model = try repaired()
        _ = update(&model, .taskResult(.repair(.saved(path: "a/photo.repaired.png", notes: []))))
        #expect(press(.character("R"), on: &model).count == 1 && model.overlay == .none)
    }

    @Test func `undoing a repair asks before it drops a mask that was painted on it`() throws {
        var model = try repaired()
        _ = press(.enter, .enter, .right, .enter, on: &model)
        #expect(press(.character("U"), on: &model) == [])
        #expect(question(model)?.detail == "the mask of photo.png is not saved and will be lost")
        _ = press(.character("y"), on: &model)
        #expect(question(model) == nil && model.repair.session?.result == nil)
    }

    @Test func `a signal keeps the mask and the repair, quitting keeps the mask alone`() throws {
        let folder = NSTemporaryDirectory() + "autosave-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let photo = folder + "/photo.png"
        try ImageWriter.write(Self.image, to: photo)
        var model = try repaired()
        let done = try #require(model.repair.session)
        var session = RepairSession(OpenedImage(path: photo, image: Self.image))
        (session.editor, session.result) = (done.editor, done.result)
        model.repair.session = session
        func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
        Autosave(model, isStopped: false).write()
        #expect(try files() == ["photo.mask.png~", "photo.png"])
        Autosave(model, isStopped: true).write()
        #expect(try files().contains("photo.autosave.repaired.png"))
        let kept = try ImageFile.read(folder + "/photo.autosave.repaired.png").bitmap
        #expect(kept == session.result?.image)
    }

    @Test func `a file is replaced only after a question, by every writer of the studio`() throws {
        let mask = try #require(try painted().repair.session?.editor.mask)
        let product = try #require(try repaired().repair.session?.product)
        let request = SampleRequest(sources: ["c"], noise: .seed(1, count: 1))
        let writers: [BackgroundTask] = [
            .saveMask(mask, path: "f.png", MaskVersion(image: "i.png", revision: 1, isAutosave: false)),
            .saveRepair(product, path: "f.png", replaces: false),
            .saveSamples(
                SavedImage(Self.image, name: "f", .samples(request, only: nil, columns: 1)), path: "f.png"),
        ]
        for task in writers {
            #expect(task.newFiles.first == "f.png" && task.replacing.newFiles == [] && task.replacing != task)
            var model = AppModel(size: Size(width: 80, height: 24))
            _ = update(&model, .taskResult(.exists(path: "f.png", task.replacing)))
            #expect(press(.enter, on: &model) == [] && model.overlay == .none)
            _ = update(&model, .taskResult(.exists(path: "f.png", task.replacing)))
            #expect(press(.character("y"), on: &model) == [.backgroundTask(task.replacing)])
        }
        let autosave = MaskVersion(image: "i.png", revision: 1, isAutosave: true)
        #expect(BackgroundTask.saveMask(mask, path: "f.png~", autosave).newFiles == [])
        #expect(writers.map(\.newFiles) == [["f.png"], ["f.png", "f.mask.png"], ["f.png"]])
        // The files that the command of an image needs lie beside it, and are asked about too.
        var sample = SamplePrompt()
        sample.image = .sample(Self.image, number: 1)
        let favorites = SampleRequest(sources: ["c"], noise: .latents([0, 1]), prompts: [sample])
        #expect(
            SavedImage(Self.image, name: "f", .samples(favorites, only: nil, columns: 1)).files(at: "d/f.png") == [
                "d/f.png", "d/f.latents.safetensors", "d/f.image-prompt.png",
            ])
        // An interpolation between two image prompts has a file for each.
        var other = SamplePrompt()
        other.image = .sample(Bitmap(width: 1, height: 1, channels: 1, pixels: [7]), number: 2)
        let ends = SampleRequest(
            sources: ["c"], noise: .seed(1, count: 1), prompts: [sample], startPrompt: other)
        #expect(
            SavedImage(Self.image, name: "f", .samples(ends, only: nil, columns: 1)).files(at: "f.png")
                == ["f.png", "f.image-prompt.png", "f.image-prompt-2.png"])
    }

    @Test func `a file that is not a mask does not become one`() throws {
        let mask = try #require(try painted().repair.session?.editor.mask)
        #expect(throws: ImageError.maskEnding(path: "/nowhere/NOTES.md")) {
            try MaskFile.write(mask, to: "/nowhere/NOTES.md")
        }
        #expect(throws: ImageError.maskEnding(path: "/nowhere/m.jpg")) {
            try MaskFile.write(mask, to: "/nowhere/m.jpg")
        }
    }
}
