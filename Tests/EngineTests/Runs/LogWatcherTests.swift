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
        #expect(view.logs[0].curves["loss"]?.buckets.map(\.sum) == [1, 2])
        #expect(view.problems == [])
    }

    @Test func `of many images only some are kept`() throws {
        let scratch = ScratchFolder(), log = try EventLog(folder: scratch.path)
        let png = try PNG.encode(Bitmap(width: 2, height: 2, channels: 1, filledWith: 9))
        for step in 1...200 { try log.image("samples", png: png, width: 2, height: 2, channels: 1, step: step) }
        let images = try #require(try LogWatcher(scratch.path).refresh().logs[0].images["samples"])
        #expect((32...64).contains(images.count))
        #expect(images.last?.step == 200 && images.map(\.step) == images.map(\.step).sorted())
        #expect(images.first?.file == png)
    }

    @Test func `a corrupt file is reported and its readable part is shown`() throws {
        let scratch = ScratchFolder(), log = try EventLog(folder: scratch.path)
        try log.scalar("loss", 1, step: 1)
        try log.flush()
        let file = try #require(FileHandle(forUpdatingAtPath: log.path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
        let view = try LogWatcher(scratch.path).refresh()
        #expect(view.logs[0].curves["loss"]?.last == 1)
        #expect(view.problems.count == 1 && view.problems[0].contains("damaged"))
    }

    @Test func `a missing folder is an error with its name`() {
        #expect(throws: RunError.self) { try LogWatcher("/nowhere/at/all").refresh() }
    }
}
