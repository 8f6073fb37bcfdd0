import Engine
import Render
import Studio
import Testing

@Suite struct RunsTests {
    private func model() -> Model {
        var model = Model(size: Size(width: 80, height: 24))
        model.isIdle = true
        model.tabIndex = model.tabs.firstIndex { $0.place == .runs } ?? 0
        var training = RunSummary(path: "runs/beta", name: "beta", state: .training("running"))
        (training.preset, training.step, training.steps) = ("dcgan", 1200, 20_000)
        var done = RunSummary(path: "runs/alpha", name: "alpha", state: .resting(isDone: true))
        (done.preset, done.data, done.seed, done.settings) = ("article", "shapes", 7, ["batch": 32])
        for step in 1...50 { done.curves["loss/generator", default: LossHistory()].append(1 / Float(step), step: step) }
        let broken = RunSummary(path: "runs/odd", name: "odd", state: .broken("runs/odd/run.toml: line 1 is not TOML"))
        _ = update(&model, .errand(.runs([training, done, broken])))
        return model
    }

    private func press(_ keys: Key..., on model: inout Model) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func text(_ model: Model) -> String {
        var pictures = PictureMemo()
        return Screen.draw(model, model.size, model.theme, &pictures).text
    }

    @Test func `the list says what each run is and does`() {
        let text = text(model())
        for words in ["beta", "dcgan", "1,200", "20,000", "▶ training", "alpha", "✓ done", "✗ broken"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `the folder is looked at when the screen is in front, every two seconds`() {
        var model = model()
        #expect(update(&model, .time(10)) == [.errand(.picture(run: "runs/beta")), .errand(.listRuns(folder: "runs"))])
        #expect(update(&model, .time(11)) == [])
        #expect(update(&model, .time(12)) == [.errand(.listRuns(folder: "runs"))])
        model.tabIndex = 0
        #expect(update(&model, .time(20)) == [])
    }

    @Test func `the samples of the selected run are shown beside its curves, and asked for when it comes further`() {
        var model = model()
        model.size = Size(width: 160, height: 50)
        #expect(update(&model, .time(10)).contains(.errand(.picture(run: "runs/beta"))))
        let samples = TrainingStatus.Samples(step: 1000, grid: TrainingStatus.tiles(), columns: 2, rows: 2)
        _ = update(&model, .errand(.picture(run: "runs/beta", samples)))
        #expect(text(model).contains("samples step 1,000"))
        #expect(update(&model, .time(11)) == [])
        // What comes late for a run that is not selected any more is not shown.
        _ = press(.down, on: &model)
        #expect(update(&model, .time(11.5)) == [.errand(.picture(run: "runs/alpha"))])
        _ = update(&model, .errand(.picture(run: "runs/beta", samples)))
        #expect(!text(model).contains("samples step 1,000"))
        _ = press(.up, on: &model)
        model.runs.all[0].step += 100
        #expect(update(&model, .time(11.6)) == [.errand(.picture(run: "runs/beta"))])
    }

    @Test func `enter shows a run, p and x steer where it trains`() {
        var model = model()
        #expect(press(.character("p"), on: &model) == [.errand(.steer(run: "runs/beta", .pause))])
        #expect(press(.character("x"), on: &model) == [.errand(.steer(run: "runs/beta", .stop))])
        #expect(press(.enter, on: &model) == [.errand(.show(run: "runs/beta"))])
        #expect(model.tab.place == .training)
    }

    @Test func `deleting asks first, and leaves alone what trains`() {
        var model = model()
        #expect(press(.character("D"), on: &model) == [])
        #expect(model.notice?.text == "beta trains now; stop it first")
        #expect(press(.down, .character("D"), .enter, on: &model) == [])
        #expect(press(.character("D"), .character("y"), on: &model) == [.errand(.delete(run: "runs/alpha"))])
    }

    @Test func `a broken run says why, and nothing else happens`() {
        var model = model()
        #expect(press(.down, .down, .enter, on: &model) == [])
        #expect(model.notice?.text.contains("line 1 is not TOML") == true)
    }

    @Test func `a run that vanishes is told of, and its mark goes`() {
        var model = model()
        _ = press(.down, .character(" "), on: &model)
        #expect(model.runs.marked == ["runs/alpha"])
        _ = update(&model, .errand(.runs(model.runs.all.filter { $0.name != "alpha" })))
        #expect(model.runs.marked.isEmpty)
        #expect(model.notice?.text == "runs/alpha is gone")
    }

    @Test func `the filter shows what matches only`() {
        var model = model()
        _ = press(.character("/"), .character("d"), .character("o"), .character("n"), .enter, on: &model)
        #expect(model.shownRuns.map(\.name) == ["alpha"])
        #expect(text(model).contains("1 of 3"))
        _ = press(.character("/"), .escape, on: &model)
        #expect(model.shownRuns.count == 3)
    }

    @Test func `a duplicate begins with what the run had`() {
        var model = model()
        let effects = press(.down, .character("d"), on: &model)
        let expected = RunPlan(preset: "article", data: "shapes", seed: 7, steps: 10_000, settings: ["batch": 32])
        #expect(effects == [.errand(.estimate(expected))])
        #expect(text(model).contains("estimating time and memory"))
        _ = update(&model, .errand(.estimate(expected, RunCost(secondsPerStep: 0.006, steps: 10_000, memory: 40_000_000))))
        #expect(text(model).contains("about 1:00 for 10,000 steps of 6.0 ms; 40 MB and the data"))
        #expect(press(.enter, on: &model) == [.errand(.begin(expected))])
        #expect(model.overlay == .none)
    }

    @Test func `a form with a mistake says which, and begins nothing`() {
        var model = model()
        _ = press(.character("n"), .down, .down, on: &model)
        _ = press(.character("x"), on: &model)
        #expect(press(.enter, on: &model) == [])
        #expect(text(model).contains("seed: a whole number, 0 or more"))
    }
}
