import Jobs
import Raster
import Runs
import Testing

/// Logs of TensorFlow and PyTorch.
@Suite struct ForeignLogTests {
    private let scratch = ScratchFolder()

    private func curves(_ log: ForeignLog, _ name: String = "events.out.tfevents.1.host") throws -> LogCurves {
        try scratch.write(log.bytes, name)
        var curves = LogCurves(ExactPath(scratch.path), images: true)
        try curves.refresh()
        return curves
    }

    @Test func `scalars are read as values and as tensors of every numeric type`() throws {
        let tensors: [(type: Int, content: [UInt8], value: Float)] = [
            (1, [0, 0, 0xC0, 0x3F], 1.5), (2, [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], 1.5), (3, [0xFE, 0xFF, 0xFF, 0xFF], -2),
            (4, [200], 200), (5, [0xFE, 0xFF], -2), (6, [0xFE], -2), (9, [7, 0, 0, 0, 0, 0, 0, 0], 7), (10, [1], 1),
            (14, [0xC0, 0x3F], 1.5), (17, [0xFE, 0xFF], 65534), (19, [0, 0xBE], -1.5), (19, [1, 0], 0x1p-24),
            (22, [0, 0, 0, 0x80], 0x1p31), (23, [5, 0, 0, 0, 0, 0, 0, 0], 5),
        ]
        var log = ForeignLog()
        log.scalar("simple", 3, step: 1)
        for (i, tensor) in tensors.enumerated() {
            log.tensor(
                "\(i)", step: 1, type: tensor.type, content: tensor.content, plugin: i % 2 == 0 ? "scalars" : nil)
        }
        // Values in lists instead of bytes.
        log.value("list", step: 1) {
            $0.add(8) {
                $0.add(1, 3); $0.add(7, -9)
            }
        }
        log.value("half", step: 1) {
            $0.add(8) {
                $0.add(1, 19); $0.add(13, 0x3E00)
            }
        }
        let read = try curves(log)
        #expect(read.histories["simple"]?.last == 3)
        for (i, tensor) in tensors.enumerated() { #expect(read.histories["\(i)"]?.last == tensor.value, "\(tensor)") }
        #expect(read.histories["list"]?.last == -9 && read.histories["half"]?.last == 1.5)
        #expect(read.damaged == [] && read.others == [:])
    }

    @Test func `every image of a step is read, and only the first value of a tag has to name its plugin`() throws {
        let files = (0..<3).map { try? PNG.encode(Bitmap(width: 2, height: 2, channels: 1, filledWith: UInt8($0))) }
            .compactMap(\.self)
        var log = ForeignLog()
        for step in 0..<2 {
            log.strings("batch", step: step, [[0x32], [0x32]] + files, plugin: step == 0 ? "images" : nil)
        }
        log.value("old/image/0", step: 5) {
            $0.add(4) {
                $0.add(1, 2); $0.add(2, 2); $0.add(4, files[1])
            }
        }
        let images = try curves(log).images
        let batch = try #require(images["batch"])
        #expect(batch.map(\.step) == [0, 0, 0, 1, 1, 1] && batch.map(\.index) == [0, 1, 2, 0, 1, 2])
        #expect(batch.allSatisfy { $0.count == 3 })
        #expect(try batch.map { try $0.read() } == files + files)
        #expect(try images["old/image/0"]?.map { try $0.read() } == [files[1]])
    }

    @Test func `an image of a file that has changed since is an error`() throws {
        var log = ForeignLog()
        log.value("image", step: 5) { $0.add(4) { $0.add(4, [UInt8](repeating: 1, count: 50)) } }
        let image = try #require(try curves(log).images["image"]?.first)
        try scratch.write(Array(log.bytes.dropLast(20)), "events.out.tfevents.1.host")
        #expect(throws: RunError.self) { try image.read() }
    }

    @Test func `kinds that are not read are counted by name`() throws {
        var log = ForeignLog()
        for step in 0..<3 {
            log.value("layer/old", step: step) { $0.add(5, [1, 2]) }
            log.value("voice/old", step: step) { $0.add(6, [1, 2]) }
            for (tag, plugin) in [
                ("layer/w", "histograms"), ("layer/b", "histograms"), ("curve", "pr_curves"), ("shape", "mesh"),
            ] {
                log.tensor(
                    tag, step: step, type: 1, shape: [2], content: [UInt8](repeating: 0, count: 8),
                    plugin: step == 0 ? plugin : nil)
            }
            log.strings("note", step: step, [Array("words".utf8)], plugin: step == 0 ? "text" : nil)
        }
        log.value("_hparams_/experiment", step: 0, plugin: "hparams") { _ in }
        log.tensor("vector", step: 0, type: 1, shape: [3], content: [UInt8](repeating: 0, count: 12))
        // A plugin's tensor of one element is no scalar.
        log.tensor("one", step: 0, type: 1, content: [0, 0, 0, 0], plugin: "my\u{1B}plugin")
        log.event(step: 0) { $0.add(4, [1, 2, 3]) }
        let read = try curves(log)
        #expect(
            read.others.mapValues(\.count) == [
                "histograms": 3, "audio": 1, "PR curves": 1, "meshes": 1, "text": 1, "hparams": 1, "tensors": 1,
                "my\\x1bplugin": 1, "graphs": 1,
            ])
        #expect(read.curves.isEmpty && read.images.isEmpty && read.damaged.isEmpty)
    }

    @Test func `without sessions, only old versions of the files orphan steps that go back`() throws {
        func steps(_ version: String?) throws -> [[Int]] {
            var log = ForeignLog(version: version)
            for step in [0, 1, 2, 3, 1, 2] { log.scalar("loss", Float(step), step: step) }
            return try curves(log).curves["loss"]?.passes.map { $0.history.buckets.map(\.firstStep) } ?? []
        }
        #expect(try steps("brain.Event:2") == [[0, 1, 2, 3], [1, 2]])
        #expect(try steps("brain.Event:1") == [[0, 1, 2]])
        #expect(try steps(nil) == [[0, 1, 2]])
    }
}
