import Datasets
import Evaluation
import Foundation
import Jobs
import Models
import Raster
import Repair
import Runs
import Testing
import Training

@Suite struct LearnedRepairTests {
    private let scratch = ScratchFolder()

    /// Trains a few steps for a checkpoint.
    private func run(
        _ preset: Preset, _ given: [String: SettingValue] = [:], steps: Int = 2, masks: String? = nil,
        origin: String? = nil, name: String = "run"
    ) async throws -> String {
        var values: [String: SettingValue] = [
            "batch_size": 4, "sample.count": 3, "image_size": 16, "checkpoint.interval": 4, "evaluation.interval": 0,
        ]
        if preset.settings.has(\.baseChannels) { values["base_channels"] = 8 }
        let settings = try preset.settings(values.merging(given) { $1 })
        let configuration = TrainingConfiguration(
            preset: preset, data: "shapes", seed: 5, settings: settings, masks: masks, origin: origin)
        let folder = scratch.path(name)
        let status = try await SmallRun.wait(
            TrainingJob(
                TrainingStart(.new(configuration, folder: folder), steps: steps, threads: 1, featureCache: nil)),
            until: SmallRun.over)
        #expect(status.phase == .finished, "\(status.phase)")
        return folder
    }

    private static func image(_ width: Int, _ height: Int, channels: Int, _ seed: UInt64) -> Bitmap {
        var random = SeededGenerator(seed)
        return Bitmap(
            width: width, height: height, channels: channels,
            pixels: (0..<width * height * channels).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    private static func mask(_ width: Int, _ height: Int, share: Double, _ seed: UInt64) -> Mask {
        var random = SeededGenerator(seed)
        var mask = Mask(
            width: width, height: height,
            damaged: (0..<width * height).map { _ in Double.random(in: 0..<1, using: &random) < share })
        (mask.damaged[0], mask.damaged[width * height - 1]) = (false, true)
        return mask
    }

    // MARK: Tiles

    @Test(arguments: [(16, 16), (17, 40), (5, 100), (1, 2), (64, 33)])
    func `tiles cover every pixel with a positive weight`(width: Int, height: Int) {
        let tiles = ImageTiles(width: width, height: height, side: 16)
        var weights = [Float](repeating: 0, count: width * height)
        for tile in tiles.tiles(touching: [Bool](repeating: true, count: width * height)) {
            for (position, pixel) in tiles.pixels(of: tile).enumerated() {
                weights[pixel] += tiles.weight(position, of: tile)
            }
        }
        #expect(weights.allSatisfy { $0 > 0 })
    }

    @Test(arguments: [(40, 40, 0.02), (90, 50, 0.9), (16, 16, 0.3), (7, 100, 0.5), (1, 30, 0.5)])
    func `a network that continues a constant image leaves no seam, for any size and damage`(
        width: Int, height: Int, share: Double
    ) throws {
        let flat = Bitmap(width: width, height: height, channels: 1, filledWith: 77),
            mask = Self.mask(width, height, share: share, 3)
        var damaged = flat
        for i in mask.damaged.indices where mask.damaged[i] { damaged.pixels[i] = 255 }
        let repair = TileRepair(
            damaged, mask, tiling: ImageTiles(width: width, height: height, side: 16), keepsContent: false)
        let result = try repair.run(RepairWatch(), Self.continued)
        #expect(result == flat)
    }

    /// A network for tiles of 16 pixels that fills a tile with the mean of its known pixels.
    private static func continued(_ given: [Float]) -> [Float] {
        var output: [Float] = []
        for start in stride(from: 0, to: given.count, by: 512) {
            var sum: Float = 0, count: Float = 0
            for pixel in 0..<256 where given[start + 2 * pixel + 1] == 0 {
                sum += given[start + 2 * pixel]
                count += 1
            }
            output += [Float](repeating: count > 0 ? sum / count : 9, count: 256)
        }
        return output
    }

    @Test func `a hole larger than a tile is filled from its rim, and every tile has known pixels`() throws {
        var mask = Mask(width: 80, height: 80)
        for y in 10..<70 { for x in 10..<70 { mask[x, y] = true } }
        let repair = TileRepair(
            Bitmap(width: 80, height: 80, channels: 1, filledWith: 50), mask,
            tiling: ImageTiles(width: 80, height: 80, side: 16), keepsContent: false)
        var least = 256
        _ = try repair.run(RepairWatch()) { given in
            for start in stride(from: 0, to: given.count, by: 512) {
                least = min(least, (0..<256).count { given[start + 2 * $0 + 1] == 0 })
            }
            return [Float](repeating: 0, count: given.count / 2)
        }
        #expect(least > 0, "\(least)")
    }

    @Test func `the network's input keeps masked pixels for damage that alters pixels`() throws {
        let image = Self.image(16, 16, channels: 3, 1), whole = Mask(width: 16, height: 16, filledWith: true)
        let repair = TileRepair(image, whole, tiling: ImageTiles(width: 16, height: 16, side: 16), keepsContent: true)
        let result = try repair.run(RepairWatch()) { given in given.indices.filter { $0 % 4 < 3 }.map { given[$0] } }
        #expect(result == image)
    }

    // MARK: Runs

    @Test func `a run repairs grey and color images of any size, and keeps known pixels`() async throws {
        for channels in [1, 3] {
            let folder = try await run(.repair, ["channels": .integer(channels)], name: "run\(channels)")
            for (width, height, depth) in [(40, 21, 1), (33, 16, 3), (3, 50, 3), (16, 16, channels)] {
                let image = Self.image(width, height, channels: depth, 2),
                    mask = Self.mask(width, height, share: 0.2, 4)
                let outcome = try Repair.run(
                    image, mask: mask, method: folder, threads: 2, truth: image, compares: true)
                #expect(
                    outcome.report.knownSamplesChanged == 0
                        && outcome.report.knownHashBefore == outcome.report.knownHashAfter)
                #expect(outcome.image != image)
                let report = outcome.report
                #expect(report.run?.hash.count == 16 && report.run?.step == 2 && report.run?.preset == "repair")
                #expect(report.baselines.first?.insideHole != nil)
                #expect(report.baselines.contains { $0.method == "linear" } == (width == 16 && height == 16))
            }
        }
    }

    @Test func `a learned repair is the same on one and on two threads`() async throws {
        let folder = try await run(.articleRepair), image = Self.image(40, 30, channels: 3, 5),
            mask = Self.mask(40, 30, share: 0.4, 6)
        let one = try Repair.run(image, mask: mask, method: folder, threads: 1).image
        #expect(try Repair.run(image, mask: mask, method: folder, threads: 2).image == one)
        let file = try RunFolder.open(folder).checkpoint(named: "newest").path
        #expect(try Repair.run(image, mask: mask, method: file, threads: 2).image == one)

        // Of several images, the checkpoint is read for the first one.
        let opened = try LearnedRepair(folder)
        for threads in [1, 2, 2] {
            #expect(
                try Repair.run(image, mask: mask, method: folder, opened: opened, threads: threads).image == one)
        }
        #expect(opened.checkpointReads == 1)
        // Training has measured its images: nothing else says that they are all alike.
        let kept = folder + "/" + TrainingDistanceFile.name
        #expect(FolderNames.facts(kept) != nil)
    }

    @Test func `a run supports the tasks of the corruptions that it was trained on`() async throws {
        let holes = try await run(.repair, name: "holes"),
            noise = try await run(.repair, ["corruption.noise": 1].merging(Self.noHoles) { $1 }, name: "noise")
        let image = Self.image(20, 20, channels: 1, 8), some = Self.mask(20, 20, share: 0.2, 3)
        #expect(throws: RepairError.noMask(name: "the mask")) {
            try Repair.run(image, mask: nil, method: holes, threads: 1)
        }
        #expect(throws: RepairError.runForOtherTask(holes, task: "denoise", trained: try LearnedRepair(holes).suits)) {
            try RepairTask.method(for: "denoise", holes)
        }
        #expect(try RepairTask.method(for: "inpaint", holes) == holes)
        #expect(
            try RepairTask.method(for: "denoise", noise) == noise && RepairTask.method(for: "restore", noise) == noise)
        #expect(throws: RepairError.self) { try RepairTask.method(for: "inpaint", noise) }
        #expect(
            try Repair.run(image, mask: nil, method: noise, threads: 1, compares: true).report.baselines.map(\.method)
                == ["denoise"])
        // Without being asked, a network repairs alone.
        #expect(try Repair.run(image, mask: nil, method: noise, threads: 1).report.baselines.isEmpty)
        #expect(try Repair.run(image, mask: some, method: noise, threads: 1).report.knownSamplesChanged == 0)
    }

    private static let noHoles = Dictionary(
        uniqueKeysWithValues: CorruptionKind.allCases.filter(\.leavesHoles).map { ($0.setting, SettingValue.real(0)) })

    @Test func `runs of generator presets and unknown names are errors`() async throws {
        let generating = try SmallRun.start(scratch.path("generating"), steps: 1)
        try await SmallRun.wait(TrainingJob(generating), until: SmallRun.over)
        #expect(throws: CheckpointError.generates(path: scratch.path("generating"), preset: "article")) {
            try LearnedRepair(scratch.path("generating"))
        }
        #expect(try LearnedRepair.ifRun(scratch.path("generating")) == nil)
        #expect(throws: RunError.self) { try RepairMethods.named("runs/none") }
        let error = #expect(throws: RepairError.self) { try RepairMethods.named("biharmonik") }
        #expect(error?.description.contains("biharmonic") == true)
        let repairing = try await run(.repair)
        let file = try RunFolder.open(repairing).checkpoint(named: "newest").path
        #expect(throws: CheckpointError.repairs(path: file, preset: "repair")) {
            try GeneratorModel(checkpoint: file, threads: 1)
        }
    }

    @Test func `a run starts from the weights of another run, on the user's masks`() async throws {
        let first = try await run(.repair, steps: 3, name: "first"), masks = scratch.path("masks")
        try FileManager.default.createDirectory(atPath: masks, withIntermediateDirectories: true)
        try PNG.write(Self.mask(30, 20, share: 0.1, 1).bitmap, to: masks + "/a.png")
        try PNG.write(Mask(width: 9, height: 9).bitmap, to: masks + "/empty.png")
        let folder = try MaskFolder(masks)
        #expect(folder.masks.count == 1 && folder.skipped.map(\.reason) == ["marks no pixel"])

        let origin = try RunFolder.open(first).checkpoint(named: "newest").path,
            only = ["corruption.masks": 1].merging(Self.noHoles) { own, _ in own }
        let second = try await run(.repair, only, steps: 1, masks: masks, origin: origin, name: "second")
        let start = try Safetensors.read(RunFolder.open(second).checkpoint(named: "0").path),
            end = try Safetensors.read(origin)
        for tensor in start.tensors {
            let isMoment = tensor.name.hasPrefix("adam.")
            #expect(isMoment ? tensor.values.allSatisfy { $0 == 0 } : tensor == end[tensor.name], "\(tensor.name)")
        }
        let written = try RunFile.read(RunFolder.open(second).runFilePath)
        #expect(
            written.masks == masks && written.masksFingerprint == folder.fingerprint
                && written.initializedFrom == origin)

        // It resumes on the same masks only.
        let status = try await SmallRun.wait(TrainingJob(SmallRun.resume(second, steps: 2)), until: SmallRun.over)
        #expect(status.phase == .finished && status.step == 2)
        try PNG.write(Self.mask(30, 20, share: 0.2, 2).bitmap, to: masks + "/b.png")
        guard
            case .failed(let line) = try await SmallRun.wait(
                TrainingJob(SmallRun.resume(second, steps: 3)), until: SmallRun.over
            ).phase
        else {
            Issue.record("the run was resumed on other masks")
            return
        }
        #expect(line.description.contains(masks))
    }

    @Test func `a resumed repair run has the same checkpoint and sample grid as an uninterrupted one`() async throws {
        var mixed: [String: SettingValue] = ["sample.interval": 3]
        for kind in CorruptionKind.allCases where kind != .masks { mixed[kind.setting] = 1 }
        let whole = try await run(.repair, mixed, steps: 8, name: "whole")
        let parts = try await run(.repair, mixed, steps: 5, name: "parts")
        try await SmallRun.wait(TrainingJob(SmallRun.resume(parts, steps: 8)), until: SmallRun.over)
        let weights = "/checkpoints/step-00000008.safetensors", grid = "/samples/step-00000006.png"
        #expect(try SmallRun.bytes(whole + weights) == SmallRun.bytes(parts + weights))
        // The PNG's text contains the run's name, so only the pixels are compared.
        let (one, other) = (try ImageFile.read(whole + grid).bitmap, try ImageFile.read(parts + grid).bitmap)
        #expect(one == other)
    }

    @Test func `a trial scores the run and classical repairs of the same corruption`() async throws {
        let folder = try await run(.repair)
        let method = try LearnedRepair(folder), model = try RepairModel(checkpoint: method.checkpoint, threads: 1)
        let data = try EvaluationData.open("shapes", size: 16, channels: 1)
        let unlabelled = EvaluationData(training: data.training.withoutLabels, heldOut: data.heldOut.withoutLabels)
        let scorer = try RepairScorer(model, unlabelled, count: 20, cache: nil, threads: 2)
        let trial = try scorer.trial(try TestCorruption("box8", side: 16), seed: 0)
        #expect(
            trial.images == 20 && trial.corruptedFraction == 0.25
                && trial.scores.map(\.method) == ["this run", "biharmonic", "linear"])
        #expect(
            try scorer.trial(try TestCorruption("noise", side: 16), seed: 0).scores.map(\.method) == [
                "this run", "unrepaired", "denoise",
            ])
        // The data determines more of a hole than its rim.
        #expect(trial.scores[2].psnr > trial.scores[1].psnr)
        // The forecast: eight of its tiles are measured, here in two seconds.
        var times = [1.0, 3.0]
        let (large, small) = (Self.image(160, 160, channels: 1, 1), Self.image(16, 16, channels: 1, 1))
        let whole = Mask(width: 160, height: 160, filledWith: true)
        let seconds = try model.forecast(large, mask: whole, watch: RepairWatch()) { times.removeFirst() }
        let tiles = ImageTiles(width: 160, height: 160, side: 16).tiles(touching: whole.damaged).count
        #expect(seconds == Double(tiles) / 4 && tiles >= 160)
        let one = Mask(width: 16, height: 16, filledWith: true)
        #expect(try model.forecast(small, mask: one, watch: RepairWatch()) == nil)
        #expect(throws: EvaluationError.self) { try TestCorruption("box16", side: 16) }
        #expect(throws: EvaluationError.self) { try TestCorruption("masks", side: 16) }
    }

    @Test func `a conditional run is scored with every subset of its modalities`() async throws {
        let folder = try await run(
            .conditionalRepair,
            ["pretraining.steps": 1, "pretraining.batch_size": 16, "generator.learning_rate": 0.02], steps: 40)
        let method = try LearnedRepair(folder), model = try RepairModel(checkpoint: method.checkpoint, threads: 1)
        let encoders = try OpenedCheckpoint(method.checkpoint).multimodalEncoder(threads: 1)
        let data = try EvaluationData.open("shapes", size: 16, channels: 1),
            pairs = try MultimodalSource.open("shapes:test", size: 16, channels: 1)
        let labelled = try RepairScorer(model, data, conditions: (encoders, pairs), count: 12, cache: nil, threads: 2)
        let kinds = [
            "none", "text", "audio", "image", "text + audio", "text + image", "audio + image", "text + audio + image",
        ]
        let scores = try labelled.trial(try TestCorruption("box8", side: 16), seed: 0).scores
        #expect(scores.map(\.method).prefix(8) == ArraySlice(kinds.map { "this run, condition: \($0)" }))
        // Every condition changes the repair.
        #expect(Set(scores.prefix(8).map(\.psnr)).count == 8)
    }

    // MARK: Baselines that fail

    /// A method that fails for images with a given first pixel.
    private struct FailingRepair: RepairMethod {
        let name = "failing", summary = "", suits = ""
        let failingValue: UInt8

        func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
            if problem.image.pixels[0] == failingValue {
                throw RepairError.nothingKnownInTile(method: name, width: 1, height: 1)
            }
            return problem.image
        }
    }

    @Test func `a classical repair that fails is an error, not an unrepaired image`() throws {
        let mask = Mask(width: 4, height: 4, filledWith: true)
        let corrupted = (0..<6).map {
            CorruptedImage(image: Bitmap(width: 4, height: 4, channels: 1, filledWith: UInt8($0)), mask: mask)
        }
        for threads in [1, 2] {
            #expect(throws: RepairError.nothingKnownInTile(method: "failing", width: 1, height: 1)) {
                try ClassicalRepairs.of(corrupted, by: FailingRepair(failingValue: 4), threads: threads)
            }
            #expect(
                try ClassicalRepairs.of(corrupted, by: FailingRepair(failingValue: 99), threads: threads)
                    == corrupted.map(\.image))
        }
    }

    @Test func `a linear baseline whose training images cannot be read is a note in the report`() async throws {
        let shapes = try DataSource.open("shapes", size: 16, channels: 1).subset(0..<40),
            data = scratch.path("few-ubyte")
        try IDX.write(shapes, to: data)
        var values: [String: SettingValue] = [
            "batch_size": 4, "sample.count": 3, "image_size": 16, "base_channels": 8, "evaluation.interval": 0,
        ]
        values["channels"] = 1
        let configuration = TrainingConfiguration(
            preset: .repair, data: data, seed: 5, settings: try Preset.repair.settings(values))
        let folder = scratch.path("run")
        try await SmallRun.wait(
            TrainingJob(TrainingStart(.new(configuration, folder: folder), steps: 1, threads: 1, featureCache: nil)),
            until: SmallRun.over)
        let image = Self.image(16, 16, channels: 1, 2), mask = Self.mask(16, 16, share: 0.2, 4)
        #expect(
            try Repair.run(image, mask: mask, method: folder, threads: 1, compares: true).report.baselines.contains {
                $0.method == "linear"
            })
        try FileManager.default.removeItem(atPath: data)
        let report = try Repair.run(image, mask: mask, method: folder, threads: 1, compares: true).report
        #expect(!report.baselines.contains { $0.method == "linear" })
        #expect(report.notes.contains { $0.hasPrefix("no linear baseline: ") && $0.contains("few-ubyte") })
    }
}

extension ImageSet {
    fileprivate var withoutLabels: ImageSet {
        ImageSet(name: name, height: height, width: width, channels: channels, pixels: pixels)
    }
}
