import Jobs
import Render
import Studio
import Testing

@Suite struct UpdateTests {
    private func model(_ phase: TrainingStatus.Phase = .running) -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isOpen = true
        _ = update(&model, .status(.example(phase: phase)))
        return model
    }

    private func press(_ key: Key, _ model: inout AppModel) -> [Effect] { update(&model, .input(.key(key))) }

    @Test func `space pauses what runs and resumes what is paused`() {
        var running = model(), paused = model(.paused), ended = model(.finished)
        #expect(press(.character(" "), &running) == [.request(.pause)])
        #expect(press(.character(" "), &paused) == [.request(.resume)])
        #expect(press(.character(" "), &ended) == [])
        #expect(ended.shared.notice?.text == "training has ended")
    }

    @Test func `checkpoint and sample are requested and announced`() {
        var model = model()
        #expect(press(.character("s"), &model) == [.request(.checkpoint)])
        #expect(model.shared.notice?.text == "a checkpoint follows after this step")
        #expect(press(.character("n"), &model) == [.request(.sample)])
    }

    @Test(arguments: [Key.character("q"), .control("c")])
    func `quitting a training run asks first, and the default is to stay`(key: Key) {
        for answer in [Key.enter, .escape, .character("n"), .control("c")] {
            var model = model()
            #expect(press(key, &model) == [])
            #expect(model.overlay == .question(.stopping))
            #expect(press(answer, &model) == [])
            #expect(model.overlay == .none)
        }
    }

    @Test func `yes stops the run and quits when its checkpoint is written`() {
        var model = model()
        _ = press(.character("q"), &model)
        #expect(press(.character("y"), &model) == [.stopOwn])
        #expect(model.overlay == .quitting)
        #expect(update(&model, .status(.example(phase: .stopping))) == [])
        #expect(update(&model, .status(.example(phase: .finished))) == [.quit])
    }

    @Test func `a wait for a checkpoint can be abandoned`() {
        var model = model()
        _ = press(.character("q"), &model)
        _ = press(.character("y"), &model)
        #expect(press(.character("q"), &model) == [])
        #expect(press(.control("c"), &model) == [.quit])
    }

    @Test func `quitting does not ask where nothing would be lost`() {
        var ended = model(.finished), failed = model(.failed("no space")), preparing = model(.preparing("reading"))
        // Nothing is trained yet.
        preparing.shared.status.step = 0
        #expect(press(.character("q"), &ended) == [.quit])
        #expect(press(.character("q"), &failed) == [.quit])
        #expect(press(.character("q"), &preparing) == [.stopOwn, .quit])
    }

    @Test func `the question closes when training ends by itself`() {
        var model = model()
        _ = press(.character("q"), &model)
        _ = update(&model, .status(.example(phase: .finished)))
        #expect(model.overlay == .none)
    }

    @Test func `any key closes the help, and has no other effect`() {
        var model = model()
        _ = press(.character("?"), &model)
        #expect(model.overlay == .help(top: 0))
        #expect(press(.character("q"), &model) == [])
        #expect(model.overlay == .none)
    }

    @Test func `options are toggled`() {
        var model = model()
        let white = Dictionary(uniqueKeysWithValues: Theme.Role.allCases.map { ($0, Color.white) })
        model.shared.themes.append(Theme(name: "other", colors: white))
        _ = press(.character("L"), &model)
        _ = press(.character("m"), &model)
        _ = press(.character("t"), &model)
        #expect(model.shared.scaling == .logarithmic)
        #expect(model.shared.smoothing == .strong)
        #expect(model.shared.theme.name == "other")
        _ = press(.character("t"), &model)
        #expect(model.shared.theme.name == "mosaic")
        #expect(press(.character("M"), &model) == [.setMouse(false)])
        #expect(press(.control("l"), &model) == [.redraw])
        #expect(press(.control("z"), &model) == [.suspend])
    }

    @Test func `a notice disappears after three seconds`() {
        var model = model()
        _ = update(&model, .time(10))
        _ = press(.character("L"), &model)
        _ = update(&model, .time(12.9))
        #expect(model.shared.notice != nil)
        _ = update(&model, .time(13))
        #expect(model.shared.notice == nil)
    }

    @Test func `a notice stands in the line of the hints, over no image`() {
        var model = model(), images = ImageCache()
        let before = AppView.draw(model, &images)
        _ = update(&model, .notice("something was done"))
        let lines = AppView.draw(model, &images).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last?.contains("something was done") == true)
        #expect(lines.dropLast() == before.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
    }

    @Test func `a click on a hint acts like its key`() throws {
        var model = model()
        var images = ImageCache()
        let text = AppView.draw(model, &images).text
        let hints = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).last)
        let x = try #require(hints.range(of: "log ").map { hints.distance(from: hints.startIndex, to: $0.lowerBound) })
        _ = update(&model, .input(.mouse(.init(.press, x: x, y: 23))))
        #expect(model.shared.scaling == .logarithmic)
        _ = update(&model, .input(.mouse(.init(.press, x: x, y: 22))))
        _ = update(&model, .input(.mouse(.init(.press, .right, x: x, y: 23))))
        _ = update(&model, .input(.mouse(.init(.release, x: x, y: 23))))
        #expect(model.shared.scaling == .logarithmic)
    }

    @Test func `pasted text is never treated as keys`() {
        var model = model()
        #expect(update(&model, .input(.paste("qy"))) == [])
        #expect(model.overlay == .none)
    }

    @Test func `the event log scrolls and returns to the newest line`() {
        var status = TrainingStatus.example()
        for i in 0..<100 { status.log("event \(i)") }
        var model = model()
        _ = update(&model, .status(status))
        _ = press(.character("e"), &model)
        #expect(model.overlay == .events(top: nil))
        _ = press(.up, &model)
        #expect(model.overlay == .events(top: 81))
        _ = press(.home, &model)
        #expect(model.overlay == .events(top: 0))
        _ = press(.up, &model)
        #expect(model.overlay == .events(top: 0))
        _ = update(&model, .input(.mouse(.init(.wheelDown, .none, x: 5, y: 5))))
        #expect(model.overlay == .events(top: 3))
        for _ in 0..<10 { _ = press(.pageDown, &model) }
        #expect(model.overlay == .events(top: nil))
        _ = press(.escape, &model)
        #expect(model.overlay == .none)
    }

    @Test func `a signal stops the run and quits at once`() {
        var model = model()
        #expect(update(&model, .mustQuit) == [.stopOwn, .quit])
    }
}
