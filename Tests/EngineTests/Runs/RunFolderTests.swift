import Foundation
import Glibc
import Runs
import Testing

@Suite struct `Run folders` {
    let scratch = ScratchFolder()

    private func newRun(_ name: String = "run") throws -> RunFolder {
        let run = try RunFolder.create(at: scratch.path(name), preset: "p", data: "d")
        try scratch.write(Array("seed = 1".utf8), "\(name)/run.toml")
        return run
    }

    private func writeCheckpoint(_ run: RunFolder, step: Int) throws {
        let tensor = NamedTensor(name: "w", shape: [1], values: [Float(step)])
        try Safetensors.write([tensor], to: run.checkpointPath(step: step))
    }

    @Test func `an unnamed run gets a new name from preset and data`() throws {
        let parent = scratch.path("runs")
        let names = try (0..<3).map { _ in
            try RunFolder.create(at: nil, preset: "dcgan", data: "fashion-mnist", under: parent).name
        }
        #expect(names == ["dcgan-fashion-mnist-001", "dcgan-fashion-mnist-002", "dcgan-fashion-mnist-003"])
        let pets = try RunFolder.create(at: nil, preset: "mlp", data: "/my images/cats & dogs/", under: parent)
        #expect(pets.name == "mlp-cats---dogs-001")
        #expect(try scratch.entries("runs/dcgan-fashion-mnist-001") == ["checkpoints", "samples"])
    }

    @Test func `numbers continue after the highest`() throws {
        try scratch.write([], "runs/p-d-041/x")
        try scratch.write([], "runs/p-d-9223372036854775807/x")
        #expect(try RunFolder.create(at: nil, preset: "p", data: "d", under: scratch.path("runs")).name == "p-d-042")
    }

    @Test func `an empty or missing folder becomes a run, at any depth`() throws {
        #expect(try RunFolder.create(at: scratch.path("a/b/c/"), preset: "p", data: "d").path == scratch.path("a/b/c"))
        // The same again: nothing was written into it yet.
        _ = try RunFolder.create(at: scratch.path("a/b/c"), preset: "p", data: "d")
    }

    @Test func `a folder that is not empty is not changed`() throws {
        try scratch.write([1], "mine/thesis.tex")
        let path = scratch.path("mine")
        #expect(throws: RunError.notEmpty(path: path)) { try RunFolder.create(at: path, preset: "p", data: "d") }
        #expect(try scratch.entries("mine") == ["thesis.tex"])
        let run = try newRun()
        #expect(throws: RunError.alreadyARun(path: run.path)) {
            try RunFolder.create(at: run.path, preset: "p", data: "d")
        }
    }

    @Test func `a file at the path is reported`() throws {
        let path = try scratch.write([1], "file")
        let error = #expect(throws: RunError.self) { try RunFolder.create(at: path, preset: "p", data: "d") }
        #expect(error?.description.contains("cannot create the folder") == true)
    }

    @Test func `only a folder with run.toml opens as a run`() throws {
        #expect(throws: RunError.notARun(path: scratch.path)) { try RunFolder.open(scratch.path) }
        let run = try newRun()
        #expect(try RunFolder.open(run.path + "/") == run)
    }

    @Test func `only checkpoints are listed, newest first`() throws {
        let run = try newRun()
        for step in [20, 100_000_000, 3] { try writeCheckpoint(run, step: step) }
        try scratch.write([1], "run/checkpoints/notes.txt")
        try scratch.write([1], "run/checkpoints/step-x.safetensors")
        #expect(run.checkpoints().map(\.step) == [100_000_000, 20, 3])
        #expect(run.checkpointPath(step: 20).hasSuffix("checkpoints/step-00000020.safetensors"))
        #expect(run.samplesPath(step: 20).hasSuffix("samples/step-00000020.png"))
    }

    @Test func `the newest intact checkpoint is found and broken ones are named`() throws {
        let run = try newRun()
        for step in [1, 2, 3] { try writeCheckpoint(run, step: step) }
        let third = try scratch.read("run/checkpoints/step-00000003.safetensors")
        try scratch.write(Array(third.dropLast()), "run/checkpoints/step-00000003.safetensors")
        let (checkpoint, broken) = run.newestIntact()
        #expect(checkpoint?.step == 2)
        #expect(broken.map(\.checkpoint.step) == [3])
        #expect(broken.first?.reason.contains("ends early") == true)
        let warning = try #require(run.brokenCheckpointWarning)
        #expect(warning.contains("step-00000003.safetensors") && warning.hasSuffix("the checkpoint of step 2 is used"))
        #expect(run.intactCheckpoints().map(\.step) == [2, 1])
        #expect(try newRun("empty").newestIntact().checkpoint == nil)
        #expect(try newRun("whole").brokenCheckpointWarning == nil)
    }

    @Test func `pruning keeps the newest, the multiples and broken checkpoints`() throws {
        let run = try newRun()
        for step in [1000, 1500, 2000, 2500, 3000, 3500] { try writeCheckpoint(run, step: step) }
        try scratch.write([1], "run/checkpoints/step-00004000.safetensors")
        #expect(run.prune(keepingNewest: 2, multiplesOf: 1000).map(\.step) == [2500, 1500])
        #expect(run.checkpoints().map(\.step) == [4000, 3500, 3000, 2000, 1000])
        #expect(run.prune(keepingNewest: 1).map(\.step) == [3000, 2000, 1000])
        #expect(run.prune(keepingNewest: 1).isEmpty)
        #expect(run.newestIntact().checkpoint?.step == 3500)
    }

    @Test func `one process at a time may train a run`() throws {
        let run = try newRun()
        var lock: RunLock? = try run.lock()
        #expect(lock != nil)
        let error = #expect(throws: RunError.self) { try run.lock() }
        #expect(error?.description.contains("another process is training this run (process ") == true)
        lock = nil
        _ = try run.lock()
    }

    @Test func `the lock of a killed process is released`() throws {
        let run = try newRun()
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/flock")
        other.arguments = ["--no-fork", run.lockPath, "sleep", "60"]
        try other.run()
        // Waits until the other process has the lock; it prints nothing when it does.
        var held = false
        for _ in 0..<500 where !held {
            do throws(RunError) { _ = try run.lock() } catch { held = true }
            usleep(10_000)
        }
        #expect(held)
        kill(other.processIdentifier, SIGKILL)
        other.waitUntilExit()
        _ = try run.lock()
    }

    @Test func `only temporary files of dead processes are deleted`() throws {
        let run = try newRun()
        // No process has a number this high: the kernel's limit is 4,194,304.
        let dead = ".tessera-9999999-1.tmp", living = ".tessera-\(getpid())-1.tmp"
        for name in [dead, living, ".tessera-x-1.tmp", "notes.tmp"] {
            try scratch.write([1], "run/checkpoints/\(name)")
        }
        try scratch.write([1], "run/\(dead)")
        let lock = try run.lock()
        #expect(try scratch.entries("run/checkpoints") == [living, ".tessera-x-1.tmp", "notes.tmp"].sorted())
        #expect(try scratch.entries("run") == [".lock", "checkpoints", "run.toml", "samples"])
        withExtendedLifetime(lock) {}
    }
}
