import Engine
import Raster
import Render
import Studio
import Testing

/// What samples are asked for by: the line over them, the errands it leads to, and what comes of them.
@Suite struct WishTests {
    private static let path = "runs/m/checkpoints/step-00000100.safetensors"

    /// The samples screen over a run that can be asked, with one sheet of four.
    private func model(_ asking: Asking = .by([.text, .audio, .image]), width: Int = 100) -> Model {
        var model = Model(size: Size(width: width, height: 30))
        model.isOpen = true
        model.status.folder = "runs/m"
        model.tabIndex = model.tabs.firstIndex { $0.place == .samples } ?? 0
        _ = update(&model, .time(1))
        let checkpoint = Checkpoint(step: 100, path: Self.path)
        _ = update(&model, .errand(.samplesOf(run: "runs/m", checkpoints: [checkpoint], pins: [], asking: asking)))
        answer(&model)
        return model
    }

    private static func picture(_ level: UInt8) -> Bitmap { Bitmap(width: 8, height: 8, channels: 1, pixels: [UInt8](repeating: level, count: 64)) }

    /// Brings the sheets that the model has asked for.
    private func answer(_ model: inout Model) {
        guard let order = model.samples.order else { return }
        let sheets = order.wishes.map { wish in
            SampleSheet(preset: "multimodal", step: 100, pictures: (0..<4).map { Self.picture(UInt8($0 * 60)) }, latents: [0, 1, 2, 3], latent: 1,
                        wish: wish)
        }
        _ = update(&model, .errand(.drawn(order, sheets)))
    }

    private func press(_ keys: Key..., on model: inout Model) -> [Effect] { keys.flatMap { update(&model, .input(.key($0))) } }

    private func type(_ line: String, on model: inout Model) -> [Effect] {
        line.flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func text(_ model: Model) -> String {
        var pictures = PictureMemo()
        return Screen.draw(model, model.size, model.theme, &pictures).text
    }

    private func drawn(_ effects: [Effect]) -> SampleOrder? {
        if case .errand(.draw(let order)) = effects.last { order } else { nil }
    }

    @Test func `a run that can be asked says how, any other says nothing`() {
        #expect(text(model()).contains("/ type what to draw   a: say it by a sound   d: more like the selected one"))
        #expect(!text(model(.never)).contains("type what to draw"))
    }

    @Test func `what is typed is what is drawn, and it can be typed on`() {
        var model = model()
        #expect(press(.character("/"), on: &model) == [])
        let order = drawn(type("red  ankle boot", on: &model))
        #expect(order?.wishes.map(\.text) == ["red ankle boot"])
        #expect(order?.noise == .seed(1, count: 60))
        answer(&model)
        #expect(text(model).contains("as asked"))
        #expect(text(model).contains("/ red ankle boot"))
        _ = press(.character("/"), on: &model)
        #expect(drawn(type("s", on: &model))?.wishes.map(\.text) == ["red ankle boots"])
    }

    @Test func `no words take the asking back`() {
        var model = model()
        _ = type("/boot", on: &model)
        let effects = press(.character("/"), .control("u"), on: &model) + type("describe ", on: &model)
        #expect(drawn(effects)?.wishes == [SampleWish()])
        _ = type("/boot", on: &model)
        #expect(drawn(press(.character("u"), on: &model))?.wishes == [SampleWish()])
    }

    @Test func `a sound and a sample join the words, each under its name`() {
        var model = model()
        _ = type("/boot", on: &model)
        _ = press(.character("a"), on: &model)
        #expect(drawn(type("sounds/word.wav", on: &model))?.wishes.first?.sound == "sounds/word.wav")
        answer(&model)
        let order = drawn(press(.right, .character("d"), on: &model))
        #expect(order?.wishes.first?.picture == .sample(Self.picture(60), number: 2))
        answer(&model)
        #expect(text(model).contains("/ boot   ♪ word.wav   ≈ sample 2"))
    }

    @Test func `muting draws beside it without each part, with the same noise`() {
        var model = model()
        #expect(press(.character("m"), on: &model) == [])
        #expect(model.notice?.text.hasPrefix("nothing is asked for yet") == true)
        _ = type("/boot", on: &model)
        _ = press(.character("a"), on: &model)
        _ = type("word.wav", on: &model)
        answer(&model)
        let before = model.samples.order?.noise
        let order = drawn(press(.character("m"), on: &model))
        #expect(order?.wishes.map(\.parts) == [[.text, .audio], [.audio], [.text]])
        #expect(order?.noise == before)
        answer(&model)
        let text = text(model)
        #expect(text.contains("as asked") && text.contains("without the words") && text.contains("without the sound"))
        #expect(drawn(press(.character("m"), on: &model))?.wishes.count == 1)
    }

    @Test func `a run without sounds takes none`() {
        var model = model(.by([.text, .image]))
        #expect(press(.character("a"), on: &model) == [])
        #expect(model.notice?.text == "this run has learned no sounds")
    }

    @Test func `a run that cannot be asked says which can`() {
        var model = model(.never)
        for key in "/admfv" {
            #expect(press(.character(key), on: &model) == [])
            #expect(model.notice?.text == "this run draws without being asked; train one with the preset multimodal", "\(key)")
        }
    }

    @Test func `while a run is being opened nothing is said of what it can be asked`() {
        var model = Model(size: Size(width: 100, height: 30))
        model.isIdle = true
        model.tabIndex = model.tabs.firstIndex { $0.place == .samples } ?? 0
        #expect(press(.character("a"), on: &model) == [])
        #expect(model.notice?.text == "open a run first: 3 lists them")
        model.isIdle = false
        #expect(press(.character("a"), on: &model) == [])
        #expect(model.notice?.text == "the run is still being prepared")
        model.status.folder = "runs/m"
        #expect(update(&model, .time(1)) == [.errand(.openSamples(run: "runs/m"))])
        #expect(press(.character("a"), on: &model) == [])
        #expect(model.notice?.text == "the run is being opened; ask again in a moment")
    }

    @Test func `a run that has only begun is looked at again until it can be asked`() {
        var model = model(.later(step: 1500))
        #expect(press(.character("/"), on: &model) == [])
        #expect(model.notice?.text == "this run still learns what words mean; ask after step 1,500")
        #expect(update(&model, .time(2)) == [])
        #expect(update(&model, .time(3)) == [.errand(.openSamples(run: "runs/m"))])
        #expect(update(&model, .time(9)) == [], "one look at a time")
        let older = Checkpoint(step: 100, path: Self.path), newer = Checkpoint(step: 2000, path: "runs/m/checkpoints/step-00002000.safetensors")
        let effects = update(&model, .errand(.samplesOf(run: "runs/m", checkpoints: [newer, older], pins: [], asking: .by([.text, .image]))))
        #expect(drawn(effects)?.sources == [newer.path])
        #expect(drawn(type("/boot", on: &model))?.wishes.map(\.text) == ["boot"])
        #expect(update(&model, .time(99)) == [])
    }

    @Test func `a run without a checkpoint is drawn as soon as there is one`() {
        var model = Model(size: Size(width: 100, height: 30))
        (model.isOpen, model.status.folder) = (true, "runs/m")
        model.tabIndex = model.tabs.firstIndex { $0.place == .samples } ?? 0
        _ = update(&model, .time(1))
        for time in [2.0, 5, 8] {
            #expect(update(&model, .errand(.samplesOf(run: "runs/m", checkpoints: [], pins: [], asking: .unknown))) == [])
            #expect(model.notice == nil)
            #expect(text(model).contains("no checkpoint yet: samples come with the first one"))
            #expect(update(&model, .time(time)) == (time == 2 ? [] : [.errand(.openSamples(run: "runs/m"))]))
        }
        let first = Checkpoint(step: 100, path: Self.path)
        #expect(drawn(update(&model, .errand(.samplesOf(run: "runs/m", checkpoints: [first], pins: [], asking: .never))))?.sources == [first.path])
    }

    @Test func `the pictures of the data that fit are found, and new words look again`() {
        var model = model()
        _ = type("/boot", on: &model)
        answer(&model)
        #expect(press(.character("f"), on: &model) == [.errand(.find(model.samples.wish, checkpoint: Self.path, run: "runs/m"))])
        let found = FoundPicture(picture: Self.picture(200), caption: "an ankle boot", score: 0.913)
        _ = update(&model, .errand(.found(Finds(wish: model.samples.wish, pictures: [found], among: 60_000, milliseconds: 7.26))))
        let text = text(model)
        for words in ["in the data", "60,000 pictures in 7.3 ms", "1  0.91", "an ankle boot"] { #expect(text.contains(words), "\(words)") }
        guard case .errand(.find(let wish, _, _)) = type("/shirt", on: &model).last else {
            Issue.record("new words did not look again")
            return
        }
        #expect(wish.text == "bootshirt")
        _ = press(.character("f"), on: &model)
        #expect(model.samples.sight == .samples)
    }

    @Test func `what comes for an older wish is not shown`() {
        var model = model()
        _ = type("/boot", on: &model)
        _ = update(&model, .errand(.found(Finds(wish: SampleWish(), pictures: [], among: 1, milliseconds: 1))))
        #expect(model.samples.sight == .samples)
    }

    @Test func `the map shows pictures where they lie, and what is asked for`() {
        var model = model()
        #expect(press(.character("v"), on: &model) == [.errand(.map(SampleWish(), checkpoint: Self.path, run: "runs/m"))])
        // Two heaps along the first axis.
        let E = JointSpace.extent
        var vectors: [Float] = []
        for i in 0..<40 { vectors += (0..<E).map { $0 == 0 ? (i % 2 == 0 ? 1 : -1) : $0 == 1 ? Float(i % 5) * 0.01 : 0 } }
        let map = JointMap(vectors)
        let pictures = (0..<40).map { FoundPicture(picture: Self.picture($0 % 2 == 0 ? 255 : 0), caption: "") }
        _ = update(&model, .errand(.mapped(DataMap(pictures: pictures, map: map, wish: map.place(of: Array(vectors[..<E]))))))
        let text = text(model)
        #expect(text.contains("map of the data") && text.contains("◆"))
        _ = press(.character("v"), on: &model)
        #expect(model.samples.sight == .samples)
    }
}
