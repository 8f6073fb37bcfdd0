import Engine
import Raster
import Render
import Studio
import Testing

/// The repair screen: keys and answers in, drawn text and errands out.
@Suite struct RepairTabTests {
    private static let picture = Bitmap(width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8($0 / 2) })

    private func model(_ size: Size = Size(width: 80, height: 24)) throws -> Model {
        var model = Model(size: size)
        model.isIdle = true
        model.tabIndex = try #require(model.tabs.firstIndex { $0.place == .repair })
        return model
    }

    /// With the picture open; its view shows a pixel as two half cells, from column 24 of the screen's third line on.
    private func opened() throws -> Model {
        var model = try model()
        _ = update(&model, .errand(.repair(.opened(RepairWork(path: "a/photo.png", picture: Self.picture), notice: ""))))
        _ = update(&model, .time(1))
        return model
    }

    private func press(_ keys: Key..., on model: inout Model) -> [Effect] {
        keys.flatMap { update(&model, .input(.key($0))) }
    }

    private func type(_ line: String, on model: inout Model) -> [Effect] {
        (":" + line).flatMap { update(&model, .input(.key(.character($0)))) } + press(.enter, on: &model)
    }

    private func text(_ model: Model) -> String {
        var pictures = PictureMemo()
        return Screen.draw(model, model.size, model.theme, &pictures).text
    }

    /// A rectangle of 3x3 pixels at 8,8, painted and repaired as `method` does it.
    private func repaired() throws -> Model {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .right, .down, .down, .enter, on: &model)
        guard case .errand(.repair(let order))? = press(.character("R"), on: &model).last else {
            Issue.record("no repair is asked for")
            return model
        }
        let outcome = try Repair.run(order.picture, mask: order.mask, method: "harmonic", lanes: 1)
        _ = update(&model, .errand(.repair(.done(order.id, RepairResult(outcome)))))
        return model
    }

    @Test func `the folder's pictures are listed, previewed and filtered`() throws {
        var model = try model()
        #expect(update(&model, .time(1)) == [.errand(.listPictures(folder: ".")), .errand(.listRuns(folder: "runs"))])
        let files = [PictureFile("..", isFolder: true), PictureFile("cats", isFolder: true), PictureFile("dog.png", size: 2000),
                     PictureFile("owl.jpg", size: 3_100_000)]
        #expect(update(&model, .errand(.repair(.files(folder: ".", files)))) == [.errand(.previewPicture("dog.png"))])
        #expect(press(.down, on: &model) == [.errand(.previewPicture("owl.jpg"))])
        #expect(press(.up, on: &model) == [.errand(.previewPicture("dog.png"))])
        _ = update(&model, .errand(.repair(.preview("dog.png", .unreadable("dog.png: this is no picture")))))
        for words in ["cats/", "dog.png", "2kB", "owl.jpg", "3.1MB", "this is no picture"] {
            #expect(text(model).contains(words), "\(words)")
        }
        _ = press(.character("/"), .character("o"), .character("w"), .enter, on: &model)
        #expect(model.shownFiles.map(\.name) == ["owl.jpg"])
        #expect(press(.enter, on: &model) == [.errand(.openPicture("owl.jpg"))])
    }

    @Test func `folders are entered and left`() throws {
        var model = try model()
        _ = update(&model, .errand(.repair(.files(folder: ".", [PictureFile("..", isFolder: true), PictureFile("cats", isFolder: true)]))))
        #expect(press(.enter, on: &model) == [.errand(.listPictures(folder: "cats"))])
        #expect(press(.backspace, .backspace, .backspace, on: &model)
            == [.errand(.listPictures(folder: ".")), .errand(.listPictures(folder: "..")), .errand(.listPictures(folder: "../.."))])
        // What comes too late is not shown.
        _ = update(&model, .errand(.repair(.files(folder: "cats", [PictureFile("x.png")]))))
        #expect(model.shownFiles.isEmpty)
    }

    @Test func `keys paint, and the line says what is painted`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .right, .down, .enter, on: &model)
        #expect(text(model).contains("photo.png  rectangle 16"))
        #expect(text(model).contains("in 3x2 at 8,8  not saved"))
        _ = press(.character("u"), on: &model)
        #expect(!text(model).contains("in 3x2"))
    }

    @Test func `the mouse paints where it points, and clicks tools and methods`() throws {
        var model = try opened()
        let line = try #require(text(model).split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("b brush") })
        let bar = text(model).split(separator: "\n", omittingEmptySubsequences: false)[line]
        let column = try #require(bar.range(of: "r rectangle")).lowerBound.utf16Offset(in: bar)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: column, y: line))))
        for event in [MouseEvent(.press, x: 28, y: 4), MouseEvent(.drag, x: 34, y: 6), MouseEvent(.release, x: 34, y: 6)] {
            _ = update(&model, .input(.mouse(event)))
        }
        #expect(text(model).contains("in 4x3 at 2,2"))
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 10, y: line + 1))))
        #expect(text(model).contains("method harmonic"))
    }

    @Test func `a click beside the picture paints nothing`() throws {
        var model = try opened()
        for event in [MouseEvent(.press, x: 4, y: 8), MouseEvent(.release, x: 4, y: 8)] { _ = update(&model, .input(.mouse(event))) }
        #expect(text(model).contains("0.00 %"))
        // A stroke that begins on it may leave it.
        for event in [MouseEvent(.press, x: 26, y: 8), MouseEvent(.drag, x: 4, y: 8), MouseEvent(.release, x: 4, y: 8)] {
            _ = update(&model, .input(.mouse(event)))
        }
        #expect(!text(model).contains("  0.00 %"))
    }

    @Test func `the second half of a double click on a file does not paint`() throws {
        var model = try model()
        _ = update(&model, .time(5))
        _ = update(&model, .errand(.repair(.files(folder: ".", [PictureFile("photo.png")]))))
        let click = [MouseEvent(.press, x: 8, y: 2), MouseEvent(.release, x: 8, y: 2)]
        #expect(update(&model, .input(.mouse(click[0]))) == [.errand(.openPicture("photo.png"))])
        // As large as the screen: it is under the click.
        let wide = Bitmap(width: 80, height: 38, channels: 1, filledWith: 90)
        _ = update(&model, .errand(.repair(.opened(RepairWork(path: "photo.png", picture: wide), notice: ""))))
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
        _ = type("method patch", on: &model)
        #expect(text(model).contains("method patch"))
        _ = press(.control("p"), on: &model)
        for letter in "paint clear" { _ = press(.character(letter), on: &model) }
        _ = press(.enter, on: &model)
        #expect(!text(model).contains("100.00 %"))
        _ = type("method magic", on: &model)
        #expect(model.notice?.text.hasPrefix("the methods are auto, harmonic") == true)
    }

    @Test func `each method tells in one line what it does, auto first`() throws {
        var model = try opened()
        #expect(text(model).contains("method auto  looks at the damage"))
        for method in RepairMethods.all where method.tasks != [.upscale] {
            _ = press(.character("n"), on: &model)
            #expect(text(model).contains("method \(method.name)  \(method.line.prefix(40))"))
        }
        _ = press(.character("n"), on: &model)
        #expect(text(model).contains("method auto"))
    }

    @Test func `runs that have learned to repair are methods too, others are not`() throws {
        var model = try opened()
        func run(_ name: String, _ preset: String, step: Int) -> RunSummary {
            var run = RunSummary(path: "runs/\(name)", name: name, state: .resting(isDone: true))
            (run.preset, run.data, run.step) = (preset, "shapes", step)
            return run
        }
        _ = update(&model, .errand(.runs([run("mend", "repair", step: 700), run("draw", "modern", step: 9), run("new", "repair", step: 0)])))
        _ = type("method runs/draw", on: &model)
        #expect(model.notice?.text.hasSuffix("runs/mend") == true)
        _ = type("method runs/mend", on: &model)
        // What was said before lies over the line.
        _ = update(&model, .time(100))
        #expect(text(model).contains("method runs/mend  a network of preset repair, 700 steps"))
        _ = press(.character("n"), on: &model)
        #expect(text(model).contains("method auto"))
    }

    @Test func `without paint only a method for the whole picture runs`() throws {
        var model = try opened()
        #expect(press(.character("R"), on: &model) == [])
        #expect(model.notice?.text.hasPrefix("paint what is to be repaired first") == true)
        _ = type("method denoise", on: &model)
        #expect(press(.character("R"), on: &model) == [.errand(.repair(RepairOrder(
            id: 1, picture: Self.picture, mask: nil, method: "denoise", name: "photo.png")))])
    }

    @Test func `a repair is ordered as painted, shows how far it is, and stops`() throws {
        var model = try opened()
        _ = press(.character("r"), .enter, .right, .enter, on: &model)
        var mask = Mask(width: 16, height: 16)
        (mask[8, 8], mask[9, 8]) = (true, true)
        #expect(press(.character("R"), on: &model) == [.errand(.repair(RepairOrder(
            id: 1, picture: Self.picture, mask: mask, method: "auto", name: "photo.png")))])
        _ = update(&model, .errand(.repair(.progress(1, stage: "level 2", share: 0.4))))
        #expect(text(model).contains("auto: level 2  40 %"))
        #expect(text(model).contains("so far"))
        // Answers of another repair mean nothing.
        _ = update(&model, .errand(.repair(.progress(7, stage: "old", share: 0.9))))
        #expect(text(model).contains("40 %"))
        #expect(press(.character("x"), on: &model) == [.errand(.stopRepair(1))])
        #expect(text(model).contains("stopping"))
        _ = update(&model, .errand(.repair(.ended(1, nil))))
        #expect(text(model).contains("in 2x1 at 8,8"))
    }

    @Test func `a failed repair says why, and the mask is still there`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        _ = press(.character("R"), on: &model)
        _ = update(&model, .errand(.repair(.ended(1, "photo.png: the whole picture is marked as damaged"))))
        #expect(model.notice?.text == "photo.png: the whole picture is marked as damaged")
        #expect(text(model).contains("100.00 %"))
    }

    @Test func `the receipt is shown`() throws {
        let text = text(try repaired())
        for words in ["repaired 3.52 % by harmonic in ", "not saved", "known pixels identical", "seam error ", "asked for"] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
    }

    @Test func `before and after are toggled and parted by a line that moves`() throws {
        var model = try repaired()
        func firstLine() -> Substring { text(model).split(separator: "\n")[1] }
        #expect(firstLine().hasSuffix("after"))
        _ = press(.character(" "), on: &model)
        #expect(firstLine().hasSuffix("before"))
        _ = press(.character("w"), on: &model)
        #expect(firstLine().hasSuffix("after"))
        func column() -> Int? { text(model).split(separator: "\n")[2].firstIndex(of: "│")?.utf16Offset(in: text(model).split(separator: "\n")[2]) }
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

    @Test func `left of the line is the picture before, right of it the one after`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        _ = press(.enter, on: &model)
        _ = type("method denoise", on: &model)
        _ = press(.character("R"), on: &model)
        // The preview tells both apart: black instead of the picture.
        _ = update(&model, .errand(.repair(.looks(1, PicturePyramid(Bitmap(width: 16, height: 16, channels: 1, filledWith: 0))))))
        _ = press(.character("w"), on: &model)
        _ = update(&model, .input(.mouse(MouseEvent(.press, x: 40, y: 5))))
        var pictures = PictureMemo()
        let grid = Screen.draw(model, model.size, model.theme, &pictures)
        #expect(grid[38, 8].background != .black)
        #expect(grid[42, 8].background == .black)
    }

    @Test func `undo leaves picture and mask as they were`() throws {
        var model = try repaired()
        _ = press(.character("u"), on: &model)
        #expect(text(model).contains("in 3x3 at 8,8"))
        #expect(model.repair.work?.editor.picture == Self.picture)
        _ = press(.character("U"), on: &model)
        #expect(model.notice?.text == "there is no repair to undo")
    }

    @Test func `painting goes on on the repaired picture, and that is undone too`() throws {
        var model = try repaired()
        let after = try #require(model.repair.work?.result?.picture)
        _ = press(.character("g"), on: &model)
        #expect(model.repair.work?.editor.picture == after)
        #expect(text(model).contains("0.00 %"))
        guard case .errand(.saveRepair(after, _, "a/photo.repaired.png", replaces: false))? = press(.character("S"), on: &model).first else {
            Issue.record("the repaired picture is not saved")
            return
        }
        _ = press(.character("U"), on: &model)
        #expect(model.repair.work?.editor.picture == Self.picture)
        #expect(text(model).contains("in 3x3 at 8,8"))
    }

    @Test func `saving sends the picture with its receipt, and asks before it replaces a file`() throws {
        var model = try repaired()
        guard case .errand(.saveRepair(let picture, let text, let path, let replaces))? = press(.character("s"), on: &model).first else {
            Issue.record("nothing is saved")
            return
        }
        #expect(picture == model.repair.work?.result?.picture && path == "a/photo.repaired.png" && !replaces)
        #expect(text.contains { $0.key == "tessera.repair.method" && $0.value == "harmonic" })
        _ = update(&model, .errand(.repair(.taken(path: path))))
        #expect(self.text(model).contains("this file is there already; replace it?"))
        #expect(self.text(model).contains("a/photo.repaired.png"))
        // Enter refuses.
        #expect(press(.enter, on: &model) == [])
        _ = update(&model, .errand(.repair(.taken(path: path))))
        #expect(press(.character("y"), on: &model) == [.errand(.saveRepair(picture, text, path: path, replaces: true))])
        _ = update(&model, .errand(.repair(.saved(path: path))))
        #expect(self.text(model).contains("  saved"))
        guard case .errand(.saveRepair(_, _, "other.png", replaces: false))? = type("save-repair other.png", on: &model).first else {
            Issue.record("not saved where asked")
            return
        }
    }

    @Test func `another picture is opened at once where nothing is lost, and asked about otherwise`() throws {
        var model = try repaired()
        #expect(type("open b.png", on: &model) == [])
        #expect(text(model).contains("the repair of photo.png is not saved"))
        #expect(press(.character("y"), on: &model) == [.errand(.openPicture("b.png"))])
        model = try opened()
        #expect(type("open b.png", on: &model) == [.errand(.openPicture("b.png"))])
    }

    @Test func `what is painted is kept every ten seconds, on every screen`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        model.tabIndex = 0
        let kept = update(&model, .time(11))
        let mask = try #require(model.repair.work?.editor.mask)
        #expect(kept == [.errand(.saveMask(mask, path: "a/photo.mask.png~", .init(picture: "a/photo.png", revision: 1, isAutosave: true)))])
        #expect(update(&model, .time(30)) == [])
    }

    @Test func `a saved mask is no longer called unsaved, unless it was painted on meanwhile`() throws {
        var model = try opened()
        _ = type("paint all", on: &model)
        guard case .errand(.saveMask(_, "a/photo.mask.png", let keeping))? = press(.character("s"), on: &model).first else {
            Issue.record("the mask is not saved")
            return
        }
        var later = model
        _ = type("paint invert", on: &later)
        for index in 0..<2 {
            var model = index == 0 ? model : later
            _ = update(&model, .errand(.repair(.maskSaved(path: "a/photo.mask.png", keeping))))
            #expect(text(model).contains("not saved") == (index == 1))
        }
    }

    @Test func `a mask of another size is scaled, and that is said`() throws {
        var model = try opened()
        #expect(type("load-mask m.png", on: &model) == [.errand(.loadMask("m.png", width: 16, height: 16))])
        let mask = MaskPlane(width: 16, height: 16, values: [UInt8](repeating: 255, count: 256))
        _ = update(&model, .errand(.repair(.mask("m.png", MaskFile.Read(mask: mask, scaledFrom: (8, 8))))))
        #expect(model.notice?.text == "the mask is m.png now; it was 8x8 and has been scaled to the picture")
        #expect(text(model).contains("100.00 %"))
    }

    @Test(arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 200, height: 60)])
    func `every stage draws at every size, and in ASCII`(size: Size) throws {
        var browsing = try model()
        _ = update(&browsing, .errand(.repair(.files(folder: ".", [PictureFile("..", isFolder: true), PictureFile("a.png")]))))
        for stage in [browsing, try opened(), try repaired()] {
            var model = stage
            _ = update(&model, .resized(size))
            model.ascii = true
            let text = text(model)
            #expect(!text.unicodeScalars.contains { !$0.isASCII })
            #expect(text.contains("? help"))
        }
    }
}
