import Foundation
import Jobs
import Raster
import Render
import Repair
import Studio
import Testing

/// The repair screen: keys and results in, drawn text and background tasks out.
@Suite struct RepairTabTests {
    private static let image = Bitmap(width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8($0 / 2) })

    private func model(_ size: Size = Size(width: 80, height: 24)) throws -> AppModel {
        var model = AppModel(size: size)
        model.shared.isIdle = true
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .repair })
        return model
    }

    /// With the image open; its view shows a pixel as two half cells, from column 24 of the screen's third line on.
    private func opened() throws -> AppModel {
        var model = try model()
        _ = update(
            &model, .taskResult(.repair(.opened(OpenedImage(path: "a/photo.png", image: Self.image), notice: ""))))
        _ = update(&model, .time(1))
        return model
    }

    private func press(_ keys: Key..., on model: inout AppModel) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout AppModel) -> [Effect] {
        (":" + line).flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    /// A rectangle of 3x3 pixels at 8,8, painted and repaired.
    private func repaired() throws -> AppModel {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .right, .down, .down, .enter, on: &model)
        guard case .backgroundTask(.repair(let request))? = press(.character("R"), on: &model).last else {
            Issue.record("no repair was requested")
            return model
        }
        let outcome = try Repair.run(request.image, mask: request.mask, method: "laplace", threads: 1)
        _ = update(&model, .taskResult(.repair(.finished(request.id, FinishedRepair(outcome)))))
        return model
    }

    @Test func `the folder's images are listed, previewed and filtered`() throws {
        var model = try model()
        #expect(
            update(&model, .time(1)) == [
                .backgroundTask(.listImages(folder: ".")), .backgroundTask(.listRuns(folder: "runs")),
            ])
        let files = [
            ImageEntry("..", isFolder: true), ImageEntry("cats", isFolder: true), ImageEntry("dog.png", size: 2000),
            ImageEntry("owl.jpg", size: 3_100_000),
        ]
        #expect(
            update(&model, .taskResult(.repair(.files(folder: ".", files)))) == [
                .backgroundTask(.previewImage("dog.png"))
            ])
        #expect(press(.down, on: &model) == [.backgroundTask(.previewImage("owl.jpg"))])
        #expect(press(.up, on: &model) == [.backgroundTask(.previewImage("dog.png"))])
        _ = update(&model, .taskResult(.repair(.preview("dog.png", .unreadable("dog.png: this is no image")))))
        for words in ["cats/", "dog.png", "2kB", "owl.jpg", "3.1MB", "this is no image"] {
            #expect(text(model).contains(words), "\(words)")
        }
        _ = press(.character("/"), .character("o"), .character("w"), .enter, on: &model)
        #expect(model.repair.visibleFiles(model.shared).map(\.name) == ["owl.jpg"])
        #expect(press(.enter, on: &model) == [.backgroundTask(.openImage("owl.jpg"))])
    }

    @Test func `folders are entered and left`() throws {
        var model = try model()
        _ = update(
            &model,
            .taskResult(
                .repair(.files(folder: ".", [ImageEntry("..", isFolder: true), ImageEntry("cats", isFolder: true)]))))
        #expect(press(.enter, on: &model) == [.backgroundTask(.listImages(folder: "cats"))])
        #expect(
            press(.backspace, .backspace, .backspace, on: &model)
                == [
                    .backgroundTask(.listImages(folder: ".")), .backgroundTask(.listImages(folder: "..")),
                    .backgroundTask(.listImages(folder: "../..")),
                ])
        // A late listing is dropped.
        _ = update(&model, .taskResult(.repair(.files(folder: "cats", [ImageEntry("x.png")]))))
        #expect(model.repair.visibleFiles(model.shared).isEmpty)
    }

    @Test func `keys paint, and the line shows the coverage`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .right, .down, .enter, on: &model)
        #expect(text(model).contains("photo.png  rectangle 16"))
        #expect(text(model).contains("in 3x2 at 8,8  not saved"))
        _ = press(.character("u"), on: &model)
        #expect(!text(model).contains("in 3x2"))
    }

    @Test func `the mouse paints, and selects tools and methods`() throws {
        var model = try opened()
        let line = try #require(
            text(model).split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("b brush") })
        let bar = text(model).split(separator: "\n", omittingEmptySubsequences: false)[line]
        let column = try #require(bar.range(of: "r rectangle")).lowerBound.utf16Offset(in: bar)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: column, y: line))))
        for event in [
            MouseEvent(.press, x: 28, y: 4), MouseEvent(.drag, x: 34, y: 6), MouseEvent(.release, x: 34, y: 6),
        ] {
            _ = update(&model, .input(.mouse(event)))
        }
        #expect(text(model).contains("in 4x3 at 2,2"))
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 10, y: line + 1))))
        #expect(text(model).contains("method laplace"))
    }

    @Test func `a click beside the image paints nothing`() throws {
        var model = try opened()
        for event in [MouseEvent(.press, x: 4, y: 8), MouseEvent(.release, x: 4, y: 8)] {
            _ = update(&model, .input(.mouse(event)))
        }
        #expect(text(model).contains("0.00 %"))
        // A stroke that begins on the image may leave it.
        for event in [MouseEvent(.press, x: 26, y: 8), MouseEvent(.drag, x: 4, y: 8), MouseEvent(.release, x: 4, y: 8)]
        {
            _ = update(&model, .input(.mouse(event)))
        }
        #expect(!text(model).contains("  0.00 %"))
    }

    @Test func `the second half of a double click on a file does not paint`() throws {
        var model = try model()
        _ = update(&model, .time(5))
        _ = update(&model, .taskResult(.repair(.files(folder: ".", [ImageEntry("photo.png")]))))
        let click = [MouseEvent(.press, x: 8, y: 2), MouseEvent(.release, x: 8, y: 2)]
        #expect(update(&model, .input(.mouse(click[0]))) == [.backgroundTask(.openImage("photo.png"))])
        // As large as the screen: it is under the click.
        let wide = Bitmap(width: 80, height: 38, channels: 1, filledWith: 90)
        _ = update(&model, .taskResult(.repair(.opened(OpenedImage(path: "photo.png", image: wide), notice: ""))))
        for event in click { _ = update(&model, .input(.mouse(event))) }
        #expect(text(model).contains("0.00 %"))
        _ = update(&model, .time(6))
        for event in click { _ = update(&model, .input(.mouse(event))) }
        #expect(!text(model).contains("  0.00 %"))
    }

    @Test func `the command line and the palette reach the mask editor and the methods`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        #expect(text(model).contains("100.00 % in 16x16"))
        _ = type("method patchmatch", on: &model)
        #expect(text(model).contains("method patchmatch"))
        _ = press(.control("p"), on: &model)
        for letter in "paint clear" { _ = press(.character(letter), on: &model) }
        _ = press(.enter, on: &model)
        #expect(!text(model).contains("100.00 %"))
        _ = type("method magic", on: &model)
        #expect(model.shared.notice?.text.hasPrefix("the methods are auto, laplace") == true)
    }

    @Test func `each method has one line of help, auto first`() throws {
        var model = try opened()
        #expect(text(model).contains("method auto  chooses a method by the shape"))
        for method in RepairMethods.all where method.tasks != [.upscale] {
            _ = press(.character("n"), on: &model)
            #expect(text(model).contains("method \(method.name)  \(method.summary.prefix(40))"))
        }
        _ = press(.character("n"), on: &model)
        #expect(text(model).contains("method auto"))
    }

    @Test func `runs of repair presets are methods too, other runs are not`() throws {
        var model = try opened()
        func run(_ name: String, _ preset: String, step: Int) -> RunSummary {
            var run = RunSummary(path: "runs/\(name)", name: name, state: .stopped(isDone: true))
            (run.preset, run.data, run.step) = (preset, "shapes", step)
            return run
        }
        _ = update(
            &model,
            .taskResult(
                .runs([run("mend", "repair", step: 700), run("draw", "modern", step: 9), run("new", "repair", step: 0)])
            ))
        _ = type("method runs/draw", on: &model)
        #expect(model.shared.notice?.text.hasSuffix("runs/mend") == true)
        _ = type("method runs/mend", on: &model)
        // The notice hides the line.
        _ = update(&model, .time(100))
        #expect(text(model).contains("method runs/mend  a network of preset repair, 700 steps"))
        _ = press(.character("n"), on: &model)
        #expect(text(model).contains("method auto"))
    }

    @Test func `without a mask only a method for the whole image runs`() throws {
        var model = try opened()
        #expect(press(.character("R"), on: &model) == [])
        #expect(model.shared.notice?.text.hasPrefix("paint the mask first") == true)
        _ = type("method denoise", on: &model)
        #expect(
            press(.character("R"), on: &model) == [
                .backgroundTask(
                    .repair(
                        RepairRequest(
                            id: 1, image: Self.image, mask: nil, method: "denoise", name: "photo.png")))
            ])
    }

    /// The run's folder is not there: whether the method needs a mask is found out by the background task, which reads the checkpoint.
    @Test func `a run as method is not read before it repairs`() throws {
        var model = try opened(), run = RunSummary(path: "nowhere/mend", name: "mend", state: .stopped(isDone: true))
        (run.preset, run.step) = ("repair", 700)
        _ = update(&model, .taskResult(.runs([run])))
        _ = type("method nowhere/mend", on: &model)
        #expect(
            press(.character("R"), on: &model) == [
                .backgroundTask(
                    .repair(
                        RepairRequest(
                            id: 1, image: Self.image, mask: nil, method: "nowhere/mend", name: "photo.png")))
            ])
        _ = update(&model, .taskResult(.repair(.ended(1, "nowhere/mend: no such folder"))))
        #expect(model.shared.notice?.text == "nowhere/mend: no such folder")
    }

    @Test func `a repair uses the painted mask, shows its progress, and stops`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .enter, on: &model)
        var mask = Mask(width: 16, height: 16)
        (mask[8, 8], mask[9, 8]) = (true, true)
        #expect(
            press(.character("R"), on: &model) == [
                .backgroundTask(
                    .repair(
                        RepairRequest(
                            id: 1, image: Self.image, mask: mask, method: "auto", name: "photo.png")))
            ])
        _ = update(&model, .taskResult(.repair(.progress(1, stage: "level 2", fraction: 0.4))))
        #expect(text(model).contains("auto: level 2  40 %"))
        #expect(text(model).contains("so far"))
        // Results of another repair are dropped.
        _ = update(&model, .taskResult(.repair(.progress(7, stage: "old", fraction: 0.9))))
        #expect(text(model).contains("40 %"))
        #expect(press(.character("X"), on: &model) == [.backgroundTask(.stopRepair(1))])
        // At once, whatever the method is doing; what it still sends is dropped.
        #expect(text(model).contains("stopped; the image is unchanged"))
        _ = update(&model, .taskResult(.repair(.progress(1, stage: "late", fraction: 0.9))))
        _ = update(&model, .taskResult(.repair(.ended(1, nil))))
        #expect(text(model).contains("in 2x1 at 8,8"))
    }

    @Test func `X takes what a repair has so far, esc and a second X discard it`() throws {
        let soFar = Bitmap(width: 16, height: 16, channels: 1, filledWith: 0)
        for second in [Key.escape, .character("X")] {
            var model = try opened()
            _ = press(.character(" "), on: &model)
            _ = press(.character("R"), on: &model)
            _ = update(&model, .taskResult(.repair(.intermediate(1, ImagePyramid(soFar)))))
            #expect(press(.character("X"), on: &model) == [.backgroundTask(.stopRepair(1, keeps: true))])
            #expect(text(model).contains("stopping"))
            #expect(press(second, on: &model) == [.backgroundTask(.stopRepair(1))])
            #expect(text(model).contains("stopped; the image is unchanged"))
        }
    }

    @Test func `a stopped repair is called one in part, and no command makes it again`() throws {
        var model = try repaired()
        #expect(model.repair.session?.product?.recipes.count == 1)
        model.repair.session?.result?.isStopped = true
        #expect(text(model).contains("repaired in part 3.52 % by laplace"))
        #expect(model.repair.session?.product?.recipes.isEmpty == true)
    }

    @Test func `the visible part of an enlarged image is repaired first`() throws {
        var model = try opened()
        _ = press(.character(" "), on: &model)
        #expect(model.repair.session?.editor.view.visiblePart == nil)
        model.repair.session?.editor.view.resize(columns: 40, rows: 20)
        for _ in 0..<3 { model.repair.session?.editor.view.zoom(by: 1, around: MaskShape.Point(8, 8)) }
        let part = try #require(model.repair.session?.editor.view.visiblePart)
        #expect(part.width < 16 && part.x > 0 && part.x + part.width <= 16 && part.height < 16)
    }

    @Test func `a failed repair reports why, and keeps the mask`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        _ = press(.character("R"), on: &model)
        _ = update(&model, .taskResult(.repair(.ended(1, "photo.png: the whole image is marked as damaged"))))
        #expect(model.shared.notice?.text == "photo.png: the whole image is marked as damaged")
        #expect(text(model).contains("100.00 %"))
    }

    @Test func `the report is shown`() throws {
        let text = text(try repaired())
        for words in [
            "repaired 3.52 % by laplace in ", "not saved", "known pixels identical", "seam ",
            "chosen by the user",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
    }

    @Test func `before and after are toggled, and divided by a movable line`() throws {
        var model = try repaired()
        func firstLine() -> Substring { text(model).split(separator: "\n")[1] }
        #expect(firstLine().hasSuffix("after"))
        _ = press(.character(" "), on: &model)
        #expect(firstLine().hasSuffix("before"))
        _ = press(.character("w"), on: &model)
        #expect(firstLine().hasSuffix("after"))
        func column() -> Int? {
            text(model).split(separator: "\n")[2].firstIndex(of: "│")?.utf16Offset(
                in: text(model).split(separator: "\n")[2])
        }
        #expect(column() == 40)
        _ = press(.left, .left, .right, on: &model)
        #expect(column() == 38)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 20, y: 5))))
        #expect(column() == 20)
        _ = update(&model, .input(.mouse(MouseEvent(.drag, x: 61, y: 5))))
        #expect(column() == 61)
        #expect(firstLine().hasPrefix(" before ") && firstLine().hasSuffix("after"))
        _ = press(.character("w"), on: &model)
        #expect(column() == nil)
    }

    @Test func `the image before is left of the line, the image after right of it`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        _ = press(.enter, on: &model)
        _ = type("method denoise", on: &model)
        _ = press(.character("R"), on: &model)
        // The intermediate image is black, unlike the image before.
        _ = update(
            &model,
            .taskResult(
                .repair(.intermediate(1, ImagePyramid(Bitmap(width: 16, height: 16, channels: 1, filledWith: 0))))))
        _ = press(.character("w"), on: &model)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 40, y: 5))))
        var images = ImageCache()
        let grid = AppView.draw(model, &images)
        #expect(grid[38, 8].background != .black)
        #expect(grid[42, 8].background == .black)
    }

    @Test func `undo restores image and mask`() throws {
        var model = try repaired()
        _ = press(.character("u"), on: &model)
        #expect(text(model).contains("in 3x3 at 8,8"))
        #expect(model.repair.session?.editor.image == Self.image)
        _ = press(.character("U"), on: &model)
        #expect(model.shared.notice?.text == "there is no repair to undo")
    }

    @Test func `painting continues on the repaired image, and is undone too`() throws {
        var model = try repaired()
        let after = try #require(model.repair.session?.result?.image)
        _ = press(.enter, on: &model)
        #expect(model.repair.session?.editor.image == after)
        #expect(text(model).contains("0.00 %"))
        guard
            case .backgroundTask(.saveRepair(let product, "a/photo.repaired.png", replaces: false))? = press(
                .control("s"), on: &model
            ).first, product.image == after
        else {
            Issue.record("the repaired image is not saved")
            return
        }
        _ = press(.character("U"), on: &model)
        #expect(model.repair.session?.editor.image == Self.image)
        #expect(text(model).contains("in 3x3 at 8,8"))
    }

    @Test func `saving writes the image with its report, and asks before it replaces a file`() throws {
        var model = try repaired()
        guard
            case .backgroundTask(.saveRepair(let product, let path, let replaces))? = press(
                .character("s"), on: &model
            ).first
        else {
            Issue.record("nothing is saved")
            return
        }
        #expect(product.image == model.repair.session?.result?.image && path == "a/photo.repaired.png" && !replaces)
        #expect(product.text.contains { $0.key == "tessera.repair.method" && $0.value == "laplace" })
        _ = update(&model, .taskResult(.exists(path: path, .saveRepair(product, path: path, replaces: true))))
        #expect(self.text(model).contains("the file exists; replace it?"))
        #expect(self.text(model).contains("a/photo.repaired.png"))
        // Enter refuses.
        #expect(press(.enter, on: &model) == [])
        _ = update(&model, .taskResult(.exists(path: path, .saveRepair(product, path: path, replaces: true))))
        #expect(
            press(.character("y"), on: &model) == [
                .backgroundTask(.saveRepair(product, path: path, replaces: true))
            ])
        _ = update(&model, .taskResult(.repair(.saved(path: path, notes: []))))
        #expect(self.text(model).contains("  saved"))
        guard
            case .backgroundTask(.saveRepair(_, "other.png", replaces: false))? = type(
                "save-repair other.png", on: &model
            ).first
        else {
            Issue.record("not saved to the given path")
            return
        }
    }

    @Test func `another image is opened at once where nothing is lost, else after a question`() throws {
        var model = try repaired()
        #expect(type("open b.png", on: &model) == [])
        #expect(text(model).contains("the repair of photo.png is not saved"))
        let mask = try #require(model.repair.session?.editor.mask)
        #expect(
            press(.character("y"), on: &model) == [
                .backgroundTask(
                    .saveMask(
                        mask, path: "a/photo.mask.png~", .init(image: "a/photo.png", revision: 1, isAutosave: true))),
                .backgroundTask(.openImage("b.png")),
            ])
        model = try opened()
        #expect(type("open b.png", on: &model) == [.backgroundTask(.openImage("b.png"))])
    }

    @Test func `a mask is autosaved every ten seconds, on every screen`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        model.tabIndex = 0
        let kept = update(&model, .time(11))
        let mask = try #require(model.repair.session?.editor.mask)
        #expect(
            kept == [
                .backgroundTask(
                    .saveMask(
                        mask, path: "a/photo.mask.png~", .init(image: "a/photo.png", revision: 1, isAutosave: true)))
            ])
        #expect(update(&model, .time(30)) == [])
    }

    @Test func `a saved mask is marked as saved, unless it was painted on meanwhile`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        guard
            case .backgroundTask(.saveMask(_, "a/photo.mask.png", let version))? = press(.character("s"), on: &model)
                .first
        else {
            Issue.record("the mask is not saved")
            return
        }
        var later = model
        _ = type("paint invert", on: &later)
        for index in 0..<2 {
            var model = index == 0 ? model : later
            _ = update(&model, .taskResult(.repair(.maskSaved(path: "a/photo.mask.png", version))))
            #expect(text(model).contains("not saved") == (index == 1))
        }
    }

    @Test func `a mask of another size is scaled and reported`() throws {
        var model = try opened()
        #expect(
            type("load-mask m.png", on: &model) == [
                .backgroundTask(.loadMask("m.png", width: 16, height: 16, .upright))
            ])
        let mask = MaskPlane(width: 16, height: 16, values: [UInt8](repeating: 255, count: 256))
        _ = update(&model, .taskResult(.repair(.mask("m.png", MaskFile.Contents(mask: mask, scaledFrom: (8, 8))))))
        #expect(model.shared.notice?.text == "loaded the mask m.png, scaled from 8x8 to the image's size")
        #expect(text(model).contains("100.00 %"))
    }

    @Test(arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 200, height: 60)])
    func `every stage draws at every size, and in ASCII`(size: Size) throws {
        var browsing = try model()
        _ = update(
            &browsing,
            .taskResult(.repair(.files(folder: ".", [ImageEntry("..", isFolder: true), ImageEntry("a.png")]))))
        for stage in [browsing, try opened(), try repaired()] {
            var model = stage
            _ = update(&model, .resized(size))
            model.shared.ascii = true
            let text = text(model)
            #expect(!text.unicodeScalars.contains { !$0.isASCII })
            #expect(text.contains("? help"))
        }
    }

    @Test func `a repair shows its forecast, and then the measured time`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .enter, .character("R"), on: &model)
        #expect(text(model).contains("auto: starting  estimating the time left"))
        _ = update(&model, .taskResult(.repair(.forecast(1, seconds: 40))))
        #expect(text(model).contains("auto: starting  about 40 s left"))
        _ = update(&model, .time(model.shared.now + 1))
        _ = update(&model, .taskResult(.repair(.progress(1, stage: "tiles", fraction: 0.1))))
        #expect(text(model).contains("auto: tiles  10 %, 0:09 left"))
    }

    @Test func `a mask of the stored photograph is turned after a question`() throws {
        var model = try model()
        var contents = ImageFile.Contents(bitmap: Bitmap(width: 8, height: 16, channels: 1, filledWith: 9))
        contents.metadata.orientation = .turnedRight
        let opened = OpenedImage(path: "a/photo.jpg", contents: contents)
        _ = update(&model, .taskResult(.repair(.opened(opened, notice: ""))))
        let task = BackgroundTask.loadMask("m.png", width: 8, height: 16, .turnedRight)
        #expect(type("load-mask m.png", on: &model) == [.backgroundTask(task)])
        _ = update(&model, .taskResult(.repair(.storedMask("m.png", width: 16, height: 8))))
        #expect(text(model).contains("turn the mask as EXIF turned the photo?"))
        #expect(text(model).contains("m.png is 16x8, the photo 8x16"))
        let turned = BackgroundTask.loadMask("m.png", width: 8, height: 16, .turnedRight, isStored: true)
        #expect(press(.character("y"), on: &model) == [.backgroundTask(turned)])
        var mask = MaskPlane(width: 8, height: 16)
        mask[0, 0] = 255
        _ = update(&model, .taskResult(.repair(.mask("m.png", MaskFile.Contents(mask: mask)))))
        #expect(model.repair.session?.editor.mask == mask)
    }

    /// A run that repairs by prompts, in the list of runs.
    private static func conditionalRun(_ path: String = "runs/told") -> RunSummary {
        var run = RunSummary(path: path, name: path, state: .stopped(isDone: true))
        (run.preset, run.data, run.step) = ("conditional-repair", "shapes", 9)
        return run
    }

    @Test func `a prompt is typed on the repair screen, shown, and sent with the repair`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .enter, on: &model)
        _ = press(.character("/"), on: &model)
        #expect(model.shared.notice?.text.contains("needs a run of the preset conditional-repair") == true)
        _ = update(&model, .taskResult(.runs([Self.conditionalRun()])))
        _ = type("method runs/told", on: &model)
        #expect(text(model).contains(" / type a text prompt"))
        _ = type("prompt a red zebra", on: &model)
        #expect(text(model).contains(" / a red zebra"))
        let effects = press(.character("R"), on: &model)
        guard case .backgroundTask(.repair(let request))? = effects.last else {
            Issue.record("\(effects)")
            return
        }
        #expect(request.method == "runs/told" && request.prompt.text == "a red zebra")
        let outcome = try Repair.run(request.image, mask: request.mask, method: "laplace", threads: 1)
        let finished = FinishedRepair(outcome, prompt: request.prompt, unknown: ["zebra"])
        _ = update(&model, .taskResult(.repair(.finished(request.id, finished))))
        #expect(text(model).contains("unknown: zebra"))
        #expect(model.repair.session?.product?.recipes.last?.prompt == request.prompt)
    }

    @Test func `a run that does not suit the image is not offered, and chosen by name it is warned of`() throws {
        var model = try opened()
        _ = update(&model, .taskResult(.runs([Self.conditionalRun("runs/far"), Self.conditionalRun("runs/near")])))
        #expect(
            update(&model, .time(9)).contains(
                .backgroundTask(.checkRuns(["runs/far", "runs/near"], for: Self.image, path: "a/photo.png"))))
        // Each run is looked at once.
        #expect(
            !update(&model, .time(12)).contains { if case .backgroundTask(.checkRuns) = $0 { true } else { false } })
        let found = [
            "runs/far": RunSuitability(distance: 2, warnings: ["the image is far from its training data"]),
            "runs/near": RunSuitability(distance: 0.5, warnings: []),
        ]
        _ = update(&model, .taskResult(.repair(.suitability(image: "a/photo.png", found))))
        _ = press(.character("N"), on: &model)
        #expect(model.repair.method == "runs/near")
        _ = press(.character("N"), on: &model)
        #expect(model.repair.method != "runs/far")
        _ = type("method runs/far", on: &model)
        #expect(model.shared.notice?.text.contains("may not suit this image: the image is far") == true)
    }

    @Test func `a run that was not trained to fill holes is not offered for a painted mask`() throws {
        var model = try opened()
        _ = update(&model, .taskResult(.runs([Self.conditionalRun("runs/noise")])))
        let found = ["runs/noise": RunSuitability(distance: 0.5, warnings: [], tile: 16, tasks: [.denoise])]
        _ = update(&model, .taskResult(.repair(.suitability(image: "a/photo.png", found))))
        _ = press(.character("N"), on: &model)
        #expect(model.repair.method == "runs/noise")
        _ = type("method auto", on: &model)
        _ = press(.character("r"), .enter, .right, .enter, on: &model)
        _ = press(.character("N"), on: &model)
        #expect(model.repair.method != "runs/noise")
    }

    @Test func `a saved repair carries a command that makes the same pixels`() throws {
        let folder = NSTemporaryDirectory() + "tessera-recipe-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FolderNames.make(folder)
        let photo = folder + "/photo.png", out = folder + "/photo.repaired.png"
        try PNG.write(Self.image, to: photo)
        var mask = MaskPlane(width: 16, height: 16)
        for x in 4..<9 { mask[x, 8] = 255 }
        let outcome = try Repair.run(Self.image, mask: mask.mask, method: "biharmonic", threads: 1)
        let recipe = RepairRecipe(
            mask: mask, maskFile: folder + "/photo.mask.png", method: "biharmonic", prompt: SamplePrompt(), unknown: [])
        let provenance = try #require(try RepairRecipe.provenance([recipe], image: photo, out: out))
        #expect(
            provenance.command
                == "tessera repair \(photo) --mask \(folder)/photo.repaired.mask.png --method biharmonic --out \(out)")
        let again = try ImageRepair(
            method: "biharmonic", mask: .open(folder + "/photo.repaired.mask.png", inverted: false)
        ).repaired(photo, threads: 1)
        #expect(again.image == outcome.image)
        #expect(again.provenance.mask == provenance.mask)
        // The user's own mask file serves where it holds the mask.
        try MaskFile.write(mask, to: folder + "/photo.mask.png")
        #expect(try RepairRecipe.provenance([recipe], image: photo, out: out)?.mask?.path == folder + "/photo.mask.png")
    }

    @Test func `several repairs of one file carry the commands that make them again, one after the other`() throws {
        let folder = NSTemporaryDirectory() + "tessera-recipes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FolderNames.make(folder)
        let photo = folder + "/photo.png", out = folder + "/photo.repaired.png"
        try PNG.write(Self.image, to: photo)
        var image = Self.image, recipes: [RepairRecipe] = []
        for (row, method) in [(8, "biharmonic"), (3, "laplace")] {
            var mask = MaskPlane(width: 16, height: 16)
            for x in 4..<9 { mask[x, row] = 255 }
            image = try Repair.run(image, mask: mask.mask, method: method, threads: 1).image
            recipes.append(
                RepairRecipe(
                    mask: mask, maskFile: folder + "/photo.mask.png", method: method, prompt: SamplePrompt(),
                    unknown: []))
        }
        let provenance = try #require(try RepairRecipe.provenance(recipes, image: photo, out: out))
        let first = "\(folder)/photo.repaired.1"
        #expect(
            provenance.command
                == "tessera repair \(photo) --mask \(first).mask.png --method biharmonic --out \(first).png && "
                + "tessera repair \(first).png --mask \(folder)/photo.repaired.mask.png --method laplace --out \(out)")
        var again = try ImageRepair(method: "biharmonic", mask: .open(first + ".mask.png", inverted: false))
            .repaired(photo, threads: 1)
        try again.write(to: first + ".png")
        let last = try ImageRepair(
            method: "laplace", mask: .open(folder + "/photo.repaired.mask.png", inverted: false)
        ).repaired(first + ".png", threads: 1)
        #expect(last.image == image)
        #expect(
            provenance.earlierMasks.count == 1 && provenance.chunks.filter { $0.value.contains("fnv1a") }.count == 3)
    }

    @Test func `own files are no images to repair, and names that are not UTF-8 are listed and shown`() throws {
        let folder = NSTemporaryDirectory() + "tessera-own-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FolderNames.make(folder)
        let odd = PathText.text([0xFF] + Array(".png".utf8))
        for name in ["a.png", "a.mask.png", "a.repaired.png", "a.png.mask.png", "a.mask.png~", odd] {
            try PNG.write(Self.image, to: folder + "/" + name)
        }
        let listed = try ImageEntry.list(folder)
        #expect(Set(listed.map(\.name)) == ["..", "a.png", odd])
        #expect(listed.allSatisfy { $0.isFolder || $0.size > 0 })
        var model = try model()
        _ = update(&model, .taskResult(.repair(.files(folder: ".", listed))))
        #expect(text(model).contains("\\xff.png"))
    }

    // MARK: - A whole folder

    /// Painted, and all images requested to be repaired like this.
    private func repairingAll() throws -> (AppModel, FolderRepairRequest) {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .right, .down, .down, .enter, on: &model)
        _ = type("method laplace", on: &model)
        _ = type("paint feather", on: &model)
        guard case .backgroundTask(.repairFolder(let request))? = press(.character("*"), on: &model).last else {
            throw TestedError.noRequest
        }
        return (model, request)
    }

    private enum TestedError: Error { case noRequest }

    @Test func `repair all sends method, mask and feather for the folder, and shows progress and time left`() throws {
        var (model, request) = try repairingAll()
        #expect(request.folder == "a" && request.out == "a/repaired" && request.method == "laplace")
        #expect(request.mask?.count == 9 && request.feather == 1 && request.existing == .asks)
        _ = update(&model, .time(11))
        _ = update(
            &model,
            .taskResult(.repair(.folderProgress(request.id, .init(total: 100, done: 19, present: 0, failed: 1)))))
        #expect(text(model).contains("all: 20 of 100 images, 1 failed, 0:40 left, X stops"))
        // On the list of files too, and painting goes on.
        _ = press(.character("o"), on: &model)
        #expect(text(model).contains("all: 20 of 100 images"))
        #expect(press(.character("X"), on: &model) == [.backgroundTask(.stopRepair(request.id))])
        #expect(text(model).contains("all: stopping"))
        _ = update(
            &model, .taskResult(.repair(.folderEnded(request.id, .init(total: 100, done: 20, present: 0, failed: 1)))))
        #expect(
            model.shared.notice?.text
                == "20 images repaired, 1 failed (E lists them), 79 are left: A goes on -> a/repaired")
        #expect(!text(model).contains("all: "))
    }

    @Test func `the same request again goes on, another one asks before it replaces`() throws {
        var (model, request) = try repairingAll()
        #expect(press(.character("*"), on: &model) == [], "one at a time")
        _ = update(&model, .taskResult(.repair(.folderEnded(request.id, .init(total: 3, done: 1)))))
        guard case .backgroundTask(.repairFolder(let again))? = press(.character("*"), on: &model).last else {
            throw TestedError.noRequest
        }
        #expect(again.isLike(request) && again.existing == .isKept)
        _ = update(&model, .taskResult(.repair(.folderEnded(again.id, .init(total: 3, done: 2, present: 1)))))
        _ = type("paint invert", on: &model)
        guard case .backgroundTask(.repairFolder(let other))? = press(.character("*"), on: &model).last else {
            throw TestedError.noRequest
        }
        #expect(other.existing == .asks)
        _ = update(&model, .taskResult(.repair(.folderExists(other, count: 3))))
        #expect(text(model).contains("3 of them exist in a/repaired"))
        guard case .backgroundTask(.repairFolder(let replacing))? = press(.character("y"), on: &model).last else {
            throw TestedError.noRequest
        }
        #expect(replacing.existing == .isReplaced && replacing.isLike(other))
    }

    @Test func `repair all needs a mask where the method does`() throws {
        var model = try opened()
        #expect(press(.character("*"), on: &model) == [])
        #expect(model.shared.notice?.text.contains("paint the mask first") == true)
        _ = type("method denoise", on: &model)
        guard case .backgroundTask(.repairFolder(let request))? = type("repair-all elsewhere", on: &model).last else {
            throw TestedError.noRequest
        }
        #expect(request.mask == nil && request.out == "elsewhere")
    }
}
