import Foundation
import Raster
import Render
import Repair
import Studio
import Testing

/// Repairs of one mask by several methods, side by side: keys and results in, drawn text and background tasks out.
@Suite struct MethodComparisonTests {
    private static let image = Bitmap(width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8($0 / 2) })

    /// A rectangle of 3x3 pixels at 8,8 is painted.
    private func painted(_ size: Size = Size(width: 80, height: 24)) throws -> AppModel {
        var model = AppModel(size: size)
        model.shared.isIdle = true
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .repair })
        _ = update(
            &model, .taskResult(.repair(.opened(OpenedImage(path: "a/photo.png", image: Self.image), notice: ""))))
        _ = update(&model, .time(1))
        _ = press(.character("r"), .enter, .right, .right, .down, .down, .enter, on: &model)
        return model
    }

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout AppModel) -> [Effect] {
        (":" + line).flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func lines(_ model: AppModel) -> [Substring] {
        var images = ImageCache()
        return AppView.draw(model, &images).text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func text(_ model: AppModel) -> String { lines(model).joined(separator: "\n") }

    private func request(_ effects: [Effect]) -> RepairRequest? {
        for case .backgroundTask(.repair(let request)) in effects { return request }
        return nil
    }

    /// Ends the running repair with that of a method; `levels` is the value of all pixels of its image.
    private func finish(by method: String, levels: UInt8? = nil, truth: Bitmap? = nil, on model: inout AppModel) throws
        -> [Effect]
    {
        let session = try #require(model.repair.session), id = try #require(session.comparison?.job?.id)
        let outcome = try Repair.run(
            session.editor.image, mask: session.editor.mask.mask, method: method, threads: 1, truth: truth)
        var result = FinishedRepair(outcome)
        if let levels {
            result.image = Bitmap(width: 16, height: 16, channels: 1, filledWith: levels)
            result.pyramid = ImagePyramid(result.image)
        }
        return update(&model, .taskResult(.repair(.finished(id, result))))
    }

    @Test func `the methods repair the same mask one after the other, that of auto once`() throws {
        var model = try painted()
        let first = try #require(request(press(.character("c"), on: &model)))
        #expect(first.method == "auto" && first.mask?.count == 9 && first.image == Self.image)
        // The hole is repaired by the method that auto chooses, here laplace, which then has had its turn.
        let second = try #require(request(try finish(by: "laplace", on: &model)))
        #expect(second.method == "patchmatch" && second.id != first.id && second.mask == first.mask)
        let third = try #require(request(try finish(by: "patchmatch", on: &model)))
        #expect(third.method == "nl-bayes")
        #expect(try finish(by: "nl-bayes", on: &model) == [])
        #expect(
            model.repair.session?.comparison?.entries.map(\.method) == ["auto", "patchmatch", "nl-bayes"])
    }

    @Test func `named methods are compared, and the chosen one beside the standard ones`() throws {
        var model = try painted()
        #expect(request(type("compare biharmonic, laplace", on: &model))?.method == "biharmonic")
        #expect(model.repair.session?.comparison?.entries.map(\.method) == ["biharmonic", "laplace"])
        model = try painted()
        _ = type("compare laplace", on: &model)
        #expect(model.shared.notice?.text == "name two methods or more: compare laplace,patchmatch")
        _ = type("compare laplace,magic", on: &model)
        #expect(model.shared.notice?.text.hasPrefix("the methods are auto, laplace") == true)
        #expect(model.repair.session?.comparison == nil)
        _ = type("method biharmonic", on: &model)
        _ = press(.character("c"), on: &model)
        #expect(
            model.repair.session?.comparison?.entries.map(\.method)
                == ["auto", "laplace", "patchmatch", "nl-bayes", "biharmonic"])
        for method in RepairState.compared { #expect(RepairMethods.all.contains { $0.name == method }) }
    }

    @Test func `without a mask nothing is compared`() throws {
        var model = try painted()
        _ = press(.delete, on: &model)
        #expect(press(.character("c"), on: &model) == [])
        #expect(model.shared.notice?.text.hasPrefix("paint the mask first") == true)
    }

    @Test func `two panels stand beside each other at 80 columns, with method, time, seam and PSNR`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch,nl-bayes", on: &model)
        let id = try #require(model.repair.session?.comparison?.job?.id)
        _ = update(&model, .taskResult(.repair(.progress(id, stage: "solving", fraction: 0.4))))
        #expect(lines(model)[1].contains("laplace 40 %") && lines(model)[1].contains("patchmatch"))
        #expect(text(model).contains("1 of 3  laplace: solving  40 %"))
        #expect(text(model).contains("waits for its turn"))
        // The repair of a ramp is exact; another image has a distance.
        let truth = Bitmap(width: 16, height: 16, channels: 1, filledWith: 90)
        _ = try finish(by: "laplace", truth: truth, on: &model)
        let title = try #require(lines(model)[1].split(separator: "╮").first)
        #expect(title.contains("laplace ") && title.contains(" s seam ") && title.contains(" dB"))
        #expect(text(model).contains("repaired 3.52 % by laplace in "))
        #expect(text(model).contains("known pixels identical"))
        #expect(!lines(model)[1].contains("nl-bayes"))
        _ = press(.right, .right, on: &model)
        #expect(lines(model)[1].contains("patchmatch") && lines(model)[1].contains("nl-bayes"))
    }

    @Test func `a wide screen has more panels`() throws {
        var model = try painted(Size(width: 150, height: 45))
        _ = type("compare laplace,patchmatch,nl-bayes", on: &model)
        for method in ["laplace", "patchmatch", "nl-bayes"] { #expect(lines(model)[1].contains(method)) }
        _ = type("compare laplace,patchmatch,nl-bayes,biharmonic", on: &model)
        let rows = lines(model).indices.filter { row in
            ["laplace", "patchmatch", "nl-bayes", "biharmonic"].contains { lines(model)[row].contains("─ " + $0) }
                || lines(model)[row].contains("╭")
        }
        #expect(rows.count == 2)
    }

    @Test func `all panels have the same zoom and place`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", on: &model)
        _ = try finish(by: "laplace", on: &model)
        func halves() -> (left: [Cell], right: [Cell]) {
            var images = ImageCache()
            let grid = AppView.draw(model, &images), rows = 3..<19, columns = 2..<37
            return (
                rows.flatMap { y in columns.map { grid[$0, y] } },
                rows.flatMap { y in columns.map { grid[40 + $0, y] } }
            )
        }
        let before = halves()
        #expect(before.left == before.right)
        _ = press(.character("+"), .character("+"), .character(">"), .pageDown, on: &model)
        let after = halves()
        #expect(after.left == after.right && after.left != before.left)
    }

    @Test func `each panel shows its own repair, and space the image before in all`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", levels: 0, on: &model)
        _ = try finish(by: "patchmatch", levels: 255, on: &model)
        func colors() -> (Color, Color) {
            var images = ImageCache()
            let grid = AppView.draw(model, &images)
            return (grid[20, 8].background, grid[60, 8].background)
        }
        #expect(colors() == (.black, .white))
        _ = press(.character(" "), on: &model)
        #expect(colors().0 == colors().1 && colors().0 != .black && colors().0 != .white)
        #expect(lines(model)[1].contains("laplace before"))
    }

    @Test func `enter takes the selected repair as the result, which is saved and undone as after R`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", on: &model)
        // A repair that has not ended cannot be taken.
        _ = press(.right, .enter, on: &model)
        #expect(model.repair.context == .methods)
        #expect(model.shared.notice?.text == "this method has no repair to take")
        _ = try finish(by: "patchmatch", levels: 7, on: &model)
        #expect(press(.enter, on: &model) == [])
        #expect(model.repair.context == .compare && model.repair.method == "patchmatch")
        #expect(text(model).contains("repaired 3.52 % by patchmatch in "))
        let product = try #require(model.repair.session?.product)
        #expect(product.image.pixels.allSatisfy { $0 == 7 })
        #expect(product.recipes.last?.method == "patchmatch" && product.mask?.count == 9)
        #expect(
            press(.character("s"), on: &model) == [
                .backgroundTask(.saveRepair(product, path: "a/photo.repaired.png", replaces: false))
            ])
        // The others can still be looked at and taken; nothing is lost by it.
        _ = press(.character("c"), .left, on: &model)
        #expect(press(.enter, on: &model) == [] && model.overlay == .none)
        #expect(model.repair.session?.result?.report.method == "laplace")
        _ = press(.character("u"), on: &model)
        #expect(model.repair.context == .paint && text(model).contains("in 3x3 at 8,8"))
    }

    @Test(arguments: [Key.escape, .character("q")])
    func `leaving keeps the state before, stops the repair that runs, and the ended ones can be shown again`(key: Key)
        throws
    {
        var model = try painted()
        guard let request = request(press(.character("R"), on: &model)) else { return }
        let outcome = try Repair.run(request.image, mask: request.mask, method: "laplace", threads: 1)
        _ = update(&model, .taskResult(.repair(.finished(request.id, FinishedRepair(outcome)))))
        _ = press(.character("w"), on: &model)
        _ = update(&model, .time(100))
        let before = text(model)
        _ = type("compare patchmatch,laplace", on: &model)
        _ = try finish(by: "patchmatch", on: &model)
        let running = try #require(model.repair.session?.comparison?.job?.id)
        #expect(press(key, on: &model) == [.backgroundTask(.stopRepair(running))])
        _ = update(&model, .time(200))
        #expect(text(model) == before)
        // Late results of the stopped repair are dropped.
        _ = update(&model, .taskResult(.repair(.ended(running, "too late"))))
        #expect(text(model) == before)
        let again = self.request(press(.character("c"), on: &model))
        #expect(again?.method == "laplace" && again?.id != running)
        #expect(lines(model)[1].contains("patchmatch ") && lines(model)[1].contains(" seam "))
    }

    @Test func `x stops what has not ended, and C goes on`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        let running = try #require(model.repair.session?.comparison?.job?.id)
        #expect(press(.character("X"), on: &model) == [.backgroundTask(.stopRepair(running))])
        #expect(text(model).contains("1 of 2  laplace was stopped"))
        #expect(request(press(.character("c"), on: &model))?.method == "laplace")
    }

    @Test func `a method that fails says why in its panel, and the next one repairs`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        let id = try #require(model.repair.session?.comparison?.job?.id)
        #expect(
            request(update(&model, .taskResult(.repair(.ended(id, "needs 3 GB of memory")))))?.method == "patchmatch")
        #expect(text(model).contains("needs 3 GB of memory") && text(model).contains("laplace did not repair"))
    }

    @Test func `another mask is compared anew`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", on: &model)
        _ = press(.escape, .character(">"), on: &model)
        let request = request(press(.character("c"), on: &model))
        #expect(request?.method == "auto" && (request?.mask?.count ?? 0) > 9)
    }

    @Test func `repairs side by side are unsaved work until one is taken, and a repair that they replace too`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        #expect(model.unsaved.items.contains(.runningRepair(of: "photo.png")))
        _ = try finish(by: "laplace", on: &model)
        _ = try finish(by: "patchmatch", on: &model)
        #expect(model.unsaved.items.first == .comparedRepairs(of: "photo.png", count: 2))
        _ = press(.escape, on: &model)
        #expect(press(.character("q"), on: &model) == [])
        guard case .question(let question) = model.overlay else {
            Issue.record("no question was asked")
            return
        }
        #expect(
            question.detail.hasPrefix("2 repairs of photo.png side by side are not saved and will be lost"))
        _ = press(.enter, .character("c"), .enter, on: &model)
        #expect(model.unsaved.items.first == .repair(of: "photo.png"))
        #expect(!model.unsaved.items.contains(.comparedRepairs(of: "photo.png", count: 2)))
    }

    @Test func `taking a repair asks where another one is not saved`() throws {
        var model = try painted()
        guard let request = request(press(.character("R"), on: &model)) else { return }
        let outcome = try Repair.run(request.image, mask: request.mask, method: "biharmonic", threads: 1)
        _ = update(&model, .taskResult(.repair(.finished(request.id, FinishedRepair(outcome)))))
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", on: &model)
        _ = press(.enter, on: &model)
        guard case .question(let question) = model.overlay else {
            Issue.record("no question was asked")
            return
        }
        #expect(question.text == "take this repair instead?")
        #expect(question.detail == "the repair of photo.png is not saved and will be lost")
        _ = press(.character("y"), on: &model)
        #expect(model.repair.session?.result?.report.method == "laplace")
    }

    @Test func `the undamaged image of a file is given to the repairs, which are then done again`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = try finish(by: "laplace", on: &model)
        _ = press(.escape, on: &model)
        _ = type("truth a/whole.png", on: &model)
        let request = request(type("compare laplace,patchmatch", on: &model))
        #expect(request?.method == "laplace" && request?.truth == "a/whole.png")
        _ = press(.character("X"), .escape, on: &model)
        #expect(self.request(press(.character("R"), on: &model))?.truth == "a/whole.png")
        let truth = Bitmap(width: 16, height: 16, channels: 1, filledWith: 90)
        let outcome = try Repair.run(
            Self.image, mask: request?.mask, method: "laplace", threads: 1, truth: truth)
        let id = try #require(model.repair.session?.job?.id)
        _ = update(&model, .taskResult(.repair(.finished(id, FinishedRepair(outcome)))))
        #expect(text(model).contains(" · PSNR "))
    }

    @Test func `a click selects a panel`() throws {
        var model = try painted()
        _ = type("compare laplace,patchmatch", on: &model)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 60, y: 8))))
        #expect(model.repair.session?.comparison?.selected == 1)
    }
}
