import Jobs
import Render
import Runs
import Studio
import Testing

/// The settings panel, key by key.
@Suite struct AdjustingTests {
    private func model(_ phase: TrainingStatus.Phase = .running) -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        _ = update(&model, .status(.example(phase: phase)))
        _ = press("a", &model)
        return model
    }

    @discardableResult
    private func press(_ letters: String, _ model: inout AppModel) -> [Effect] {
        letters.flatMap { update(&model, .input(.key(.character($0)))) }
    }

    @discardableResult
    private func press(_ key: Key, _ model: inout AppModel) -> [Effect] { update(&model, .input(.key(key))) }

    private func adjustment(_ model: AppModel) -> Adjustment? {
        if case .settings(let adjustment) = model.overlay { return adjustment }
        return nil
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `the panel lists the live settings with value and meaning`() {
        let model = model(), text = text(model)
        for words in [
            "▶ generator.learning_rate      0.0002", "discriminator.learning_rate  0.0001",
            "ema.decay                    0.999",
            "learning rate of the generator", "0 to 1",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        // The curves stay in sight.
        #expect(text.contains("losses"))
    }

    @Test func `plus and minus step to round values, enter sends the new one`() {
        var model = model()
        #expect(press("+", &model) == [])
        #expect(text(model).contains("0.0002 → 0.0003_"))
        press("++", &model)
        #expect(adjustment(model)?.draft == "0.0007")
        press("-", &model)
        #expect(press(.enter, &model) == [.request(.set(name: "generator.learning_rate", value: 0.0005))])
        #expect(model.shared.notice?.text == "generator.learning_rate: 0.0002 → 0.0005 after this step")
        #expect(adjustment(model)?.draft == nil)
    }

    @Test func `a value can be typed, with an exponent, and erased`() {
        var model = model()
        press(.down, &model)
        press("3e-45", &model)
        press(.backspace, &model)
        #expect(adjustment(model)?.draft == "3e-4")
        #expect(press(.enter, &model) == [.request(.set(name: "discriminator.learning_rate", value: 3e-4))])
        press("7", &model)
        press(.backspace, &model)
        #expect(adjustment(model)?.draft == nil)
        #expect(press(.enter, &model) == [])
    }

    @Test func `an invalid value is reported and stays in the field`() {
        var model = model()
        press("3e", &model)
        #expect(press(.enter, &model) == [])
        #expect(model.shared.notice?.text.contains("'3e' is not a number") == true)
        press(.backspace, &model)
        #expect(press(.enter, &model) == [])
        #expect(model.shared.notice?.text.contains("0 to 1") == true)
        #expect(adjustment(model)?.draft == "3")
        press(String(repeating: "1", count: 100), &model)
        #expect((adjustment(model)?.draft?.count ?? 99) < 20)
    }

    @Test func `the current value is no change`() {
        var model = model()
        press("0.0002", &model)
        #expect(press(.enter, &model) == [])
        press("+-", &model)
        #expect(adjustment(model)?.draft == nil)
    }

    @Test func `moving discards the typed value, and stops at the ends`() {
        var model = model()
        press("5", &model)
        press(.down, &model)
        #expect(adjustment(model)?.draft == nil && adjustment(model)?.row == 1)
        for _ in 0..<20 { press(.down, &model) }
        #expect(adjustment(model)?.row == 3)
        press("+", &model)
        #expect(press(.enter, &model) == [.request(.set(name: "sample.interval", value: 300))])
        for _ in 0..<20 { press(.up, &model) }
        #expect(adjustment(model)?.row == 0)
    }

    @Test func `escape discards the typed value, then closes; q closes at once`() {
        var model = model()
        press("5", &model)
        press(.escape, &model)
        #expect(adjustment(model) == Adjustment())
        press(.escape, &model)
        #expect(model.overlay == .none)
        press("a5q", &model)
        #expect(model.overlay == .none)
    }

    @Test func `a click selects a row, the wheel moves`() throws {
        var model = model()
        let lines = text(model).split(separator: "\n", omittingEmptySubsequences: false)
        let y = try #require(lines.firstIndex { $0.contains("ema.decay") })
        _ = update(&model, .input(.mouse(.init(.press, x: 60, y: y))))
        #expect(adjustment(model)?.row == 2)
        _ = update(&model, .input(.mouse(.init(.wheelUp, .none, x: 1, y: 1))))
        #expect(adjustment(model)?.row == 1)
        _ = update(&model, .input(.mouse(.init(.press, x: 5, y: y))))
        #expect(adjustment(model)?.row == 1)
    }

    @Test func `a pasted number is inserted, other text is not`() {
        var model = model()
        _ = update(&model, .input(.paste(" 1e-5\n")))
        #expect(adjustment(model)?.draft == "1e-5")
        _ = update(&model, .input(.paste("rm -rf")))
        #expect(adjustment(model)?.draft == "1e-5")
    }

    @Test func `after the end no request is sent`() {
        var model = model(.finished)
        press("+", &model)
        #expect(press(.enter, &model) == [])
        #expect(model.shared.notice?.text == "training has ended")
    }

    @Test func `the panel reports that no setting can be changed`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        press("a+5", &model)
        #expect(press(.enter, &model) == [])
        #expect(text(model).contains("no setting can be changed now"))
    }

    @Test func `changes are marked on the curves where they were made`() throws {
        var status = TrainingStatus.example()
        var model = AppModel(size: Size(width: 120, height: 40))
        model.shared.status = status
        #expect(!text(model).contains("◆"))
        status.changes = [SettingChange(step: 2105, name: "generator.learning_rate", value: 1e-4)]
        model.shared.status = status
        let lines = text(model).split(separator: "\n").map(Array.init)
        let axis = try #require(lines.first { $0.contains("◆") }), column = try #require(axis.firstIndex(of: "◆"))
        // Half of 4,210 steps: the middle of the axis.
        let from = try #require(axis.firstIndex(of: "└")) + 1, to = try #require(axis.lastIndex(of: "─"))
        #expect(abs(column - (from + to) / 2) <= 4)
        #expect(lines.filter { $0.count > column && $0[column] == "┊" }.count > 10)
    }
}
