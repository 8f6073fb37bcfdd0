import Datasets
import FoundationEssentials
import Glibc
import Raster
import Runs
import Testing

@Suite struct `A full disk` {
    let scratch = ScratchFolder()

    /// A device that is always full; devices are written directly.
    private let full = "/dev/full"

    @Test func `is a one-line error of all atomic writes`() {
        let tensor = NamedTensor(name: "w", shape: [100_000], values: [Float](repeating: 1, count: 100_000))
        let images = ImageSet(name: "x", height: 1, width: 1, channels: 1, pixels: [1])
        let settings = RunFile(version: "1", preset: "p", data: "d", seed: 1, created: Date(), settings: [:])
        #expect(throws: FileError.diskFull(path: full)) { try Safetensors.write([tensor], to: full) }
        #expect(throws: FileError.diskFull(path: full)) { try IDX.write(images, to: full) }
        #expect(throws: FileError.diskFull(path: full)) { try settings.write(to: full) }
        #expect(!FileError.diskFull(path: full).description.contains("\n"))
    }

    @Test(.enabled(if: SmallDisk.isPossible)) func `leaves the old checkpoint unchanged`() throws {
        try SmallDisk.mounted(at: scratch.path, kilobytes: 256) {
            let path = scratch.path("step.safetensors")
            try Safetensors.write([NamedTensor(name: "w", shape: [2], values: [1, 2])], to: path)
            let large = NamedTensor(name: "w", shape: [100_000], values: [Float](repeating: 1, count: 100_000))
            #expect(throws: FileError.diskFull(path: path)) { try Safetensors.write([large], to: path) }
            #expect(try Safetensors.read(path)["w"]?.values == [1, 2])
            #expect(try scratch.entries() == ["step.safetensors"])
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `leaves complete records in the event log, which continues when there is space`() throws {
        try SmallDisk.mounted(at: scratch.path, kilobytes: 64) {
            let log = try EventLog(folder: scratch.path)
            try log.scalar("a", 1, step: 1)
            try log.flush()
            try scratch.write([UInt8](repeating: 1, count: 40_000), "ballast")
            let png = [UInt8](repeating: 1, count: 30_000)
            #expect(throws: RunError.diskFull(path: log.path)) {
                try log.image("samples", png: png, width: 1, height: 1, channels: 1, step: 2)
            }
            var reader = EventReader(folder: scratch.path)
            try reader.refresh()
            #expect(reader.scalars["a"]?.map(\.step) == [1] && reader.damaged.isEmpty)
            unlink(scratch.path("ballast"))
            try log.scalar("a", 3, step: 3)
            try log.flush()
            try reader.refresh()
            #expect(reader.scalars["a"]?.map(\.step) == [1, 3] && reader.damaged.isEmpty)
        }
    }
}
