import Render
import Studio
import Testing

/// The prompt line is edited as line editors do.
@Suite struct PromptEditingTests {
    private func press(_ keys: Key..., on model: inout AppModel) {
        for key in keys { _ = update(&model, .input(.key(key))) }
    }

    private func line(_ model: AppModel) -> CommandLineState? {
        if case .commandLine(let line) = model.overlay { line } else { nil }
    }

    /// The samples screen of a run that takes prompts, with a prompt, and the prompt line open.
    private func opened() throws -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .samples })
        model.samples.promptSupport = .modalities([.text])
        model.samples.prompt.text = "red shoe"
        press(.character("/"), on: &model)
        return model
    }

    @Test func `typing replaces the old text, and Up recalls it`() throws {
        var model = try opened(), images = ImageCache()
        #expect(line(model)?.command == .prompt && line(model)?.field.text == "red shoe")
        #expect(AppView.draw(model, &images).text.contains(":prompt red shoe"))
        press(.character("b"), .character("o"), on: &model)
        #expect(line(model)?.line == "prompt bo")
        press(.up, on: &model)
        #expect(line(model)?.line == "prompt red shoe")
        press(.down, on: &model)
        #expect(line(model)?.line == "prompt bo")
    }

    @Test func `keys that clear leave the command, and arrows keep the old text`() throws {
        for key in [Key.control("u"), .backspace, .control("w"), .control("k")] {
            var model = try opened()
            press(key, on: &model)
            #expect(line(model)?.line == "prompt ")
        }
        var model = try opened()
        press(.left, .character("a"), .right, on: &model)
        #expect(line(model)?.line == "prompt ared shoe")
        model = try opened()
        press(.end, .character("s"), on: &model)
        #expect(line(model)?.line == "prompt red shoes")
    }

    @Test func `a pasted text that is too long is cut with a word`() throws {
        var model = try opened()
        _ = update(&model, .input(.paste("a short one")))
        #expect(line(model)?.field.text == "a short one" && model.shared.notice == nil)
        _ = update(&model, .input(.paste(String(repeating: "x", count: 500))))
        #expect(model.shared.notice?.text.contains("its end was left out") == true)
    }

    @Test func `a command of another screen names the screen`() throws {
        var model = AppModel(size: Size(width: 80, height: 24))
        for key in ":interpolate" { _ = update(&model, .input(.key(.character(key)))) }
        press(.enter, on: &model)
        #expect(model.shared.notice?.text == "interpolate is a command of the screen Samples (2)")
    }

    @Test func `escape and q leave a view of the samples before the program`() throws {
        for key in [Key.escape, .character("q")] {
            var model = try opened()
            press(.escape, on: &model)
            model.samples.isSingle = true
            model.samples.neighbours = []
            #expect(update(&model, .input(.key(key))) == [])
            #expect(!model.samples.isSingle && model.samples.neighbours == nil && model.overlay == .none)
        }
    }
}
