import Jobs
import Raster
import Render
import Runs
import Studio
import Testing

/// Escape and q leave what was entered, and the line of hints says so.
@Suite struct LeavingViewsTests {
    private static let image = Bitmap(width: 8, height: 8, channels: 1, filledWith: 90)

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout AppModel) -> [Effect] {
        (":" + line).flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func hints(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// The samples screen with samples of seed 1, or with a saved interpolation.
    private func samples(_ noise: SampleRequest.Noise = .seed(1, count: 1)) -> AppModel {
        var model = AppModel(size: Size(width: 120, height: 30))
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .samples } ?? 0
        let request = SampleRequest(sources: ["c"], noise: noise)
        let sheet = SampleSheet(preset: "modern", step: 4, images: [Self.image], latents: [2, 2], latentDim: 2)
        (model.samples.run, model.samples.checkpoints) = ("runs/a", [Checkpoint(step: 4, path: "c")])
        (model.samples.sheets, model.samples.request, model.samples.shown) = ([sheet], request, request)
        model.samples.savedRequest = request
        if request.frames != nil { model.samples.mode = .interpolation }
        return model
    }

    @Test(arguments: [Key.escape, .character("q")])
    func `an interpolation is left to the samples of the seed, one view after the other`(key: Key) {
        var model = samples(.interpolation(from: [0, 0], to: [1, 1], count: 1))
        model.samples.isSingle = true
        model.samples.comparison = "runs/b"
        #expect(hints(model).contains("q close") && !hints(model).contains("q quit"))
        #expect(press(key, on: &model) == [] && !model.samples.isSingle)
        #expect(press(key, on: &model).count == 1 && model.samples.comparison == nil)
        #expect(model.samples.mode == .interpolation)
        guard case .backgroundTask(.generate(let request))? = press(key, on: &model).last else {
            Issue.record("no samples were asked for")
            return
        }
        #expect(request.noise == .seed(1, count: 60) && model.samples.mode == .new)
        #expect(hints(model).contains("q quit"))
    }

    @Test func `a click on the hint of q does what the hint says`() throws {
        var model = samples()
        model.samples.isSingle = true
        let line = hints(model)
        let column = try #require(line.range(of: "q close")).lowerBound
        let x = line.distance(from: line.startIndex, to: column)
        #expect(update(&model, .input(.mouse(.init(.press, x: x, y: model.shared.size.height - 1)))) == [])
        #expect(!model.samples.isSingle && model.overlay == .none)
        #expect(press(.control("c"), on: &model) == [.quit])
    }

    @Test func `escape removes a filter that was kept`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        _ = press(.character("3"), .character("/"), .character("a"), .enter, on: &model)
        #expect(model.shared.filter(.runs) == "a")
        #expect(press(.escape, on: &model) == [] && model.shared.filter(.runs) == "")
    }

    @Test func `x shows the nearest images and hides them again`() {
        var model = samples()
        guard case .backgroundTask(.nearest)? = press(.character("x"), on: &model).last else {
            Issue.record("nothing was compared")
            return
        }
        _ = update(&model, .taskResult(.nearest([Neighbour(image: Self.image, distance: 1)])))
        #expect(press(.character("x"), on: &model) == [])
        #expect(model.samples.neighbours == nil && !model.samples.isSingle)
    }

    // MARK: - Commands on every screen

    @Test func `open works from every screen, on the screen of what is opened`() throws {
        for index in 0..<3 {
            var model = AppModel(size: Size(width: 80, height: 24))
            (model.shared.isIdle, model.tabIndex) = (true, index)
            #expect(type("open runs/b", on: &model).contains(.backgroundTask(.openRun("runs/b"))), "\(index)")
            model = AppModel(size: Size(width: 80, height: 24))
            (model.shared.isIdle, model.tabIndex) = (true, index == 2 ? 1 : index)
            #expect(type("open a/photo.png", on: &model).contains(.backgroundTask(.openImage("a/photo.png"))))
        }
    }

    @Test func `a command that acts on a selection names all its screens`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        #expect(type("open", on: &model) == [])
        #expect(model.shared.notice?.text == "open is a command of the screens Runs (3) and Repair (4)")
        model.tabIndex = 1
        #expect(type("delete", on: &model) == [] && model.tabIndex == 1 && model.overlay == .none)
        #expect(model.shared.notice?.text == "delete is a command of the screen Runs (3)")
        _ = type("new-run", on: &model)
        guard case .form = model.overlay else {
            Issue.record("no form")
            return
        }
    }

    // MARK: - Stopping a run

    @Test func `stopping a run asks first`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isIdle = true
        _ = press(.character("3"), on: &model)
        _ = update(&model, .taskResult(.runs([RunSummary(path: "runs/b", name: "b", state: .training("running"))])))
        #expect(press(.character("X"), .enter, on: &model) == [] && model.overlay == .none)
        #expect(type("stop-run", on: &model) == [])
        guard case .question(let question) = model.overlay else {
            Issue.record("no question")
            return
        }
        #expect(question.text == "stop training b?" && question.detail.contains("after a checkpoint"))
        #expect(press(.character("y"), on: &model) == [.backgroundTask(.control(run: "runs/b", .stop))])
    }

    // MARK: - Messages

    @Test(arguments: [
        Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
        Size(width: 200, height: 60),
    ])
    func `a message lies over no hint, and help and q stay`(size: Size) {
        for index in 0..<4 {
            var model = AppModel(size: size)
            model.tabIndex = index
            let notices = ["saved a.png", "a message as long as a line " + String(repeating: "and so on ", count: 20)]
            for text in notices {
                model.shared.notify(text)
                let line = hints(model)
                let whole = HintBar.bindings(model).map { $0.keys[0].label + " " + $0.name }
                let left = line[
                    ..<(line.range(of: " ▶")?.lowerBound ?? line.range(of: "   ")?.lowerBound ?? line.endIndex)]
                let shown = left.split(separator: "  ").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
                #expect(shown.contains { $0.hasPrefix("? help") } && shown.contains { $0.hasPrefix("q ") }, "\(line)")
                for hint in shown where !hint.hasPrefix("? help") && text == "saved a.png" {
                    #expect(whole.contains(String(hint)), "\(hint) in \(line)")
                }
            }
        }
    }
}
