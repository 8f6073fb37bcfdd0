import Jobs
import Render
import Runs
import Studio
import Testing

@Suite struct RunsTests {
    private func model() -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isIdle = true
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
        var training = RunSummary(path: "runs/beta", name: "beta", state: .training("running"))
        (training.preset, training.step, training.steps) = ("dcgan", 1200, 20_000)
        var done = RunSummary(path: "runs/alpha", name: "alpha", state: .stopped(isDone: true))
        (done.preset, done.data, done.seed, done.settings) = ("article", "shapes", 7, ["batch_size": 32])
        for step in 1...50 { done.curves["loss/generator", default: LossHistory()].append(1 / Float(step), step: step) }
        let broken = RunSummary(path: "runs/odd", name: "odd", state: .broken("runs/odd/run.toml: line 1 is not TOML"))
        _ = update(&model, .taskResult(.runs([training, done, broken])))
        return model
    }

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `the list shows each run with its state`() {
        let text = text(model())
        for words in ["beta", "dcgan", "1,200", "20,000", "▶ training", "alpha", "✓ done", "✗ broken"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a run that reads its data is listed before it has a folder, and enter shows it`() {
        var model = model(), status = TrainingStatus()
        status.phase = .preparing("reading shapes")
        (status.run, status.preset, status.data) = ("gamma", "article", "shapes")
        (model.shared.isIdle, model.shared.isOpen) = (false, true)
        _ = update(&model, .status(status))
        #expect(model.runs.visibleRuns(model.shared).first?.name == "gamma")
        #expect(model.runs.visibleRuns(model.shared).first?.state == .training("reading shapes"))
        _ = press(.home, on: &model)
        for key: Key in [.character("d"), .character("D"), .character(" "), .character("p"), .character("V")] {
            #expect(press(key, on: &model) == [] && model.overlay == .none)
        }
        #expect(press(.character("X"), .character("y"), on: &model) == [.request(.stop)])
        _ = press(.enter, on: &model)
        #expect(model.tab.contexts[0] == .training)
        // With its folder it is listed once, with what it does.
        status.folder = "runs/alpha"
        _ = update(&model, .status(status))
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .runs } ?? 0
        let listed = model.runs.visibleRuns(model.shared)
        #expect(listed.count == 3 && listed.first { $0.name == "alpha" }?.state == .training("reading shapes"))
    }

    @Test func `the folder is listed every two seconds while the screen is in front`() {
        var model = model()
        #expect(
            update(&model, .time(10)) == [
                .backgroundTask(.newestGrid(run: "runs/beta")), .backgroundTask(.listRuns(folder: "runs")),
            ])
        #expect(update(&model, .time(11)) == [])
        #expect(update(&model, .time(12)) == [.backgroundTask(.listRuns(folder: "runs"))])
        model.tabIndex = 0
        #expect(update(&model, .time(20)) == [])
    }

    @Test func `the samples of the selected run are shown beside its curves, and loaded again when it advances`() {
        var model = model()
        model.shared.size = Size(width: 160, height: 50)
        #expect(update(&model, .time(10)).contains(.backgroundTask(.newestGrid(run: "runs/beta"))))
        let samples = TrainingStatus.Samples(step: 1000, grid: TrainingStatus.tiles(), columns: 2, rows: 2)
        _ = update(&model, .taskResult(.newestGrid(run: "runs/beta", samples)))
        #expect(text(model).contains("beta step 1,000"))
        #expect(update(&model, .time(11)) == [])
        // Late samples of a run that is not selected any more are dropped.
        _ = press(.down, on: &model)
        #expect(update(&model, .time(11.5)) == [.backgroundTask(.newestGrid(run: "runs/alpha"))])
        _ = update(&model, .taskResult(.newestGrid(run: "runs/beta", samples)))
        #expect(!text(model).contains("beta step 1,000"))
        _ = press(.up, on: &model)
        model.shared.runs.all[0].step += 100
        #expect(update(&model, .time(11.6)) == [.backgroundTask(.newestGrid(run: "runs/beta"))])
    }

    @Test func `enter opens a run, p and x control it where it trains`() {
        var model = model()
        #expect(press(.character("p"), on: &model) == [.backgroundTask(.control(run: "runs/beta", .pause))])
        #expect(
            press(.character("X"), .character("y"), on: &model) == [.backgroundTask(.control(run: "runs/beta", .stop))])
        #expect(press(.enter, on: &model) == [.backgroundTask(.openRun("runs/beta"))])
        #expect(model.tab.contexts[0] == .training)
    }

    @Test func `deleting asks first, and refuses a run that trains`() {
        var model = model()
        #expect(press(.character("D"), on: &model) == [])
        #expect(model.shared.notice?.text == "beta is training; stop it first")
        #expect(press(.down, .character("D"), .enter, on: &model) == [])
        #expect(press(.character("D"), .character("y"), on: &model) == [.backgroundTask(.delete(run: "runs/alpha"))])
    }

    @Test func `a broken run reports why, and nothing else happens`() {
        var model = model()
        #expect(press(.down, .down, .enter, on: &model) == [])
        #expect(model.shared.notice?.text.contains("line 1 is not TOML") == true)
    }

    @Test func `a deleted run is reported, and its mark removed`() {
        var model = model()
        _ = press(.down, .character(" "), on: &model)
        #expect(model.shared.runs.marked == ["runs/alpha"])
        _ = update(&model, .taskResult(.runs(model.shared.runs.all.filter { $0.name != "alpha" })))
        #expect(model.shared.runs.marked.isEmpty)
        #expect(model.shared.notice?.text == "runs/alpha was deleted")
    }

    @Test func `the filter shows only matching runs`() {
        var model = model()
        _ = press(.character("/"), .character("d"), .character("o"), .character("n"), .enter, on: &model)
        #expect(model.runs.visibleRuns(model.shared).map(\.name) == ["alpha"])
        #expect(text(model).contains("1 of 3"))
        _ = press(.character("/"), .escape, on: &model)
        #expect(model.runs.visibleRuns(model.shared).count == 3)
    }

    @Test func `a duplicate has the settings of the run`() {
        var model = model()
        let effects = press(.down, .character("d"), on: &model)
        let expected = RunPlan(preset: "article", data: "shapes", seed: 7, steps: 10_000, settings: ["batch_size": 32])
        #expect(effects == [.backgroundTask(.estimate(expected)), .backgroundTask(.checkData("shapes"))])
        #expect(text(model).contains("estimating time and memory"))
        _ = update(&model, .taskResult(.dataCheck(DataCheck(asked: "shapes", name: "shapes"))))
        _ = update(
            &model, .taskResult(.estimate(expected, RunCost(secondsPerStep: 0.006, steps: 10_000, memory: 40_000_000))))
        #expect(text(model).contains("about 1:00 for 10,000 steps of 6.0 ms; 40 MB and the data"))
        #expect(press(.enter, on: &model) == [.backgroundTask(.start(expected))])
        #expect(model.overlay == .none)
    }

    @Test func `an invalid form reports the field, and starts nothing`() {
        var model = model()
        _ = press(.control("n"), .down, .down, .down, on: &model)
        _ = press(.character("x"), on: &model)
        #expect(press(.enter, on: &model) == [])
        #expect(text(model).contains("seed: give a whole number, 0 or more"))
    }

    /// Two runs with scores and losses.
    private func scored(_ width: Int) -> AppModel {
        var model = model()
        model.shared.size = Size(width: width, height: 40)
        let runs = [("small", Float(40), 3700.0), ("large", 12, 60)].map { name, score, seconds in
            var run = RunSummary(path: "elsewhere/\(name)", name: name, state: .stopped(isDone: true))
            (run.preset, run.data, run.step, run.steps) = ("modern", "photos", 1000, 1000)
            (run.score, run.seconds, run.created) = (score, seconds, 1_700_000_000 + seconds)
            run.settings = ["image_size": 32, "channels": 3]
            for step in [500, 1000] {
                run.curves[ScorePoint.Measure.frechet.tag, default: LossHistory()].append(score, step: step)
                run.curves["loss/generator", default: LossHistory()].append(score / 10, step: step)
            }
            return run
        }
        _ = update(&model, .taskResult(.runs(runs)))
        return model
    }

    @Test func `a wide list has all columns, a narrow one those that matter most`() {
        let wide = text(scored(200))
        for words in ["small", "modern", "photos", "32x32x3", "1,000/1,000", "12.0", "1:01:40", "2023-11-1"] {
            #expect(wide.contains(words), "\(words) in\n\(wide)")
        }
        let narrow = text(scored(60))
        for words in ["small", "✓ done", "1,000/1,000"] { #expect(narrow.contains(words), "\(words)") }
        #expect(!narrow.contains("2023"))
    }

    @Test func `the list is sorted by any column, in both orders, and the same run stays selected`() {
        var model = scored(160)
        func names() -> [String] { model.runs.visibleRuns(model.shared).map(\.name) }
        #expect(names() == ["small", "large"])
        _ = press(.character("S"), on: &model)
        #expect(names() == ["large", "small"] && model.runs.selectedRun(model.shared)?.name == "small")
        #expect(text(model).contains("run ▲"))
        _ = press(.character("!"), on: &model)
        #expect(names() == ["small", "large"] && text(model).contains("run ▼"))
        for _ in 0..<10 where model.runs.sorting?.column != .score { _ = press(.character("S"), on: &model) }
        #expect(names() == ["large", "small"])
    }

    @Test func `the filter looks at every column`() {
        var model = scored(160)
        for letter in "/1:01:40" { _ = press(.character(letter), on: &model) }
        #expect(model.runs.visibleRuns(model.shared).map(\.name) == ["small"])
    }

    @Test func `marked runs are compared by name, first in the score, and read by the cursor`() {
        var model = scored(160)
        _ = press(.character(" "), .character(" "), on: &model)
        #expect(text(model).contains("score/frechet"))
        #expect(text(model).contains("A small 40.000") && text(model).contains("B large 12.000"))
        _ = press(.left, on: &model)
        #expect(text(model).contains("step 99"))
        _ = press(.character("v"), on: &model)
        #expect(text(model).contains("loss/generator") && text(model).contains("A small 4.0000"))
    }
}
