import Foundation
import Jobs
import Raster
import Render
import Runs
import Studio
import Testing

@Suite struct WatchTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "tessera-watch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

    private func log(_ name: String = ".") throws -> EventLog {
        let path = name == "." ? folder : folder + "/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return try EventLog(folder: path)
    }

    private func image(_ tag: String, _ value: UInt8, step: Int, in log: EventLog) throws {
        let png = try PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: value))
        try log.image(tag, png: png, width: 8, height: 8, channels: 1, step: step)
    }

    private func model(_ width: Int = 100, _ height: Int = 30) throws -> AppModel {
        var model = AppModel(size: Size(width: width, height: height), tabs: [.watch])
        model.watch.folder = folder
        _ = update(&model, .taskResult(.watched(try LogWatcher(folder).refresh())))
        return model
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    private func press(_ key: Key, _ model: inout AppModel) { _ = update(&model, .input(.key(key))) }

    /// Runs the requests of images as the studio does.
    private func decode(_ model: inout AppModel) {
        for case .backgroundTask(.logImages(let images)) in update(&model, .time(model.shared.now)) {
            let tasks = BackgroundTasks(threads: 1), queue = DispatchSemaphore(value: 0)
            nonisolated(unsafe) var result: TaskResult?
            tasks.run(.logImages(images)) {
                result = $0
                queue.signal()
            }
            queue.wait()
            if let result { _ = update(&model, .taskResult(result)) }
        }
    }

    /// A log with a curve of a hundred points and three images, at steps 0, 50 and 99.
    private func example() throws {
        let log = try log()
        for step in 0..<100 { try log.scalar("train/loss", 1 / Float(step + 1), step: step) }
        for (step, value) in [(0, UInt8(0)), (50, 120), (99, 255)] {
            try image("gen/image", value, step: step, in: log)
        }
        try log.flush()
    }

    @Test func `the cursor reads curves, and goes from image to image`() throws {
        defer { removeFolder() }
        try example()
        var model = try model()
        #expect(text(model).contains("train/loss") && text(model).contains("gen/image"))
        press(.left, &model)
        #expect(text(model).contains("step 98"))
        press(.escape, &model)
        press(.down, &model)
        #expect(text(model).contains("step 99") && text(model).contains("3/3"))
        press(.left, &model)
        #expect(text(model).contains("step 50") && text(model).contains("2/3"))
        for _ in 0..<5 { press(.left, &model) }
        #expect(text(model).contains("step 0") && text(model).contains("1/3"))
        press(.right, &model)
        #expect(text(model).contains("2/3"))
    }

    @Test func `images of one tag in several runs are all shown, each with the name of its run`() throws {
        defer { removeFolder() }
        for name in ["one", "two"] {
            let log = try log(name)
            for step in [0, 10] { try image("samples", name == "one" ? 40 : 200, step: step, in: log) }
        }
        try image("samples", 200, step: 20, in: try log("three"))
        var model = try model()
        decode(&model)
        let screen = text(model)
        #expect(screen.contains("step 20") && screen.contains("3/3"))
        #expect(screen.contains("one step 10") && screen.contains("two step 10") && screen.contains(" three"))
        press(.left, &model)
        #expect(text(model).contains("step 10") && text(model).contains("three step 20"))
    }

    @Test func `an image is decoded in the background, and drawn when it is there`() throws {
        defer { removeFolder() }
        try image("samples", 200, step: 3, in: try log())
        var model = try model()
        let area = Rect(x: 30, y: 3, width: 60, height: 20)
        func colors(_ model: AppModel) -> Int {
            var images = ImageCache()
            let grid = AppView.draw(model, &images)
            return Set((area.x..<area.right).flatMap { x in (area.y..<area.bottom).map { grid[x, $0].background } })
                .count
        }
        #expect(colors(model) == 1)
        let effects = update(&model, .time(0))
        #expect(effects.count { if case .backgroundTask(.logImages) = $0 { true } else { false } } == 1)
        // Once, however many frames there are before the result.
        #expect(update(&model, .time(0.1)) == [])
        decode(&model)
        var fresh = try self.model()
        decode(&fresh)
        #expect(colors(fresh) == 2)
    }

    @Test func `an image that cannot be decoded says why`() throws {
        defer { removeFolder() }
        let log = try log()
        try log.image("samples", png: Array("not an image".utf8), width: 8, height: 8, channels: 1, step: 3)
        var model = try model()
        decode(&model)
        #expect(text(model).contains("not shown: it is not an image"))
    }

    @Test func `GIF and WebP images of a log are drawn`() throws {
        defer { removeFolder() }
        let log = try log(), path = folder + "/white.webp"
        try ImageWriter.write(Bitmap(width: 8, height: 8, channels: 3, filledWith: 255), text: [], to: path)
        let webp = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let gif = try #require(Data(base64Encoded: "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="))
        #expect(webp.starts(with: Array("RIFF".utf8)))
        try log.image("a webp", png: webp, width: 8, height: 8, channels: 3, step: 0)
        try log.image("b gif", png: [UInt8](gif), width: 1, height: 1, channels: 3, step: 0)
        var model = try model()
        for _ in 0..<2 {
            decode(&model)
            var images = ImageCache()
            let grid = AppView.draw(model, &images)
            #expect(grid.cells.count { $0.background == .white } > 0, "\(grid.text)")
            press(.down, &model)
        }
    }

    @Test func `runs are hidden and shown by key and by pattern, and the screen counts the hidden ones`() throws {
        defer { removeFolder() }
        for name in ["base-1", "base-2", "large-1"] {
            let log = try log(name)
            try log.scalar("loss", name == "large-1" ? 7 : 3, step: 1)
            try log.flush()
        }
        var model = try model()
        #expect(!text(model).contains("hidden") && text(model).contains("large-1 7.0000"))
        press(.character("]"), &model)
        press(.character("]"), &model)
        press(.character(" "), &model)
        #expect(text(model).contains("large-1 hidden") && text(model).contains("1 of 3 runs hidden"))
        press(.character("*"), &model)
        #expect(!text(model).contains("hidden"))
        press(.enter, &model)
        #expect(text(model).contains("2 of 3 runs hidden") && text(model).contains("large-1 7.0000"))
        press(.character("~"), &model)
        for letter in "bas*2" { press(.character(letter), &model) }
        press(.enter, &model)
        #expect(text(model).contains("2 of 3 runs hidden, shown: bas*2") && text(model).contains("base-2  3.0000"))
        press(.character("~"), &model)
        press(.control("u"), &model)
        for letter in "-base" { press(.character(letter), &model) }
        press(.enter, &model)
        #expect(text(model).contains("large-1 7.0000") && text(model).contains("base-1  hidden"))
    }

    @Test func `names and values of many runs are readable at 80 columns`() throws {
        defer { removeFolder() }
        let names = (1...6).map { "experiment-with-a-long-name/learning-rate-\($0)" }
        for (i, name) in names.enumerated() {
            let log = try log(name)
            try log.scalar("train/loss", Float(i) + 0.5, step: 1)
            try log.flush()
        }
        let screen = text(try model(80, 24))
        for i in 1...6 { #expect(screen.contains("rate-\(i)") && screen.contains("\(i - 1).5000"), "\(screen)") }
    }

    @Test func `flat and narrow images are drawn`() throws {
        defer { removeFolder() }
        let log = try log()
        for (tag, width, height) in [("flat", 600, 2), ("narrow", 1, 300)] {
            let png = try PNG.encode(Bitmap(width: width, height: height, channels: 1, filledWith: 255))
            try log.image(tag, png: png, width: width, height: height, channels: 1, step: 0)
        }
        var model = try model()
        for _ in 0..<2 {
            decode(&model)
            var images = ImageCache()
            let grid = AppView.draw(model, &images)
            let white = grid.cells.count { $0.background == .white }
            #expect(white > 10, "\(grid.text)")
            press(.down, &model)
        }
    }

    @Test func `of more images than have room, the next ones are reached by a key`() throws {
        defer { removeFolder() }
        for i in 0..<30 { try image("samples", UInt8(i), step: 1, in: try log("run-\(10 + i)")) }
        var model = try model(80, 24)
        #expect(text(model).contains("run-10") && !text(model).contains("run-39"))
        #expect(text(model).contains("images 1-"))
        for _ in 0..<20 { press(.character("}"), &model) }
        #expect(text(model).contains("run-39") && !text(model).contains("run-10"))
        for _ in 0..<20 { press(.character("{"), &model) }
        #expect(text(model).contains("run-10"))
    }

    @Test func `steps that go back are passes, and every pass can be read`() throws {
        defer { removeFolder() }
        let log = try log()
        for pass in 1...3 { for step in 0..<10 { try log.scalar("loss", Float(pass), step: step) } }
        try log.flush()
        var model = try model()
        #expect(text(model).contains("3.0000 pass 3/3") && text(model).contains("{ } pass"))
        press(.character("{"), &model)
        press(.left, &model)
        #expect(text(model).contains("2.0000 pass 2/3"))
        for _ in 0..<5 { press(.character("{"), &model) }
        #expect(text(model).contains("1.0000 pass 1/3"))
        press(.character("}"), &model)
        #expect(text(model).contains("2.0000 pass 2/3"))
    }

    @Test func `the cursor says nan and inf`() throws {
        defer { removeFolder() }
        let log = try log()
        for (step, value) in [1, Float.nan, -.infinity, .infinity].enumerated() {
            try log.scalar("loss", value, step: step)
        }
        try log.flush()
        var model = try model()
        #expect(text(model).contains("A inf"))
        for expected in ["A -inf", "A nan", "A 1.0000"] {
            press(.left, &model)
            #expect(text(model).contains(expected))
        }
        #expect(text(model).contains("×") && text(model).contains("↑") && text(model).contains("↓"))
    }

    @Test func `extreme steps do not end the studio`() throws {
        defer { removeFolder() }
        let log = try log()
        for step in [Int.min, 0, Int.max] { try log.scalar("loss", 1, step: step) }
        for step in [Int.min, Int.max] { try image("samples", 1, step: step, in: log) }
        var model = try model()
        for key in [Key.left, .left, .right, .character("z"), .down, .left, .right, .right] {
            press(key, &model)
            #expect(text(model).contains("step") || text(model).contains("loss"))
        }
    }

    @Test func `long tags with the same beginning are told apart`() throws {
        defer { removeFolder() }
        let log = try log()
        let ends = ["alpha", "beta", "é🙂"]
        for end in ends {
            try log.scalar("network/generator/block/\(String(repeating: "x", count: 40))/\(end)", 1, step: 1)
        }
        let middle = ["11", "22"].map { String(repeating: "y", count: 20) + $0 + String(repeating: "z", count: 60) }
        for tag in middle { try log.scalar(tag, 1, step: 1) }
        try log.flush()
        let screen = text(try model(80, 24))
        for end in ends + ["11z", "22z"] { #expect(screen.contains(end), "\(screen)") }
    }

    @Test func `kinds that are left out are named with their counts`() throws {
        defer { removeFolder() }
        let log = try log()
        try log.text("note", "words", step: 1)
        try log.text("other", "words", step: 1)
        let model = try model(80, 24)
        #expect(text(model).contains("left out: text 2"))
        #expect(text(model).contains("nothing to show yet"))
    }

    @Test func `an empty folder says what is waited for`() throws {
        defer { removeFolder() }
        var model = AppModel(size: Size(width: 80, height: 24), tabs: [.watch])
        model.watch.folder = folder
        #expect(text(model).contains("reading"))
        _ = update(&model, .taskResult(.watched(LogWatcher(folder).view())))
        #expect(text(model).contains("no event files yet") && text(model).contains("contain tfevents"))
    }

    @Test func `a folder that is not there yet is waited for, and shown when it comes`() throws {
        defer { removeFolder() }
        removeFolder()
        let watcher = LogWatcher(folder)
        var model = AppModel(size: Size(width: 80, height: 24), tabs: [.watch])
        model.watch.folder = folder
        _ = update(&model, .taskResult(.watched(watcher.view())))
        #expect(text(model).contains("nothing is there"))
        let log = try log()
        try log.scalar("loss", 1, step: 1)
        try log.flush()
        _ = update(&model, .taskResult(.watched(watcher.view())))
        #expect(text(model).contains("loss") && !text(model).contains("nothing is there"))
    }

    @Test func `curves are drawn while a long log is read, and the next part is requested at once`() throws {
        defer { removeFolder() }
        let log = try log()
        for step in 0..<9000 { try log.scalar("loss", 1, step: step) }
        try log.flush()
        var model = AppModel(size: Size(width: 80, height: 24), tabs: [.watch])
        model.watch.folder = folder
        let watch = Effect.backgroundTask(.watch(folder: folder)), watcher = LogWatcher(folder)
        #expect(update(&model, .time(0)) == [watch])
        // One request at a time, however long it takes.
        #expect(update(&model, .time(5)) == [])
        _ = update(&model, .taskResult(.watched(watcher.view(limit: 100_000))))
        #expect(text(model).contains("━ A 1.0000") && text(model).contains("reading "))
        #expect(update(&model, .time(5.01)) == [watch])
        _ = update(&model, .taskResult(.watched(watcher.view())))
        #expect(!text(model).contains("reading "))
        #expect(update(&model, .time(5.02)) == [])
        #expect(update(&model, .time(6.1)) == [watch])
    }

    @MainActor @Test func `keys are obeyed before anything is read`() {
        defer { removeFolder() }
        let terminal = TestTerminal(width: 80, height: 24), tasks = ScriptedTasks()
        var model = AppModel(size: terminal.size, tabs: [.watch])
        (model.watch.folder, model.shared.isIdle) = ("/never/read", true)
        let loop = Loop(model: model, terminal: terminal, clock: { 0 }, tasks: tasks, open: { nil })
        #expect(loop.turn())
        #expect(terminal.text.contains("tags") && tasks.requested == [.watch(folder: "/never/read")])
        terminal.pending = [.key(.character("q"))]
        #expect(!loop.turn())
    }
}
