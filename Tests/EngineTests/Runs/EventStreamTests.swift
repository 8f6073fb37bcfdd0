import Foundation
import Glibc
import Raster
import Runs
import Testing

@Suite struct EventStreamTests {
    private let scratch = ScratchFolder()
    private let name = "events.out.tfevents.1.host"

    /// A log of one scalar whose steps are `steps`.
    private func log(_ steps: [Int], value: Float = 0) -> ForeignLog {
        var log = ForeignLog()
        for step in steps { log.scalar("a", value, step: step) }
        return log
    }

    /// The steps that are read, and "reset".
    private func read(_ stream: inout EventStream, limit: Int = .max) throws -> [String] {
        var read: [String] = []
        _ = try stream.refresh(limit: limit) { entry, _ in
            switch entry {
            case .reset: read.append("reset")
            case .scalar(_, let point): read.append("\(point.step)")
            default: break
            }
        }
        return read
    }

    @Test func `a log is read in parts, and says how much is left`() throws {
        let bytes = try scratch.write(log(Array(0..<9000)).bytes, name)
        var stream = EventStream(ExactPath(scratch.path)), steps = try read(&stream, limit: 100_000), parts = 1
        #expect(steps.count < 9000 && stream.progress.read < stream.progress.of)
        while stream.progress.read < stream.progress.of {
            steps += try read(&stream, limit: 100_000)
            parts += 1
        }
        #expect(steps == (0..<9000).map(String.init) && parts > 2)
        #expect(stream.progress.read == (try ScratchFolder.bytes(ofFile: bytes)).count)
        #expect(try read(&stream) == [])
    }

    @Test func `a file that was replaced, truncated or removed is read again from its start`() throws {
        try scratch.write(log([1, 2, 3]).bytes, name)
        var stream = EventStream(ExactPath(scratch.path))
        #expect(try read(&stream) == ["1", "2", "3"])
        // Another file at the same path, shorter, then longer than what was read.
        for steps in [[7], [9, 8, 7, 6, 5]] {
            unlink(scratch.path(name))
            try scratch.write(log(steps).bytes, name)
            #expect(try read(&stream) == ["reset"] + steps.map(String.init))
        }
        // The same file, written anew.
        let file = try #require(FileHandle(forWritingAtPath: scratch.path(name)))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(log([4, 4, 4, 4, 4, 4], value: 2).bytes))
        #expect(try read(&stream) == ["reset"] + [String](repeating: "4", count: 6))
        unlink(scratch.path(name))
        #expect(try read(&stream) == ["reset"])
        try scratch.write(log([1]).bytes, name)
        #expect(try read(&stream) == ["1"])
    }

    @Test func `a longer copy of the same file is only read where it is longer`() throws {
        try scratch.write(log([1, 2]).bytes, name)
        var stream = EventStream(ExactPath(scratch.path))
        #expect(try read(&stream) == ["1", "2"])
        // As rsync does: another file takes the name.
        try scratch.write(log([1, 2, 3]).bytes, "copy")
        #expect(rename(scratch.path("copy"), scratch.path(name)) == 0)
        #expect(try read(&stream) == ["3"])
    }

    @Test func `a length that is written later is read then`() throws {
        let whole = log([1, 2]).bytes, first = log([1]).bytes
        // A file system may show a file's size before its content.
        try scratch.write(first + [UInt8](repeating: 0, count: 40), name)
        var stream = EventStream(ExactPath(scratch.path))
        #expect(try read(&stream) == ["1"])
        #expect(stream.damaged == [name])
        try scratch.write(whole, name)
        #expect(try read(&stream) == ["2"])
    }

    @Test func `pipes, devices and broken links are named, and never opened`() throws {
        try scratch.write(log([1]).bytes, name)
        #expect(mkfifo(scratch.path("tfevents.pipe"), 0o600) == 0)
        #expect(symlink("/dev/zero", scratch.path("tfevents.device")) == 0)
        #expect(symlink("nowhere", scratch.path("tfevents.link")) == 0)
        var stream = EventStream(ExactPath(scratch.path))
        #expect(try read(&stream) == ["1"])
        #expect(stream.ignored == ["tfevents.pipe", "tfevents.device", "tfevents.link"])
    }

    @Test func `a watched file is read alone`() throws {
        let path = try scratch.write(log([1]).bytes, name)
        try scratch.write(log([2]).bytes, "events.out.tfevents.2.host")
        var stream = EventStream(ExactPath(path))
        #expect(try read(&stream) == ["1"])
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(log([1, 5]).bytes.suffix(log([5]).bytes.count - log([]).bytes.count)))
        #expect(try read(&stream) == ["5"])
    }

    @Test func `what does not begin like an event file cannot be watched`() throws {
        let text = try scratch.write(Array("these are words, not records".utf8), "words.txt")
        let good = try scratch.write(log([1]).bytes, "anything"), empty = try scratch.write([], "empty")
        #expect(throws: RunError.self) { try EventStream.check(ExactPath(text)) }
        try EventStream.check(ExactPath(good))
        try EventStream.check(ExactPath(empty))
    }

    @Test func `names that are not UTF-8 are read, and shown with escapes`() throws {
        let folder = ExactPath(scratch.path).appending(ExactPath([0x6E, 0xE9, 0x1B, 0x21]))
        #expect(folder.name.shown == "n\\xe9\\x1b!")
        #expect(ExactPath("größe 🙂/日本").shown == "größe 🙂/日本")
        #expect(ExactPath("a\u{9B}b").shown == "a\\x9bb")
        let path =
            folder.appending(ExactPath(Array("tfevents".utf8) + [0xFF])).bytes.map { CChar(bitPattern: $0) } + [0]
        #expect(mkdir(folder.bytes.map { CChar(bitPattern: $0) } + [0], 0o700) == 0)
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600), bytes = log([1]).bytes
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        var stream = EventStream(folder)
        #expect(try read(&stream) == ["1"])
    }
}
