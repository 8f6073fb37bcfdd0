import Foundation
import Jobs
import Raster
import Synchronization
import Testing

@Suite struct FolderJobTests {
    private let scratch = ScratchFolder()

    private func write(_ names: String..., text: String = "x") throws {
        for name in names {
            let path = scratch.path(name)
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
    }

    private func job(_ format: String? = nil, isRecursive: Bool = true) throws -> FolderJob {
        try FolderJob(
            folder: scratch.path("in"), out: scratch.path("in/out"), format: format, isRecursive: isRecursive,
            leavingOut: { $0.contains(".mask.") })
    }

    private func age(_ name: String, by seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: scratch.path(name))
    }

    /// Runs a job whose work writes a file, or fails for names with "bad".
    private func run(
        _ job: FolderJob, threads: Int = 2, replaces: Bool = false, free: FreeMemory = .now, bytes: Int = 0
    )
        -> (tally: FolderJob.Tally, lines: [String])
    {
        let lines = Mutex<[String]>([])
        let tally = job.run(
            threads: threads, replaces: replaces, free: free, bytes: { _ in bytes },
            event: { (item, outcome: FolderJob.Outcome<Void>, _) in
                lines.withLock { lines in
                    switch outcome {
                    case .done: lines.append("done \(item.name)")
                    case .present: lines.append("present \(item.name)")
                    case .failed(let line): lines.append(line.description)
                    }
                }
            },
            work: { item, _ in
                if item.name.contains("bad") { throw ImageError.empty(name: item.input) }
                try Data("y".utf8).write(to: URL(fileURLWithPath: item.output))
            })
        return (tally, lines.withLock { $0.sorted() })
    }

    @Test func `outputs keep names and endings, masks and earlier outputs are no inputs`() throws {
        try write(
            "in/b.jpg", "in/a.png", "in/a.mask.png", "in/trip/c.JPG", "in/notes.txt", "in/.hidden.png", "in/out/z.png")
        try write("in/g.gif")
        let items = try job().items
        #expect(items.map(\.name) == ["a.png", "b.jpg", "g.gif", "trip/c.JPG"])
        #expect(
            items.map { $0.output.dropFirst(scratch.path("in/out/").count) } == [
                "a.png", "b.jpg", "g.png", "trip/c.JPG",
            ])
        #expect(try job("png").items.map(\.output).last == scratch.path("in/out/trip/c.png"))
        #expect(try job(isRecursive: false).items.map(\.name) == ["a.png", "b.jpg", "g.gif"])
    }

    @Test func `two images never share an output`() throws {
        try write("in/a.jpg", "in/a.png", "in/b.jpg")
        let outputs = try job("png").items.map { $0.output.dropFirst(scratch.path("in/out/").count) }
        #expect(outputs == ["a.jpg.png", "a.png.png", "b.png"])
    }

    @Test func `bad files are named and skipped, the others are done`() throws {
        try write("in/a.png", "in/bad.png", "in/c.png")
        let (tally, lines) = run(try job())
        #expect(tally == FolderJob.Tally(total: 3, done: 2, present: 0, failed: 1) && tally.left == 0)
        #expect(lines.filter { $0.hasPrefix("done") } == ["done a.png", "done c.png"])
        #expect(lines.contains { $0.hasPrefix(scratch.path("in/bad.png") + ": the file is empty") })
    }

    @Test func `a second run does only what is missing, and replaces nothing older without being told to`() throws {
        try write("in/a.png", "in/b.png", "in/c.png")
        try age("in/a.png", by: 100)
        try age("in/b.png", by: 100)
        try write("in/out/a.png", "in/out/b.png", text: "old")
        try age("in/out/b.png", by: 200)
        let (tally, lines) = run(try job())
        #expect(tally == FolderJob.Tally(total: 3, done: 1, present: 1, failed: 1))
        #expect(lines.contains("present a.png") && lines.contains("done c.png"))
        #expect(lines.contains { $0.contains("out/b.png: this file exists and is older than its image") })
        #expect(try String(contentsOfFile: scratch.path("in/out/b.png"), encoding: .utf8) == "old")
        #expect(run(try job(), replaces: true).tally == FolderJob.Tally(total: 3, done: 3, present: 0, failed: 0))
        #expect(try String(contentsOfFile: scratch.path("in/out/a.png"), encoding: .utf8) == "y")
    }

    @Test func `an output older than another file that it is made of is not present`() throws {
        try write("in/a.png", "in/out/a.png", "m.png")
        try age("in/a.png", by: 100)
        try age("in/out/a.png", by: 50)
        let item = try #require(try job().items.first)
        #expect(FolderJob.presence(of: item) == .present)
        #expect(FolderJob.presence(of: item, others: [scratch.path("m.png")]) == .stale)
    }

    @Test func `as many run at once as fit into memory, each with its part of the threads`() throws {
        for i in 0..<6 { try write("in/\(i).png") }
        func most(free: Int, bytes: Int) throws -> (together: Int, threads: Set<Int>) {
            let running = Mutex((now: 0, most: 0, threads: Set<Int>()))
            // A reserve of 96 MB is not free.
            let memory = FreeMemory(machine: "", process: "0", page: 1, limit: (96 << 20) + free, cores: 0)
            let tally = try job().run(
                threads: 4, free: memory, bytes: { _ in bytes }, event: { (_, _: FolderJob.Outcome<Void>, _) in },
                work: { _, threads in
                    running.withLock {
                        $0.now += 1
                        $0.most = max($0.most, $0.now)
                        $0.threads.insert(threads)
                    }
                    Thread.sleep(forTimeInterval: 0.002)
                    running.withLock { $0.now -= 1 }
                })
            #expect(tally.done == 6)
            return running.withLock { ($0.most, $0.threads) }
        }
        #expect(try most(free: 100, bytes: 60) == (1, [4]))
        let two = try most(free: 100, bytes: 50)
        #expect(two.together <= 2 && two.threads.isSuperset(of: [2]))
        #expect(try most(free: 1000, bytes: 1).together <= 4)
        // What is larger than the memory is tried alone: its own check refuses it.
        #expect(try most(free: 100, bytes: 500).together == 1)
    }

    @Test func `an image that lacks memory beside others is repeated alone`() throws {
        for i in 0..<4 { try write("in/\(i).png") }
        let attempts = Mutex<[String: [Int]]>([:])
        let tally = try job().run(
            threads: 2, free: FreeMemory(machine: "", process: "0", page: 1, limit: nil, cores: 0), bytes: { _ in 1 },
            event: { (_, _: FolderJob.Outcome<Void>, _) in },
            work: { item, threads in
                attempts.withLock { $0[item.name, default: []].append(threads) }
                // The first one runs until the place of the second one is taken by the third.
                while item.name == "0.png", attempts.withLock({ $0["2.png"] }) == nil { sched_yield() }
                if item.name == "1.png", threads == 1 {
                    throw MemoryError.insufficient(work: "x", needed: 1, free: .now, advice: "")
                }
            })
        let tried = attempts.withLock { $0["1.png"] }
        #expect(tally.done == 4 && tally.failed == 0 && tried == [1, 2], "\(tally) \(String(describing: tried))")
    }

    @Test func `a stopped job leaves the rest, and goes on the next time`() throws {
        for i in 0..<5 { try write("in/\(i).png") }
        let count = Mutex(0)
        let tally = try job().run(
            threads: 1, bytes: { _ in 0 }, isStopped: { count.withLock { $0 } >= 2 },
            event: { (_, _: FolderJob.Outcome<Void>, _) in },
            work: { item, _ in
                try Data("y".utf8).write(to: URL(fileURLWithPath: item.output))
                count.withLock { $0 += 1 }
            })
        #expect(tally.done == 2 && tally.left == 3 && tally.failed == 0)
        #expect(run(try job()).tally == FolderJob.Tally(total: 5, done: 3, present: 2, failed: 0))
    }

    @Test func `folders that cannot be worked on are refused`() throws {
        try write("in/a.png", "file", "empty/notes.txt")
        func error(_ folder: String, _ out: String) -> FolderJobError? {
            do throws(FolderJobError) {
                _ = try FolderJob(folder: scratch.path(folder), out: scratch.path(out))
                return nil
            } catch { return error }
        }
        #expect(error("in", "in") == .outIsInput(scratch.path("in")))
        #expect(error("in", "in/../in") == .outIsInput(scratch.path("in/../in")))
        #expect(error("in", "file") == .outIsFile(scratch.path("file")))
        #expect(error("empty", "o") == .noImages(folder: scratch.path("empty")))
        #expect(error("nowhere", "o") == .unreadable(folder: scratch.path("nowhere")))
    }
}
