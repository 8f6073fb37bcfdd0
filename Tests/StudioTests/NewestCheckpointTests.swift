import Jobs
import Render
import Runs
import Studio
import Testing

/// Which checkpoint the samples screen shows.
@Suite struct NewestCheckpointTests {
    private func checkpoint(_ step: Int) -> Checkpoint { Checkpoint(step: step, path: "runs/m/checkpoints/\(step)") }

    private func list(_ steps: [Int], warning: String? = nil, _ model: inout AppModel) -> [Effect] {
        let files = SampleFiles(
            run: "runs/m", checkpoints: steps.map(checkpoint), promptSupport: .none, warning: warning)
        return update(&model, .taskResult(.samples(files)))
    }

    private func sources(_ effects: [Effect]) -> [String]? {
        for case .backgroundTask(.generate(let request)) in effects { return request.sources }
        return nil
    }

    private func model(_ steps: [Int]) -> AppModel {
        var model = AppModel(size: Size(width: 110, height: 30))
        (model.shared.isOpen, model.shared.status.folder) = (true, "runs/m")
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        _ = update(&model, .time(1))
        _ = list(steps, &model)
        return model
    }

    private func show(_ step: Int, _ model: inout AppModel) {
        guard let request = model.samples.request else { return }
        let sheet = SampleSheet(
            preset: "dcgan", step: step, images: [TrainingStatus.tiles()], latents: [0], latentDim: 1)
        _ = update(&model, .taskResult(.generated(request, [sheet])))
    }

    @Test func `a newer checkpoint is named with its key, and taken when the screen comes to the front again`() {
        var model = model([200, 100])
        show(200, &model)
        model.shared.status.step = 300
        #expect(update(&model, .time(5)) == [.backgroundTask(.openSamples(run: "runs/m"))])
        #expect(sources(list([300, 200, 100], &model)) == nil, "what is looked at stays")
        var images = ImageCache()
        #expect(AppView.draw(model, &images).text.contains("step 300 is newer: ]"))
        _ = update(&model, .input(.key(.character("3"))))
        let effects = update(&model, .input(.key(.character("2"))))
        #expect(effects.contains(.backgroundTask(.openSamples(run: "runs/m"))))
        #expect(sources(list([300, 200, 100], &model)) == [checkpoint(300).path])
    }

    @Test func `an unsaved interpolation is not replaced by a newer checkpoint, nor where its own is deleted`() {
        var model = model([200, 100])
        let request = SampleRequest(
            sources: [checkpoint(200).path], noise: .interpolation(from: [0], to: [1], count: 1))
        (model.samples.request, model.samples.mode) = (request, .interpolation)
        show(200, &model)
        #expect(model.samples.unsaved == "the interpolation")
        model.shared.status.step = 300
        _ = update(&model, .input(.key(.character("3"))))
        _ = update(&model, .input(.key(.character("2"))))
        #expect(sources(list([300, 200, 100], &model)) == nil)
        #expect(sources(list([500, 400, 300], &model)) == nil)
        #expect(model.samples.unsaved == "the interpolation" && model.samples.request == request)
    }

    @Test func `an older checkpoint that was chosen stays`() {
        var model = model([200, 100])
        _ = update(&model, .input(.key(.character("["))))
        _ = update(&model, .input(.key(.character("3"))))
        _ = update(&model, .input(.key(.character("2"))))
        #expect(sources(list([300, 200, 100], &model)) == nil)
        #expect(sources(update(&model, .input(.key(.character("]"))))) == [checkpoint(200).path])
    }

    @Test func `a comparison starts with the checkpoint before`() {
        var model = model([300, 200, 100, 0])
        #expect(sources(update(&model, .input(.key(.character("c"))))) == [300, 200].map { checkpoint($0).path })
        #expect(sources(update(&model, .input(.key(.character("c"))))) == [300, 100].map { checkpoint($0).path })
        var older = self.model([300, 200, 100, 0])
        _ = update(&older, .input(.key(.character("["))))
        #expect(sources(update(&older, .input(.key(.character("c"))))) == [200, 100].map { checkpoint($0).path })
    }

    @Test func `a broken newest checkpoint is named once`() {
        var model = model([200])
        let warning = "left out a broken checkpoint: step-300; the checkpoint of step 200 is used"
        _ = list([200], warning: warning, &model)
        #expect(model.shared.notice?.text == warning)
        _ = update(&model, .time(50))
        _ = list([200], warning: warning, &model)
        #expect(model.shared.notice == nil)
    }
}
