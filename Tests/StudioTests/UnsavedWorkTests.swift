import Jobs
import Raster
import Render
import Repair
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
