import Foundation
import Jobs
import Raster
import Runs
import Testing

@Suite struct LogWatcherTests {
    @Test func `curves of every log below a folder, updated by appended records`() throws {
        let scratch = ScratchFolder()
        for name in ["one", "two/deep"] {
            try FileManager.default.createDirectory(
                atPath: scratch.path + "/" + name, withIntermediateDirectories: true)
        }
        let log = try EventLog(folder: scratch.path + "/one"), other = try EventLog(folder: scratch.path + "/two/deep")
        try log.scalar("loss", 1, step: 1)
        try other.scalar("loss", 3, step: 1)
        try log.flush()
        try other.flush()
        let watcher = LogWatcher(scratch.path)
        var view = try watcher.refresh()
        #expect(view.logs.map(\.name) == ["one", "two/deep"])
        #expect(view.tags == ["loss"])
        try log.scalar("loss", 2, step: 2)
        try log.flush()
        view = try watcher.refresh()
        #expect(view.logs[0].curves["loss"]?.newest.buckets.map(\.sum) == [1, 2])
        #expect(view.problems == [])
    }

    @Test func `all of many images can be reached, and stay on the disk`() throws {
        let scratch = ScratchFolder(), log = try EventLog(folder: scratch.path)
        let png = try PNG.encode(Bitmap(width: 2, height: 2, channels: 1, filledWith: 9))
        for step in 1...200 { try log.image("samples", png: png, width: 2, height: 2, channels: 1, step: step) }
        let images = try #require(try LogWatcher(scratch.path).refresh().logs[0].images["samples"])
        #expect(images.map(\.step) == Array(1...200))
        #expect(try images.first?.read() == png && images.last?.read() == png)
    }

    @Test func `a corrupt file is reported and its readable part is shown`() throws {
        let scratch = ScratchFolder(), log = try EventLog(folder: scratch.path)
        try log.scalar("loss", 1, step: 1)
        try log.flush()
        let file = try #require(FileHandle(forUpdatingAtPath: log.path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
        let view = try LogWatcher(scratch.path).refresh()
        #expect(view.logs[0].curves["loss"]?.newest.last == 1)
        #expect(view.problems.count == 1 && view.problems[0].contains("damaged"))
    }

    @Test func `a missing folder is an error with its name`() {
        #expect(throws: RunError.self) { try LogWatcher("/nowhere/at/all").refresh() }
    }

    private func folder(_ scratch: ScratchFolder, _ name: String, tag: String = "loss") throws {
        try FileManager.default.createDirectory(atPath: scratch.path(name), withIntermediateDirectories: true)
        let log = try EventLog(folder: scratch.path(name))
        try log.scalar(tag, 1, step: 1)
        try log.flush()
    }

    @Test func `links are followed, and those in circles visited once`() throws {
        let scratch = ScratchFolder(), elsewhere = ScratchFolder()
        try folder(scratch, "runs/one")
        try folder(elsewhere, "two")
        let links = [("runs/loop", scratch.path), ("runs/again", scratch.path("runs/one")), ("other", elsewhere.path)]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(atPath: scratch.path(name), withDestinationPath: target)
        }
        let view = try LogWatcher(scratch.path).refresh()
        #expect(view.logs.map(\.name) == ["other/two", "runs/one"])
        #expect(view.problems == [])
    }

    @Test func `deep folders are read to a limit, and a line says where it is`() throws {
        let scratch = ScratchFolder()
        func path(_ depth: Int) -> String { (1...depth).map { "\($0)" }.joined(separator: "/") }
        try folder(scratch, path(20))
        try folder(scratch, path(32))
        try folder(scratch, path(33))
        try folder(scratch, ".hidden")
        let view = try LogWatcher(scratch.path).refresh()
        #expect(view.logs.map(\.name) == [path(20), path(32)])
        #expect(view.problems == ["\(path(33)): over 32 folders deep; not read"])
    }

    @Test func `long logs are read in parts, all logs at the same time`() throws {
        let scratch = ScratchFolder()
        for name in ["a", "b", "c"] {
            try FileManager.default.createDirectory(atPath: scratch.path(name), withIntermediateDirectories: true)
            let log = try EventLog(folder: scratch.path(name))
            for step in 0..<6000 { try log.scalar("loss", 1, step: step) }
            try log.flush()
        }
        let watcher = LogWatcher(scratch.path)
        var view = try watcher.refresh(limit: 200_000), parts = 1
        #expect(!view.isComplete)
        #expect(view.logs.allSatisfy { (1..<6000).contains($0.curves["loss"]?.newest.buckets.count ?? 0) })
        while !view.isComplete, parts < 50 {
            view = try watcher.refresh(limit: 200_000)
            parts += 1
        }
        #expect(view.logs.allSatisfy { $0.curves["loss"]?.newest.lastStep == 5999 })
        #expect((2..<50).contains(parts))
    }

    @Test func `a single event file is watched, and what is neither file nor folder is refused`() throws {
        let scratch = ScratchFolder()
        try folder(scratch, "one")
        let name = try #require(try scratch.entries("one").first)
        try LogWatcher.check(scratch.path("one/" + name))
        let view = try LogWatcher(scratch.path("one/" + name)).refresh()
        #expect(view.logs.map(\.name) == [name] && view.tags == ["loss"])
        for path in ["/nowhere/at/all", "/dev/null"] {
            #expect(throws: RunError.self) { try LogWatcher.check(path) }
        }
    }

    @Test func `a folder that goes away and comes back is a line, and then its logs`() throws {
        let scratch = ScratchFolder()
        try folder(scratch, "runs")
        let watcher = LogWatcher(scratch.path("runs"))
        #expect(watcher.view().tags == ["loss"])
        try FileManager.default.moveItem(atPath: scratch.path("runs"), toPath: scratch.path("away"))
        let view = watcher.view()
        #expect(view.tags == [] && view.problems.count == 1 && view.problems[0].contains("runs"))
        try FileManager.default.moveItem(atPath: scratch.path("away"), toPath: scratch.path("runs"))
        #expect(watcher.view().tags == ["loss"])
    }
}
