import Engine
import Render
import Studio
import Testing

@Suite struct CommandLineTests {
    private func model() -> Model {
        var model = Model(size: Size(width: 80, height: 24))
        model.isOpen = true
        _ = update(&model, .status(.example()))
        return model
    }

    @discardableResult
    private func type(_ text: String, _ model: inout Model) -> [Effect] {
        text.flatMap { update(&model, .input(.key($0 == "\n" ? .enter : $0 == "\t" ? .tab : .character($0)))) }
    }

    private func text(_ model: Model) -> String {
        var pictures = PictureMemo()
        return Screen.draw(model, model.size, model.theme, &pictures).text
    }

    @Test func `a line is carried out, its argument too`() {
        var model = model()
        #expect(type(":set generator.rate 1e-4\n", &model) == [.ask(.set(name: "generator.rate", value: 1e-4))])
        #expect(type(":pause\n", &model) == [.ask(.pause)])
        type(":go-to 1200\n", &model)
        #expect(model.curves.cursor == 1200)
    }

    @Test func `what cannot be meant is said, with what is near`() {
        var model = model()
        type(":puase\n", &model)
        #expect(model.notice?.text == "there is no command puase here; the nearest is pause")
        type(":theme nothing\n", &model)
        #expect(model.notice?.text.hasPrefix("there is no theme named nothing") == true)
        type(":pause now\n", &model)
        #expect(model.notice?.text == "pause takes nothing more")
        type(":set generator.rate fast\n", &model)
        #expect(model.notice?.text.hasPrefix("write set NAME VALUE") == true)
    }

    @Test func `tab completes commands and their arguments`() {
        var model = model()
        type(":chec\t\n", &model)
        #expect(model.notice?.text == "a checkpoint follows this step")
        type(":set gen\t", &model)
        #expect(text(model).contains(":set generator.rate 0.0002"))
    }

    @Test func `the palette finds a command by scattered letters`() {
        var model = model()
        _ = update(&model, .input(.key(.control("p"))))
        type("smth", &model)
        #expect(text(model).contains("smoothing"))
        type("\n", &model)
        #expect(model.overlay == .none)
        #expect(!model.isSmoothed)
    }

    @Test func `better matches come first`() {
        #expect(Fuzzy.ranked(["stop-run", "resume", "redraw", "run"], "run") { $0 }.first == "run")
        #expect(Fuzzy.score("xyz", in: "theme") == nil)
        #expect(Fuzzy.ranked(["next-screen", "new-seed"], "ns") { $0 }.count == 2)
    }

    @Test func `a line is edited as everywhere`() {
        var field = TextField("one two")
        field.take(.control("w"))
        #expect(field.text == "one ")
        field.take(.home)
        field.insert("a")
        field.take(.delete)
        #expect(field.text == "ane ")
        field.take(.control("k"))
        #expect(field.text == "a")
        field.take(.backspace)
        field.take(.backspace)
        #expect(field.text.isEmpty && field.cursor == 0)
    }

    @Test func `themes are seen while they are chosen, and escape takes them back`() {
        var model = model()
        let white = Dictionary(uniqueKeysWithValues: Theme.Role.allCases.map { ($0, Color.white) })
        model.themes.append(Theme(name: "other", colors: white))
        type("Tj", &model)
        #expect(model.theme.name == "other")
        _ = update(&model, .input(.key(.escape)))
        #expect(model.theme.name == "mosaic")
        type("Tj\n", &model)
        #expect(model.theme.name == "other")
    }

    @Test func `what was said can be read again, and filtered`() {
        var model = model()
        for i in 0..<9 { _ = update(&model, .notice("message \(i)")) }
        type("E/8\n", &model)
        #expect(text(model).contains("message 8"))
        #expect(!text(model).contains("│ ▶  message 3"))
    }

    @Test func `tabs are reached by number, name, tab and click`() {
        var model = model()
        _ = type("3", &model)
        #expect(model.tab.place == .runs)
        type(":tab train\n", &model)
        #expect(model.tab.place == .training)
        _ = update(&model, .input(.key(.backTab)))
        #expect(model.tab.place == .repair)
        _ = update(&model, .input(.mouse(.init(.press, x: 16, y: 0))))
        #expect(model.tab.place == .training)
    }
}
