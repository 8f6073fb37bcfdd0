import Conditioning
import Raster
import Render
import Runs
import Studio
import Testing

/// Prompts on the samples screen: the line above the samples, the background tasks, and their results.
@Suite struct PromptTests {
    private static let path = "runs/m/checkpoints/step-00000100.safetensors"

    /// The samples screen over a run that supports prompts, with one sheet of four.
    private func model(_ support: PromptSupport = .modalities([.text, .audio, .image]), width: Int = 100) -> AppModel {
        var model = AppModel(size: Size(width: width, height: 30))
        model.shared.isOpen = true
        model.shared.status.folder = "runs/m"
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        _ = update(&model, .time(1))
        let checkpoint = Checkpoint(step: 100, path: Self.path)
        _ = update(
            &model, .taskResult(.samples(SampleFiles(run: "runs/m", checkpoints: [checkpoint], promptSupport: support)))
        )
        answer(&model)
        return model
    }

    private static func image(_ level: UInt8) -> Bitmap {
        Bitmap(width: 8, height: 8, channels: 1, pixels: [UInt8](repeating: level, count: 64))
    }

    /// Answers the request for samples.
    private func answer(_ model: inout AppModel) {
        guard let request = model.samples.request else { return }
        let sheets = request.prompts.map { prompt in
            SampleSheet(
                preset: "multimodal", step: 100, images: (0..<4).map { Self.image(UInt8($0 * 60)) },
                latents: [0, 1, 2, 3], latentDim: 1,
                prompt: prompt)
        }
        _ = update(&model, .taskResult(.generated(request, sheets)))
    }

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout AppModel) -> [Effect] {
        line.flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    private func generated(_ effects: [Effect]) -> SampleRequest? {
        if case .backgroundTask(.generate(let request)) = effects.last { request } else { nil }
    }

    @Test func `a run that supports prompts shows how to set one`() {
        #expect(text(model()).contains("/ type a text prompt   A: sound file as prompt   P: selected sample as prompt"))
        #expect(!text(model(.none)).contains("type a text prompt"))
    }

    @Test func `the typed text is the prompt, and can be edited`() {
        var model = model()
        #expect(press(.character("/"), on: &model) == [])
        let request = generated(type("red  ankle boot", on: &model))
        #expect(request?.prompts.map(\.text) == ["red ankle boot"])
        #expect(request?.noise == .seed(1, count: 60))
        answer(&model)
        #expect(text(model).contains("prompt  multimodal"))
        #expect(text(model).contains("/ red ankle boot"))
        _ = press(.character("/"), .end, on: &model)
        #expect(generated(type("s", on: &model))?.prompts.map(\.text) == ["red ankle boots"])
        _ = press(.character("/"), on: &model)
        #expect(generated(type("bag", on: &model))?.prompts.map(\.text) == ["bag"])
    }

    @Test func `a refused prompt is dropped, the samples keep their title, and a later sound is tried without it`() {
        var model = model()
        _ = type("/boot", on: &model)
        answer(&model)
        _ = press(.character("/"), .end, on: &model)
        _ = type(" zebra", on: &model)
        #expect(text(model).contains("/ boot zebra") && model.samples.prompt.text == "boot")
        _ = update(&model, .taskResult(.promptFailed("no part of this text occurs in the run's captions")))
        #expect(text(model).contains("/ boot") && !text(model).contains("zebra"))
        _ = press(.character("A"), on: &model)
        let prompt = generated(type("word.wav", on: &model))?.prompts.first
        #expect(prompt?.text == "boot" && prompt?.sound == "word.wav")
    }

    @Test func `the title names the seed of the samples that are shown, not of those to come`() {
        var model = model()
        _ = press(.character("n"), on: &model)
        #expect(text(model).contains("seed 1") && !text(model).contains("seed 2"))
        answer(&model)
        #expect(text(model).contains("seed 2"))
    }

    @Test func `words that were not understood are listed beside the prompt`() {
        var model = model()
        _ = type("/boot", on: &model)
        guard let request = model.samples.request else { return }
        let sheet = SampleSheet(
            preset: "multimodal", step: 100, images: [Self.image(0)], latents: [0], latentDim: 1,
            prompt: request.prompts[0], unknown: ["zebra", "sunglasses"])
        _ = update(&model, .taskResult(.generated(request, [sheet])))
        #expect(text(model).contains("unknown: zebra, sunglasses"))
    }

    @Test func `weights are part of the prompt, and a wrong one is refused`() {
        var model = model()
        _ = type("/boot", on: &model)
        _ = press(.character("%"), on: &model)
        #expect(generated(type("text=0.5", on: &model))?.prompts.first?.weights == [.text: 0.5])
        answer(&model)
        #expect(text(model).contains("/ boot x0.5"))
        _ = press(.character("%"), on: &model)
        #expect(generated(type("=1", on: &model)) == nil)
        #expect(model.samples.prompt.weights == [.text: 0.5])
    }

    @Test func `with another prompt, i interpolates from the marked prompt to the new one`() {
        var model = model()
        _ = type("/boot", on: &model)
        answer(&model)
        _ = press(.character(" "), on: &model)
        _ = press(.character("/"), .end, on: &model)
        _ = type("s", on: &model)
        answer(&model)
        let request = generated(press(.character("i"), on: &model))
        #expect(request?.startPrompt?.text == "boot" && request?.prompts.map(\.text) == ["boots"])
        #expect(request?.ends?.text == "1:1-1:1")
    }

    @Test func `a comparison is saved with all its panels`() {
        var model = model()
        _ = type("/boot", on: &model)
        answer(&model)
        _ = press(.character("C"), on: &model)
        answer(&model)
        guard case .backgroundTask(.saveSamples(let panels, let path, _))? = press(.character("s"), on: &model).last
        else {
            Issue.record("nothing is saved")
            return
        }
        // Two grids of 2x2 samples of 8 pixels, 8 pixels apart.
        #expect(panels.image.width >= 2 * 16 + 8)
        #expect(path == "runs/m/saved/step-100-seed-1-boot-ablated.png")
    }

    @Test func `an empty text removes the prompt`() {
        var model = model()
        _ = type("/boot", on: &model)
        let effects = press(.character("/"), .control("u"), .enter, on: &model)
        #expect(generated(effects)?.prompts == [SamplePrompt()])
        _ = type("/boot", on: &model)
        #expect(generated(press(.delete, on: &model))?.prompts == [SamplePrompt()])
    }

    @Test func `sound and sample are added to the text, each with its name`() {
        var model = model()
        _ = type("/boot", on: &model)
        _ = press(.character("A"), on: &model)
        #expect(generated(type("sounds/word.wav", on: &model))?.prompts.first?.sound == "sounds/word.wav")
        answer(&model)
        let request = generated(press(.right, .character("P"), on: &model))
        #expect(request?.prompts.first?.image == .sample(Self.image(60), number: 2))
        answer(&model)
        #expect(text(model).contains("/ boot   ♪ word.wav   ≈ sample 2"))
    }

    @Test func `ablation generates samples without each part, on the same noise`() {
        var model = model()
        #expect(press(.character("C"), on: &model) == [])
        #expect(model.shared.notice?.text.hasPrefix("the prompt is empty") == true)
        _ = type("/boot", on: &model)
        _ = press(.character("A"), on: &model)
        _ = type("word.wav", on: &model)
        answer(&model)
        let before = model.samples.request?.noise
        let request = generated(press(.character("C"), on: &model))
        #expect(request?.prompts.map(\.parts) == [[.text, .audio], [.audio], [.text]])
        #expect(request?.noise == before)
        answer(&model)
        let text = text(model)
        #expect(
            text.contains("prompt  multimodal") && text.contains("without the text")
                && text.contains("without the sound"))
        #expect(generated(press(.character("C"), on: &model))?.prompts.count == 1)
    }

    @Test func `a run without audio takes no sound`() {
        var model = model(.modalities([.text, .image]))
        #expect(press(.character("A"), on: &model) == [])
        #expect(model.shared.notice?.text == "this run was trained without audio")
    }

    @Test func `a run without prompts names the preset with prompts`() {
        var model = model(.none)
        for key in "/admfv" {
            #expect(press(.character(key), on: &model) == [])
            #expect(
                model.shared.notice?.text == "this run does not support prompts; train one with the preset multimodal",
                "\(key)")
        }
    }

    @Test func `while a run is being opened its prompts are unknown`() {
        var model = AppModel(size: Size(width: 100, height: 30))
        model.shared.isIdle = true
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        #expect(press(.character("A"), on: &model) == [])
        #expect(model.shared.notice?.text == "open a run first: 3 lists them")
        model.shared.isIdle = false
        #expect(press(.character("A"), on: &model) == [])
        #expect(model.shared.notice?.text == "the run is being prepared")
        model.shared.status.folder = "runs/m"
        #expect(update(&model, .time(1)) == [.backgroundTask(.openSamples(run: "runs/m"))])
        #expect(press(.character("A"), on: &model) == [])
        #expect(model.shared.notice?.text == "the run is being opened; try again in a moment")
    }

    @Test func `a run in pretraining is listed again until it supports prompts`() {
        var model = model(.afterStep(1500, checkpoint: 100))
        #expect(press(.character("/"), on: &model) == [])
        #expect(
            model.shared.notice?.text
                == "prompts need a checkpoint of step 1,500 or later, where the encoders are trained; the newest is of step 100"
        )
        #expect(update(&model, .time(2)) == [])
        #expect(update(&model, .time(3)) == [.backgroundTask(.openSamples(run: "runs/m"))])
        #expect(update(&model, .time(9)) == [], "one listing at a time")
        let older = Checkpoint(step: 100, path: Self.path),
            newer = Checkpoint(step: 2000, path: "runs/m/checkpoints/step-00002000.safetensors")
        let effects = update(
            &model,
            .taskResult(
                .samples(
                    SampleFiles(
                        run: "runs/m", checkpoints: [newer, older], promptSupport: .modalities([.text, .image])))))
        #expect(generated(effects)?.sources == [newer.path])
        #expect(generated(type("/boot", on: &model))?.prompts.map(\.text) == ["boot"])
        #expect(update(&model, .time(99)) == [])
    }

    @Test func `a run without a checkpoint is sampled as soon as there is one`() {
        var model = AppModel(size: Size(width: 100, height: 30))
        (model.shared.isOpen, model.shared.status.folder) = (true, "runs/m")
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        _ = update(&model, .time(1))
        for time in [2.0, 5, 8] {
            #expect(
                update(
                    &model, .taskResult(.samples(SampleFiles(run: "runs/m", checkpoints: [], promptSupport: .unknown))))
                    == [])
            #expect(model.shared.notice == nil)
            #expect(text(model).contains("no checkpoint yet: samples follow after the first one"))
            #expect(update(&model, .time(time)) == (time == 2 ? [] : [.backgroundTask(.openSamples(run: "runs/m"))]))
        }
        let first = Checkpoint(step: 100, path: Self.path)
        #expect(
            generated(
                update(
                    &model,
                    .taskResult(.samples(SampleFiles(run: "runs/m", checkpoints: [first], promptSupport: .none)))))?
                .sources == [first.path])
    }

    @Test func `search shows matching images of the data, and a new text searches again`() {
        var model = model()
        _ = type("/boot", on: &model)
        answer(&model)
        #expect(
            press(.character("f"), on: &model) == [
                .backgroundTask(.search(model.samples.prompt, checkpoint: Self.path, run: "runs/m"))
            ])
        let found = FoundImage(image: Self.image(200), caption: "an ankle boot", score: 0.913)
        _ = update(
            &model,
            .taskResult(
                .searched(
                    SearchResults(prompt: model.samples.prompt, images: [found], searched: 60_000, milliseconds: 7.26)))
        )
        let text = text(model)
        for words in ["search results", "60,000 images in 7.3 ms", "1  0.91", "an ankle boot"] {
            #expect(text.contains(words), "\(words)")
        }
        guard case .backgroundTask(.search(let prompt, _, _)) = type("/shirt", on: &model).last else {
            Issue.record("the new text was not searched")
            return
        }
        #expect(prompt.text == "shirt")
        _ = press(.character("f"), on: &model)
        #expect(model.samples.view == .samples)
    }

    @Test func `results of an older prompt are dropped`() {
        var model = model()
        _ = type("/boot", on: &model)
        _ = update(
            &model,
            .taskResult(.searched(SearchResults(prompt: SamplePrompt(), images: [], searched: 1, milliseconds: 1))))
        #expect(model.samples.view == .samples)
    }

    @Test func `the embedding map shows images at their positions, and the prompt`() {
        var model = model()
        #expect(
            press(.character("#"), on: &model) == [
                .backgroundTask(.embeddingMap(SamplePrompt(), checkpoint: Self.path, run: "runs/m"))
            ])
        // Two clusters along the first axis.
        let E = EmbeddingSpace.dimension
        var vectors: [Float] = []
        for i in 0..<40 {
            vectors += (0..<E).map { $0 == 0 ? (i % 2 == 0 ? 1 : -1) : $0 == 1 ? Float(i % 5) * 0.01 : 0 }
        }
        let map = EmbeddingMap(vectors)
        let images = (0..<40).map { FoundImage(image: Self.image($0 % 2 == 0 ? 255 : 0), caption: "") }
        _ = update(
            &model, .taskResult(.mapped(DataMap(images: images, map: map, prompt: map.point(of: Array(vectors[..<E])))))
        )
        let text = text(model)
        #expect(text.contains("embedding map") && text.contains("◆"))
        _ = press(.character("#"), on: &model)
        #expect(model.samples.view == .samples)
    }
}
