import Engine
import Foundation
import Raster
import Testing

@Suite struct LearnedRepairTests {
    private let scratch = ScratchFolder()

    /// A run of a few steps; its checkpoint is what matters.
    private func run(_ preset: Preset, _ given: [String: Double] = [:], steps: Int = 2, masks: String? = nil, origin: String? = nil, name: String = "run") async throws -> String {
        var values: [String: Double] = ["batch": 4, "samples": 3, "size": 16, "checkpoint.every": 4, "score.every": 0]
        if preset.defaults["width"] != nil { values["width"] = 8 }
        let settings = try preset.settings(values.merging(given) { $1 })
        let recipe = Recipe(preset: preset, data: "shapes", seed: 5, settings: settings, masks: masks, origin: origin)
        let folder = scratch.path(name)
        let status = try await SmallRun.wait(TrainingJob(TrainingStart(.new(recipe, folder: folder), steps: steps, lanes: 1, featureCache: nil)), until: SmallRun.over)
        #expect(status.phase == .finished, "\(status.phase)")
        return folder
    }

    private static func picture(_ width: Int, _ height: Int, channels: Int, _ seed: UInt64) -> Bitmap {
        var random = SeededGenerator(seed)
        return Bitmap(width: width, height: height, channels: channels, pixels: (0..<width * height * channels).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    private static func mask(_ width: Int, _ height: Int, share: Double, _ seed: UInt64) -> Mask {
        var random = SeededGenerator(seed)
        var mask = Mask(width: width, height: height, damaged: (0..<width * height).map { _ in Double.random(in: 0..<1, using: &random) < share })
        (mask.damaged[0], mask.damaged[width * height - 1]) = (false, true)
        return mask
    }

    // MARK: Tiles

    @Test(arguments: [(16, 16), (17, 40), (5, 100), (1, 2), (64, 33)]) func `tiles cover every pixel, and their weights are above 0 there`(width: Int, height: Int) {
        let tiles = PictureTiles(width: width, height: height, side: 16)
        var weights = [Float](repeating: 0, count: width * height)
        for tile in tiles.tiles(touching: [Bool](repeating: true, count: width * height)) {
            for (place, pixel) in tiles.pixels(of: tile).enumerated() { weights[pixel] += tiles.weight(place, of: tile) }
        }
        #expect(weights.allSatisfy { $0 > 0 })
    }

    @Test(arguments: [(40, 40, 0.02), (90, 50, 0.9), (16, 16, 0.3), (7, 100, 0.5), (1, 30, 0.5)])
    func `a network that continues a constant picture leaves no seam, whatever the size and the damage`(width: Int, height: Int, share: Double) throws {
        let flat = Bitmap(width: width, height: height, channels: 1, filledWith: 77), mask = Self.mask(width, height, share: share, 3)
        var damaged = flat
        for i in mask.damaged.indices where mask.damaged[i] { damaged.pixels[i] = 255 }
        let repair = TileRepair(damaged, mask, tiling: PictureTiles(width: width, height: height, side: 16), keepsContent: false)
        let result = try repair.run(RepairWatch(), Self.continued)
        #expect(result == flat)
    }

    /// A network for tiles of 16: the mean of what is known, everywhere; what is gone must not be seen.
    private static func continued(_ given: [Float]) -> [Float] {
        var made: [Float] = []
        for start in stride(from: 0, to: given.count, by: 512) {
            var sum: Float = 0, count: Float = 0
            for pixel in 0..<256 where given[start + 2 * pixel + 1] == 0 {
                sum += given[start + 2 * pixel]
                count += 1
            }
            made += [Float](repeating: count > 0 ? sum / count : 9, count: 256)
        }
        return made
    }

    @Test func `a hole larger than a tile is closed from its rim, and every tile has something to go by`() throws {
        var mask = Mask(width: 80, height: 80)
        for y in 10..<70 { for x in 10..<70 { mask[x, y] = true } }
        let repair = TileRepair(Bitmap(width: 80, height: 80, channels: 1, filledWith: 50), mask, tiling: PictureTiles(width: 80, height: 80, side: 16), keepsContent: false)
        var least = 256
        _ = try repair.run(RepairWatch()) { given in
            for start in stride(from: 0, to: given.count, by: 512) { least = min(least, (0..<256).count { given[start + 2 * $0 + 1] == 0 }) }
            return [Float](repeating: 0, count: given.count / 2)
        }
        #expect(least > 0, "\(least)")
    }

    @Test func `what is under the mask is seen only where it has changed and is not gone`() throws {
        let picture = Self.picture(16, 16, channels: 3, 1), whole = Mask(width: 16, height: 16, filledWith: true)
        let repair = TileRepair(picture, whole, tiling: PictureTiles(width: 16, height: 16, side: 16), keepsContent: true)
        let result = try repair.run(RepairWatch()) { given in given.indices.filter { $0 % 4 < 3 }.map { given[$0] } }
        #expect(result == picture)
    }

    // MARK: Runs

    @Test func `a run repairs grey and colour of any size, and known pixels stay`() async throws {
        for channels in [1, 3] {
            let folder = try await run(.repair, ["channels": Double(channels)], name: "run\(channels)")
            for (width, height, depth) in [(40, 21, 1), (33, 16, 3), (3, 50, 3), (16, 16, channels)] {
                let picture = Self.picture(width, height, channels: depth, 2), mask = Self.mask(width, height, share: 0.2, 4)
                let outcome = try Repair.run(picture, mask: mask, method: folder, lanes: 2, truth: picture)
                #expect(outcome.receipt.knownSamplesChanged == 0 && outcome.receipt.knownHashBefore == outcome.receipt.knownHashAfter)
                #expect(outcome.picture != picture)
                let receipt = outcome.receipt
                #expect(receipt.run?.hash.count == 16 && receipt.run?.step == 2 && receipt.run?.preset == "repair")
                #expect(receipt.alternatives.first?.insideHole != nil)
                #expect(receipt.alternatives.contains { $0.method == "linear" } == (width == 16 && height == 16))
            }
        }
    }

    @Test func `the same run, picture and mask give the same repair on any number of threads`() async throws {
        let folder = try await run(.articleRepair), picture = Self.picture(40, 30, channels: 3, 5), mask = Self.mask(40, 30, share: 0.4, 6)
        let one = try Repair.run(picture, mask: mask, method: folder, lanes: 1).picture
        #expect(try Repair.run(picture, mask: mask, method: folder, lanes: 2).picture == one)
        let file = try RunFolder.open(folder).checkpoint(named: "newest").path
        #expect(try Repair.run(picture, mask: mask, method: file, lanes: 2).picture == one)
    }

    @Test func `a run is asked for what it was trained on`() async throws {
        let holes = try await run(.repair, name: "holes"), noise = try await run(.repair, ["damage.noise": 1].merging(Self.noHoles) { $1 }, name: "noise")
        let picture = Self.picture(20, 20, channels: 1, 8), some = Self.mask(20, 20, share: 0.2, 3)
        #expect(throws: RepairError.noMask(name: "the mask")) { try Repair.run(picture, mask: nil, method: holes, lanes: 1) }
        #expect(throws: RepairError.runForOtherTask(holes, task: "denoise", trained: try LearnedRepair(holes).suits)) { try RepairTask.method(for: "denoise", holes) }
        #expect(try RepairTask.method(for: "inpaint", holes) == holes)
        #expect(try RepairTask.method(for: "denoise", noise) == noise && RepairTask.method(for: "restore", noise) == noise)
        #expect(throws: RepairError.self) { try RepairTask.method(for: "inpaint", noise) }
        #expect(try Repair.run(picture, mask: nil, method: noise, lanes: 1).receipt.alternatives.map(\.method) == ["denoise"])
        #expect(try Repair.run(picture, mask: some, method: noise, lanes: 1).receipt.knownSamplesChanged == 0)
    }

    private static let noHoles = Dictionary(uniqueKeysWithValues: DamageKind.allCases.filter(\.leavesHoles).map { ($0.setting, 0.0) })

    @Test func `runs that draw, and names of nothing, are refused in one line`() async throws {
        let drawing = try SmallRun.start(scratch.path("drawing"), steps: 1)
        try await SmallRun.wait(TrainingJob(drawing), until: SmallRun.over)
        #expect(throws: CheckpointError.draws(path: scratch.path("drawing"), preset: "article")) { try LearnedRepair(scratch.path("drawing")) }
        #expect(try LearnedRepair.ifRun(scratch.path("drawing")) == nil)
        #expect(throws: RunError.self) { try RepairMethods.named("runs/none") }
        do { _ = try RepairMethods.named("biharmonik") } catch { #expect("\(error)".contains("or a run") || "\(error)".contains("a run's folder")) }
        let repairing = try await run(.repair)
        let file = try RunFolder.open(repairing).checkpoint(named: "newest").path
        #expect(throws: CheckpointError.repairs(path: file, preset: "repair")) { try GeneratorModel(checkpoint: file, lanes: 1) }
    }

    @Test func `a run goes on from another's weights, on masks of the user's own`() async throws {
        let first = try await run(.repair, steps: 3, name: "first"), masks = scratch.path("masks")
        try FileManager.default.createDirectory(atPath: masks, withIntermediateDirectories: true)
        try PNG.write(Self.mask(30, 20, share: 0.1, 1).bitmap, to: masks + "/a.png")
        try PNG.write(Mask(width: 9, height: 9).bitmap, to: masks + "/empty.png")
        let folder = try MaskFolder(masks)
        #expect(folder.masks.count == 1 && folder.skipped.map(\.reason) == ["marks nothing"])

        let origin = try RunFolder.open(first).checkpoint(named: "newest").path, only = ["damage.masks": 1].merging(Self.noHoles) { own, _ in own }
        let second = try await run(.repair, only, steps: 1, masks: masks, origin: origin, name: "second")
        let start = try Safetensors.read(RunFolder.open(second).checkpoint(named: "0").path), end = try Safetensors.read(origin)
        for tensor in start.tensors {
            let isMoment = tensor.name.hasPrefix("adam.")
            #expect(isMoment ? tensor.values.allSatisfy { $0 == 0 } : tensor == end[tensor.name], "\(tensor.name)")
        }
        let written = try RunSettings.read(RunFolder.open(second).settingsPath)
        #expect(written.masks == masks && written.masksFingerprint == folder.fingerprint && written.origin == origin)

        // It resumes on the same masks, and on no others.
        let status = try await SmallRun.wait(TrainingJob(SmallRun.resume(second, steps: 2)), until: SmallRun.over)
        #expect(status.phase == .finished && status.step == 2)
        try PNG.write(Self.mask(30, 20, share: 0.2, 2).bitmap, to: masks + "/b.png")
        guard case .failed(let line) = try await SmallRun.wait(TrainingJob(SmallRun.resume(second, steps: 3)), until: SmallRun.over).phase else {
            Issue.record("it trains on other masks")
            return
        }
        #expect(line.contains(masks))
    }

    @Test func `a resumed run is byte for byte the uninterrupted one, sample grids too`() async throws {
        var mixed: [String: Double] = ["sample.every": 3]
        for kind in DamageKind.allCases where kind != .masks { mixed[kind.setting] = 1 }
        let whole = try await run(.repair, mixed, steps: 8, name: "whole")
        let parts = try await run(.repair, mixed, steps: 5, name: "parts")
        try await SmallRun.wait(TrainingJob(SmallRun.resume(parts, steps: 8)), until: SmallRun.over)
        let weights = "/checkpoints/step-00000008.safetensors", grid = "/samples/step-00000006.png"
        #expect(try SmallRun.bytes(whole + weights) == SmallRun.bytes(parts + weights))
        // The text beside the grid names the run.
        let (one, other) = (try Picture.read(whole + grid).bitmap, try Picture.read(parts + grid).bitmap)
        #expect(one == other)
    }

    @Test func `a trial measures the run beside classical repairs of the same damage`() async throws {
        let folder = try await run(.repair)
        let method = try LearnedRepair(folder), model = try RepairModel(checkpoint: method.checkpoint, lanes: 1)
        let data = try EvaluationData.open("shapes", size: 16, channels: 1)
        let unlabelled = EvaluationData(training: data.training.withoutLabels, heldOut: data.heldOut.withoutLabels)
        let scorer = try RepairScorer(model, unlabelled, count: 20, cache: nil, lanes: 2)
        let trial = scorer.trial(try TestDamage("box8", side: 16), seed: 0)
        #expect(trial.pictures == 20 && trial.damagedShare == 0.25 && trial.scores.map(\.method) == ["this run", "biharmonic", "linear"])
        #expect(scorer.trial(try TestDamage("noise", side: 16), seed: 0).scores.map(\.method) == ["this run", "as it is", "denoise"])
        // The guess from the data knows more than the rim of the hole says.
        #expect(trial.scores[2].psnr > trial.scores[1].psnr)
        #expect(throws: EvaluationError.self) { try TestDamage("box16", side: 16) }
        #expect(throws: EvaluationError.self) { try TestDamage("masks", side: 16) }
    }

    @Test func `a run that can be told is measured with every choice of what it has learned to understand`() async throws {
        let folder = try await run(.toldRepair, ["joint.steps": 1, "joint.batch": 16, "generator.rate": 0.02], steps: 40)
        let method = try LearnedRepair(folder), model = try RepairModel(checkpoint: method.checkpoint, lanes: 1)
        let encoders = try JointModel(checkpoint: method.checkpoint, lanes: 1)
        let data = try EvaluationData.open("shapes", size: 16, channels: 1), pairs = try PairedSource.open("shapes:test", size: 16, channels: 1)
        let labelled = try RepairScorer(model, data, told: (encoders, pairs), count: 12, cache: nil, lanes: 2)
        let kinds = ["nothing", "text", "audio", "image", "text + audio", "text + image", "audio + image", "text + audio + image"]
        let told = labelled.trial(try TestDamage("box8", side: 16), seed: 0).scores
        #expect(told.map(\.method).prefix(8) == ArraySlice(kinds.map { "this run, told \($0)" }))
        // What it is told reaches the network: it repairs differently.
        #expect(Set(told.prefix(8).map(\.psnr)).count == 8)
    }
}

extension ImageSet {
    fileprivate var withoutLabels: ImageSet { ImageSet(name: name, height: height, width: width, channels: channels, pixels: pixels) }
}
