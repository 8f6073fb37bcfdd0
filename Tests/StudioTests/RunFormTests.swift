import Datasets
import Raster
import Render
import Runs
import Studio
import Testing

/// The form of a new run: what the data fill in, what is marked, and what is kept.
@Suite struct RunFormTests {
    private let emoji = DataSummary(
        name: "/home/ada/emoji", count: 1_036, smallest: 32, largest: 136, isColoured: true, transparent: 12,
        otherProportions: 300, classes: 4, side: 64)

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.reduce([]) { _, key in update(&model, .input(.key(key))) }
    }

    private func type(_ text: String, on model: inout AppModel) {
        for letter in text { _ = press(.character(letter), on: &model) }
    }

    /// The form, with `data` typed into its field and the field left.
    private func form(_ data: String = "~/emoji") -> (model: AppModel, effects: [Effect]) {
        var model = AppModel(size: Size(width: 120, height: 60))
        model.shared.home = "/home/ada"
        _ = press(.character("3"), .control("n"), .down, .control("u"), on: &model)
        type(data, on: &model)
        let effects = press(.down, on: &model)
        return (model, effects)
    }

    private func checked(_ check: DataCheck, _ model: inout AppModel) -> [Effect] {
        update(&model, .taskResult(.dataCheck(check)))
    }

    private func value(_ name: String, _ model: AppModel) -> String? {
        guard case .form(let form) = model.overlay else { return nil }
        return form.fields.first { $0.name == name }?.text.text
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `leaving the field of the data looks at them, and what they say is filled in and shown in one line`() {
        var (model, effects) = form()
        #expect(effects.contains(.backgroundTask(.checkData("~/emoji"))))
        _ = checked(DataCheck(asked: "~/emoji", name: "/home/ada/emoji", summary: emoji), &model)
        #expect(value("channels", model) == "3" && value("augment", model) == "true")
        #expect(
            text(model).contains("1,036 images, colour, 32 to 136 px") && text(model).contains("4 classes"))
        #expect(text(model).contains("from the data"))
    }

    @Test func `values of other data are not called values of the data that were typed`() {
        var (model, _) = form()
        _ = checked(DataCheck(asked: "~/emoji", name: "/home/ada/emoji", summary: emoji), &model)
        _ = press(.up, .control("u"), on: &model)
        type("photos", on: &model)
        #expect(!text(model).contains("from the data"))
        _ = press(.down, on: &model)
        #expect(!text(model).contains("from the data") && !text(model).contains(" steps of "))
    }

    @Test func `typing replaces the text of a field that was entered, an arrow key keeps it`() {
        var (model, _) = form("/pictures")
        _ = press(.down, on: &model)
        while model.selected != "seed" { _ = press(.down, on: &model) }
        type("7", on: &model)
        type("1", on: &model)
        #expect(value("seed", model) == "71")
        _ = press(.down, .up, .right, on: &model)
        type("5", on: &model)
        #expect(value("seed", model) == "715")
        _ = press(.down, .up, .backspace, on: &model)
        #expect(value("seed", model) == "")
    }

    @Test func `an estimate for other data is out of date at once, and follows when the typing pauses`() {
        var (model, _) = form("/pictures")
        _ = checked(DataCheck(asked: "/pictures", name: "/pictures", summary: emoji), &model)
        guard case .form(let form) = model.overlay, let plan = form.plan else {
            Issue.record("no form")
            return
        }
        let cost = RunCost(secondsPerStep: 0.01, steps: 100, memory: 1_000_000)
        _ = update(&model, .taskResult(.estimate(plan, cost)))
        #expect(text(model).contains("about "))
        while model.selected != "data" { _ = press(.up, on: &model) }
        type("/other", on: &model)
        #expect(!text(model).contains("about ") && text(model).contains("the estimate is out of date"))
        #expect(!update(&model, .time(model.shared.now + 0.5)).contains(.backgroundTask(.checkData("/other"))))
        #expect(update(&model, .time(model.shared.now + 0.6)).contains(.backgroundTask(.checkData("/other"))))
        #expect(!update(&model, .time(model.shared.now + 2)).contains(.backgroundTask(.checkData("/other"))))
        // An estimate that fails says why.
        _ = checked(DataCheck(asked: "/other", name: "/other", summary: emoji), &model)
        guard case .form(let other) = model.overlay, let plan = other.plan else { return }
        _ = update(&model, .taskResult(.estimateFailed(plan, "no memory for it")))
        #expect(model.shared.notices.messages.count < 4 && plan.data == "/other")
    }

    @Test func `a run of the form names what was taken from the data`() {
        var (model, _) = form("/pictures")
        _ = checked(DataCheck(asked: "/pictures", name: "/pictures", summary: emoji), &model)
        guard case .backgroundTask(.start(let plan))? = press(.enter, on: &model).last else {
            Issue.record("no start")
            return
        }
        #expect(plan.taken["channels"] == 3 && plan.taken["image_size"] != nil && plan.taken["latent_dim"] == nil)
    }

    @Test func `a form that was closed opens again with what was typed`() {
        var (model, _) = form()
        _ = press(.escape, on: &model)
        #expect(value("data", model) == nil)
        _ = press(.control("n"), on: &model)
        #expect(value("data", model) == "~/emoji")
    }

    @Test func `a new run begins with the data of the run that is shown`() {
        var model = AppModel(size: Size(width: 120, height: 60))
        model.shared.status.data = "/home/ada/emoji"
        let effects = press(.character("3"), .control("n"), on: &model)
        #expect(value("data", model) == "/home/ada/emoji")
        #expect(effects.contains(.backgroundTask(.checkData("/home/ada/emoji"))))
    }

    @Test func `what was typed stays when the data cannot be read, with the error at the field, and nothing starts`() {
        var (model, _) = form("/nowhere")
        _ = press(.down, .control("u"), on: &model)
        type("77", on: &model)
        _ = checked(DataCheck(asked: "/nowhere", name: "/nowhere", error: "/nowhere: cannot be read"), &model)
        #expect(text(model).contains("✗ /nowhere: cannot be read"))
        #expect(press(.enter, on: &model) == [])
        #expect(value("data", model) == "/nowhere" && value("seed", model) == "77")
    }

    @Test func `a start looks at the data first, and the form stays until they are known`() {
        var (model, _) = form("/pictures")
        #expect(press(.enter, on: &model) == [] && value("data", model) == "/pictures")
        let effects = checked(DataCheck(asked: "/pictures", name: "/pictures", summary: emoji), &model)
        guard case .backgroundTask(.start(let plan)) = effects.last else {
            Issue.record("no start: \(effects)"); return
        }
        #expect(plan.data == "/pictures" && plan.settings["channels"] == 3 && model.overlay == .none)
        // It comes back where the run cannot start all the same.
        let message = UserMessage("batch_size: too large", suggestion: "\(.setAtMost("batch_size", 8))")
        _ = update(&model, .taskResult(.startFailed(message)))
        #expect(value("data", model) == "/pictures" && model.selected == "batch_size")
        #expect(text(model).contains("set the field batch_size to 8 or less; Ctrl-F sets 8"))
        _ = press(.control("f"), on: &model)
        #expect(value("batch_size", model) == "8" && !text(model).contains("Ctrl-F sets 8"))
    }

    @Test func `fields that the user set are left alone, and Control-F fills in all`() {
        var (model, _) = form()
        while model.selected != "channels" { _ = press(.down, on: &model) }
        _ = press(.character("1"), on: &model)
        _ = press(.right, .left, on: &model)
        _ = checked(DataCheck(asked: "~/emoji", name: "/home/ada/emoji", summary: emoji), &model)
        #expect(value("channels", model) == "1" && text(model).contains("Ctrl-F sets it"))
        #expect(press(.enter, on: &model) == [])
        _ = press(.control("f"), on: &model)
        #expect(value("channels", model) == "3" && !text(model).contains("✗"))
    }

    @Test func `space toggles a flag, letters choose, numbers show their unit, a wrong one is marked at once`() {
        var (model, _) = form("shapes")
        while model.selected != "augment" { _ = press(.down, on: &model) }
        _ = press(.character("f"), on: &model)
        #expect(value("augment", model) == "false")
        _ = press(.character(" "), on: &model)
        #expect(value("augment", model) == "true")
        _ = press(.character("x"), on: &model)
        #expect(value("augment", model) == "true")
        while model.selected != "batch_size" { _ = press(.up, on: &model) }
        #expect(text(model).contains("images"))
        type("x", on: &model)
        #expect(text(model).contains("✗ 'x' is not a number"))
    }

    @Test func `Tab completes a path in the form, names what fits, and moves on from a whole path`() {
        var (model, _) = form("/pic")
        _ = press(.up, on: &model)
        #expect(press(.tab, on: &model) == [.backgroundTask(.matchPath(PathQuery("/pic", .form(field: "data"))))])
        let query = PathQuery("/pic", .form(field: "data"))
        _ = update(
            &model, .taskResult(.pathMatches(PathMatches(query, found: ["/pictures/", "/picx/"], completed: "/pic"))))
        #expect(text(model).contains("2 fit: pictures/, picx/") && model.selected == "data")
        _ = update(
            &model, .taskResult(.pathMatches(PathMatches(query, found: ["/pictures/"], completed: "/pictures/"))))
        #expect(value("data", model) == "/pictures/" && model.selected == "data")
        let whole = PathQuery("/pictures/", .form(field: "data"))
        _ = update(
            &model, .taskResult(.pathMatches(PathMatches(whole, found: ["/pictures/"], completed: "/pictures/"))))
        #expect(model.selected == "fit")
    }

    @Test func `Tab completes paths on the command line, and a pattern is expanded before its command runs`() {
        var model = AppModel(size: Size(width: 100, height: 40))
        model.tabIndex = model.tabs.firstIndex { $0.contexts[0] == .repair } ?? 0
        _ = press(.character(":"), on: &model)
        type("open ~/ph", on: &model)
        #expect(press(.tab, on: &model) == [.backgroundTask(.matchPath(PathQuery("~/ph", .commandLine)))])
        _ = update(
            &model,
            .taskResult(
                .pathMatches(
                    PathMatches(
                        PathQuery("~/ph", .commandLine), found: ["/home/ada/photos/"], completed: "/home/ada/photos/")))
        )
        guard case .commandLine(let line) = model.overlay else { Issue.record("closed"); return }
        #expect(line.field.text == "open /home/ada/photos/")
        type("*.png", on: &model)
        let query = PathQuery("/home/ada/photos/*.png", .run(.open))
        #expect(press(.enter, on: &model) == [.backgroundTask(.matchPath(query))])
        _ = update(&model, .taskResult(.pathMatches(PathMatches(query, found: [], completed: query.text))))
        #expect(model.shared.notice?.text == "no file or folder matches /home/ada/photos/*.png")
        let found = PathMatches(query, found: ["/home/ada/photos/a.png"], completed: "/home/ada/photos/a.png")
        #expect(
            update(&model, .taskResult(.pathMatches(found)))
                == [.backgroundTask(.openImage("/home/ada/photos/a.png"))])
    }
}

extension AppModel {
    /// The name of the selected field of the form.
    fileprivate var selected: String? {
        guard case .form(let form) = overlay else { return nil }
        return form.fields[form.row].name
    }
}
