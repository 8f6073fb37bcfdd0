import Render
import Studio
import Testing

@Suite struct CommandLineTests {
    private func model() -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isOpen = true
        _ = update(&model, .status(.example()))
        return model
    }

    @discardableResult
    private func type(_ text: String, _ model: inout AppModel) -> [Effect] {
        text.flatMap { update(&model, .input(.key($0 == "\n" ? .enter : $0 == "\t" ? .tab : .character($0)))) }
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `a line runs a command with its argument`() {
        var model = model()
        #expect(
            type(":set generator.learning_rate 1e-4\n", &model) == [
                .request(.set(name: "generator.learning_rate", value: 1e-4))
            ])
        #expect(type(":pause\n", &model) == [.request(.pause)])
        type(":go-to 1200\n", &model)
        #expect(model.training.curves.cursor == 1200)
    }

    @Test func `an unknown command is reported with the nearest one`() {
        var model = model()
        type(":puase\n", &model)
        #expect(model.shared.notice?.text == "there is no command puase here; the nearest is pause")
        type(":theme nothing\n", &model)
        #expect(model.shared.notice?.text.hasPrefix("there is no theme named nothing") == true)
        type(":pause now\n", &model)
        #expect(model.shared.notice?.text == "pause takes no argument")
        type(":set generator.learning_rate fast\n", &model)
        #expect(model.shared.notice?.text.contains("'fast' is not a number") == true)
        type(":set generator.learning_rate\n", &model)
        #expect(model.shared.notice?.text.hasPrefix("write set NAME VALUE") == true)
    }

    @Test func `tab completes commands and their arguments`() {
        var model = model()
        type(":chec\t\n", &model)
        #expect(model.shared.notice?.text == "a checkpoint follows after this step")
        type(":set gen\t", &model)
        #expect(text(model).contains(":set generator.learning_rate 0.0002"))
    }

    @Test func `the palette finds a command by letters in order`() {
        var model = model()
        _ = update(&model, .input(.key(.control("p"))))
        type("smth", &model)
        #expect(text(model).contains("smoothing"))
        type("\n", &model)
        #expect(model.overlay == .none)
        #expect(model.shared.smoothing == .strong)
    }

    @Test func `better matches come first`() {
        #expect(Fuzzy.ranked(["stop-run", "resume", "redraw", "run"], "run") { $0 }.first == "run")
        #expect(Fuzzy.score("xyz", in: "theme") == nil)
        #expect(Fuzzy.ranked(["next-screen", "new-seed"], "ns") { $0 }.count == 2)
    }

    @Test func `the usual keys edit a line`() {
        var field = TextField("one two")
        field.handle(.control("w"))
        #expect(field.text == "one ")
        field.handle(.home)
        field.insert("a")
        field.handle(.delete)
        #expect(field.text == "ane ")
        field.handle(.control("k"))
        #expect(field.text == "a")
        field.handle(.backspace)
        field.handle(.backspace)
        #expect(field.text.isEmpty && field.cursor == 0)
    }

    @Test func `themes are previewed, and escape restores the previous one`() {
        var model = model()
        let white = Dictionary(uniqueKeysWithValues: Theme.Role.allCases.map { ($0, Color.white) })
        model.shared.themes.append(Theme(name: "other", colors: white))
        type("Tj", &model)
        #expect(model.shared.theme.name == "other")
        _ = update(&model, .input(.key(.escape)))
        #expect(model.shared.theme.name == "mosaic")
        type("Tj\n", &model)
        #expect(model.shared.theme.name == "other")
    }

    @Test func `messages are listed and filtered`() {
        var model = model()
        for i in 0..<9 { _ = update(&model, .notice("message \(i)")) }
        type("E/8\n", &model)
        #expect(text(model).contains("message 8"))
        #expect(!text(model).contains("│ ▶  message 3"))
    }

    @Test func `tabs are reached by number, name, tab and click`() {
        var model = model()
        _ = type("3", &model)
        #expect(model.tab.contexts[0] == .runs)
        type(":tab train\n", &model)
        #expect(model.tab.contexts[0] == .training)
        _ = update(&model, .input(.key(.backTab)))
        #expect(model.tab.contexts[0] == .repair)
        _ = update(&model, .input(.mouse(.init(.press, x: 16, y: 0))))
        #expect(model.tab.contexts[0] == .training)
    }
}
