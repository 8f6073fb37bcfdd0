import Jobs
import Render
import Runs
import Studio
import Testing

/// What can be done with a run that has ended.
@Suite struct ContinuedRunTests {
    private func model(_ phase: TrainingStatus.Phase = .finished, step: Int = 10_000) -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isOpen = true
        var status = TrainingStatus.example(phase: phase)
        (status.folder, status.step) = ("runs/one", step)
        _ = update(&model, .status(status))
        return model
    }

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `the end of a run says what can be done, each with its key`() {
        let text = text(model())
        for words in ["done: 10,000 steps", "2 samples", "r more steps", "V evaluate", "n new run", "q quit"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!self.text(model(.running)).contains("n new run   q quit"))
    }

    @Test func `a run that trains no more is called done or stopped, as the list of runs calls it`() {
        for isOther in [false, true] {
            var done = model(), stopped = model(.finished, step: 4210)
            (done.shared.showsOther, stopped.shared.showsOther) = (isOther, isOther)
            #expect(text(done).contains("✓ done: 10,000 steps") && !text(done).contains("not training"))
            #expect(text(stopped).contains("■ stopped: 4,210 steps") && !text(stopped).contains("done:"))
        }
    }

    @Test func `r on a finished run asks for how many steps more, and goes on`() {
        var model = model()
        #expect(press(.character("r"), on: &model) == [])
        #expect(text(model).contains("has done 10,000 steps") && text(model).contains("to step 20,000"))
        #expect(press(.control("u"), .character("x"), .enter, on: &model) == [])
        #expect(model.shared.notice?.text == "give a whole number of steps, 1 or more")
        let effects = press(.control("u"), .character("5"), .character("0"), .character("0"), .enter, on: &model)
        #expect(effects.contains(.backgroundTask(.resume(run: "runs/one", steps: 10_500))))
        #expect(model.overlay == .none)
    }

    @Test func `r on a run that was stopped goes on at once, and on one that trains it does nothing`() {
        var stopped = model(.finished, step: 4210)
        #expect(press(.character("r"), on: &stopped) == [.backgroundTask(.resume(run: "runs/one"))])
        var training = model(.running, step: 4210)
        #expect(press(.character("r"), on: &training) == [])
        #expect(training.shared.notice?.text == "fashion-01 is training")
    }

    @Test func `in the list r asks too, for a run with all its steps`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isIdle = true
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
        var done = RunSummary(path: "runs/alpha", name: "alpha", state: .stopped(isDone: true))
        (done.step, done.steps) = (300, 300)
        let part = RunSummary(path: "runs/beta", name: "beta", state: .stopped(isDone: false))
        _ = update(&model, .taskResult(.runs([done, part])))
        #expect(press(.character("r"), on: &model) == [])
        #expect(text(model).contains("alpha has done 300 steps"))
        _ = press(.escape, .down, on: &model)
        #expect(press(.character("r"), on: &model).contains(.backgroundTask(.resume(run: "runs/beta"))))
    }

    @Test func `V evaluates once at a time, and shows the report`() {
        var model = model()
        #expect(press(.character("V"), on: &model) == [.backgroundTask(.evaluate(run: "runs/one"))])
        #expect(press(.character("V"), on: &model) == [])
        _ = update(&model, .time(42))
        #expect(text(model).contains("evaluating 0:42"))
        _ = update(&model, .taskResult(.evaluated(run: "runs/one", lines: ["kernel distance 0.01"])))
        #expect(text(model).contains("evaluation of one") && text(model).contains("kernel distance 0.01"))
    }

    @Test func `while the last scores are computed, the screen says that training is done`() {
        var status = TrainingStatus.example()
        (status.step, status.scorePreparation) = (10_000, ("training the classifier", 0.4))
        var model = AppModel(size: Size(width: 100, height: 30))
        _ = update(&model, .status(status))
        #expect(text(model).contains("all steps are done; scores follow: training the classifier 40.0 %"))
    }
}
