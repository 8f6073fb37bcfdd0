import ArgumentParser
import Conditioning
import Datasets
import Foundation
import Jobs
import Models
import Raster
import Runs

/// Generates images with a trained generator.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Generate images with a trained generator.",
        discussion: "A run's folder, or one of its .safetensors files, is all that is needed.")

    @Argument(help: ArgumentHelp("A run's folder, or a checkpoint.", valueName: "run"), completion: .file())
    var source: String

    @Option(
        help: ArgumentHelp(
            "Checkpoint of a run's folder: newest, best (lowest score) or a step (default: newest).", valueName: "name"),
        completion: .list([RunFolder.newestName, RunFolder.bestName]))
    var checkpoint: String?

    @Option(help: "Number of images, 1 to \(Self.largest) (default: \(Self.defaultCount)).")
    var count: Int?

    @Option(
        name: .customLong("seed"), help: ArgumentHelp("Seed of the noise (default: 0).", valueName: "seed"))
    var givenSeed: UInt64?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "Class of all images, by name or number, for a class-conditional run (default: all in turn).",
            valueName: "name"))
    var className: String?

    @OptionGroup(title: "Prompt, for a run of the preset multimodal") var prompt: PromptOptions

    @OptionGroup(title: "Prompt at the end of an interpolation") var end: PromptEndOptions

    @Option(
        help: ArgumentHelp(
            "Interpolate between two samples, by number from 1, each of --seed or as SEED:NUMBER; of --latents, between two rows. "
                + "--count is the number of frames (default: \(Self.frames)).", valueName: "from-to"))
    var interpolate: String?

    @Option(
        help: ArgumentHelp(
            "Generate only these samples or frames, by number from 1, e.g. 3,8 (default: all).", valueName: "numbers"))
    var samples: String?

    @Option(
        help: ArgumentHelp("Columns of a grid (default: nearly a square, or one for each class).", valueName: "count"))
    var columns: Int?

    @Flag(help: "Generate without a prompt or a caption of the data, for a run of the preset multimodal.")
    var unconditional = false

    @Option(
        help: ArgumentHelp(
            "A safetensors file with latents: tensor z of shape (N, latent_dim), of any float type; other tensors are ignored (default: noise).",
            valueName: "file"), completion: .file(extensions: ["safetensors"]))
    var latents: String?

    @Option(
        help: ArgumentHelp(
            "A grid for the name of an image (\(ImageFormat.writableEndings)), an IDX file for a name in -ubyte, a folder of PNG files for a name without an ending.",
            valueName: "path"))
    var out = "samples.png"

    @Flag(help: "Replace existing files, and write into a folder that holds files.")
    var force = false

    @Flag(help: "Print what was generated as a JSON object.")
    var json = false

    @OptionGroup var quiet: QuietOption

    private var seed: UInt64 { givenSeed ?? 0 }

    static let defaultCount = 64, frames = 24, largest = 1_000_000

    mutating func validate() throws {
        if let count, !(1...Self.largest).contains(count) {
            throw ValidationError("--count \(count) is out of range; give 1 to \(Self.largest)")
        }
        if className != nil, !prompt.isEmpty {
            throw ValidationError("--class is for class-conditional runs; leave out --text, --audio and --image")
        }
        if unconditional, !prompt.isEmpty {
            throw ValidationError("--unconditional generates without a prompt; leave out --text, --audio and --image")
        }
        if latents != nil, count != nil, interpolate == nil {
            throw ValidationError("the number of images is that of --latents; leave out --count")
        }
        if let columns, !(1...Self.largest).contains(columns) {
            throw ValidationError("--columns \(columns) is out of range; give 1 to \(Self.largest)")
        }
        if let interpolate, SampleEnds(interpolate, seed: seed) == nil {
            throw ValidationError(
                "--interpolate \(interpolate) is not two samples; write it like 3-8, or 1:3-2:8 with seeds")
        }
        if let samples, SampleNumbers(samples) == nil {
            throw ValidationError("--samples \(samples) is not a list of numbers from 1; write it like 3,8")
        }
        if samples != nil, count != nil, interpolate == nil {
            throw ValidationError("the number of images is that of --samples; leave out --count")
        }
        if interpolate == nil, try !end.prompt().isEmpty {
            throw ValidationError("a prompt at the end is for an interpolation; give --interpolate FROM-TO, e.g. 1-1")
        }
    }

    mutating func run() throws {
        let target = try SampleTarget(out)
        try IneffectiveOption.check(
            prompt.idle + end.idle + [
                .init("--seed", givenSeed != nil, if: latents != nil, "the noise is that of --latents"),
                .init(
                    "--seed", givenSeed != nil,
                    if: interpolate.flatMap { SampleEnds($0, seed: 0) }
                        == interpolate.flatMap { SampleEnds($0, seed: 1) }
                        && interpolate != nil, "both samples of --interpolate have a seed"),
                .init("--columns", columns != nil, if: target != .grid, "\(out) is no grid"),
            ])
        let threads = ProcessInfo.processInfo.activeProcessorCount,
            path = try CheckpointChoice.path(source, named: checkpoint)
        if target == .folder {
            try OutputFile.checkFolder(out, force: force)
        } else {
            try OutputFile.check(out, force: force)
        }
        let checkpoint = try OpenedCheckpoint(path), model = try GeneratorModel(checkpoint, threads: threads),
            Z = model.generator.latentDim
        try IneffectiveOption.check([
            .init(
                "--unconditional", unconditional, if: model.sequence.size == 0,
                "the preset \(model.note.preset) has no prompts")
        ])
        let needsEncoder = try !prompt.isEmpty || !end.prompt().isEmpty
        let encoder = needsEncoder ? try checkpoint.multimodalEncoder(threads: threads) : nil
        let given = try latents.map { try Self.read($0, Z: Z) }
        let only = try className.map { name in try model.classIndex(name) }
        let embedding = try encoder.flatMap { try prompt.vector($0) }
        let vector = embedding ?? (unconditional ? [Float](repeating: 0, count: model.sequence.size) : nil)
        let seed = seed
        var inputs = ImageInputs(
            count: given.map { $0.count / Z } ?? count ?? Self.defaultCount,
            latents: { range in
                given.map { Array($0[range.lowerBound * Z..<range.upperBound * Z]) }
                    ?? model.latents(seed: seed, range)
            },
            conditions: { range, latents in
                vector.map { model.conditions(all: $0, for: latents) } ?? model.conditions(range, only: only)
            })
        if let interpolate, let ends = SampleEnds(interpolate, seed: seed) {
            inputs = try interpolated(ends, given, model, encoder, vector)
        }
        if let samples, let numbers = SampleNumbers(samples) {
            if given != nil || interpolate != nil, let last = numbers.indices.max(), last >= inputs.count {
                throw ValidationError("--samples \(samples): there are \(inputs.count) images")
            }
            inputs = inputs.picked(numbers.indices)
        }
        let total = inputs.count
        let unknown = [prompt.text, end.toText].flatMap { encoder?.unknownWords(of: $0) ?? [] }
        let stages = StageProgress(isQuiet: quiet.isOn), interrupt = StopSignals {}
        defer { stages.end() }
        let images = GeneratedImages(
            model: model, count: total, latents: inputs.latents, conditions: inputs.conditions,
            text: try text(path, model.note, unknown: encoder?.unknownWords(of: prompt.text) ?? []), threads: threads,
            progress: { stages.show("generating", $0) }, isStopped: { interrupt.wasRaised })
        let isInTurn = only == nil && vector == nil && samples == nil && interpolate == nil
        let written =
            switch try SampleTarget(out) {
            case .grid:
                try images.write(
                    grid: out,
                    columns: columns
                        ?? (interpolate == nil
                            ? Self.columns(total, isInTurn ? model.sequence : nil)
                            : InterpolationGrid.columns(total)))
            case .idx:
                try images.write(idx: out)
            case .folder:
                try images.write(folder: out)
            }
        stages.end()
        guard written == total else {
            ErrorLine.print("interrupted: \(written) of \(total) images are in \(out)")
            throw Interrupted()
        }
        try report(total, path, model.note, unknown: unknown)
    }

    /// What was generated.
    private struct Report: Encodable {
        let out: String
        /// grid, idx or folder.
        let kind: String
        let images: Int
        let checkpoint, preset: String
        let step: Int
        let seed: UInt64
        /// Words of the prompts that the run's captions do not contain.
        let unknownWords: [String]
        let command: String
    }

    private func report(_ total: Int, _ checkpoint: String, _ note: CheckpointMetadata, unknown: [String]) throws {
        let target = try SampleTarget(out)
        if json {
            return try JSONReport.print(
                Report(
                    out: out, kind: target.rawValue, images: total, checkpoint: checkpoint, preset: note.preset,
                    step: note.step, seed: seed, unknownWords: unknown, command: command(note)))
        }
        if !quiet.isOn {
            let mark = target == .folder && !out.hasSuffix("/") ? "/" : ""
            print("\(total) images of \(note.preset) at step \(note.step) -> \(out)\(mark)")
        }
        if let line = UnknownWords.line(unknown) { print("note: \(line); not in the run's captions") }
    }

    /// The frames between two samples of seeds, or two rows of the latents that are given.
    private func interpolated(
        _ ends: SampleEnds, _ given: [Float]?, _ model: GeneratorModel, _ encoder: MultimodalEncoder?,
        _ vector: [Float]?
    ) throws -> ImageInputs {
        let Z = model.generator.latentDim
        func latent(_ sample: SampleNumber) throws -> [Float] {
            guard let given else { return model.latents(seed: sample.seed, sample.number - 1..<sample.number) }
            guard sample.number <= given.count / Z else {
                throw ValidationError("--interpolate: \(sample.number) of \(given.count / Z) latents")
            }
            return Array(given[(sample.number - 1) * Z..<sample.number * Z])
        }
        let noise = SampleRequest.Noise.interpolation(
            from: try latent(ends.from), to: try latent(ends.to), count: count ?? Self.frames)
        var condition = vector.map { SampleInputs.Condition.prompt($0) } ?? .sequence
        let last = try end.prompt()
        if !last.isEmpty, let encoder {
            condition = .prompts(
                from: vector ?? [Float](repeating: 0, count: model.sequence.size),
                to: try encoder.vector(of: try last.query(side: encoder.imageShape.size.longSide)))
        }
        let inputs = SampleInputs(noise, ends: given == nil ? ends : nil, condition, model)
        return ImageInputs(inputs, latentDim: Z, conditionSize: model.sequence.size)
    }

    /// What makes the images again.
    private func text(_ checkpoint: String, _ note: CheckpointMetadata, unknown: [String]) throws -> [PNG.Text] {
        var text = Provenance.text(of: checkpoint, note, command: command(note))
        text.append(PNG.Text(key: "tessera.seed", value: String(seed)))
        if let interpolate { text.append(PNG.Text(key: "tessera.interpolation", value: interpolate)) }
        if let latents { text.append(PNG.Text(key: "tessera.latents", value: try FileProvenance(latents).line)) }
        if let className { text.append(PNG.Text(key: "tessera.class", value: className)) }
        text += try PromptProvenance(prompt.prompt(), unknown: unknown).chunks()
        return text + (try PromptProvenance(end.prompt()).chunks("tessera.prompt.to"))
    }

    /// The command line, with the step where it names the newest checkpoint of a run that may train on.
    private func command(_ note: CheckpointMetadata) -> String {
        let isNewest = !source.hasSuffix(".safetensors") && (checkpoint ?? RunFolder.newestName) == RunFolder.newestName
        guard isNewest else { return RawArguments.command }
        return CommandText.of(RawArguments.all + ["--checkpoint", String(note.step)])
    }

    /// Columns of the grid: those of the condition sequence, or of a square.
    private static func columns(_ count: Int, _ sequence: ConditionSequence?) -> Int {
        sequence?.gridColumns(count) ?? Pixels.columns(for: count)
    }

    private static func read(_ path: String, Z: Int) throws -> [Float] {
        let file = try Safetensors.read(path) { $0 == "z" }
        guard let z = file["z"] else { throw LatentsError.missing(path) }
        guard z.shape.count == 2, z.shape[1] == Z, z.shape[0] > 0 else {
            throw LatentsError.shape(path, found: z.shape, Z: Z)
        }
        guard z.values.allSatisfy(\.isFinite) else { throw LatentsError.notFinite(path) }
        return z.values
    }
}

/// An error in the input or output files of `generate`.
enum LatentsError: UserError {
    case missing(String)
    case shape(String, found: [Int], Z: Int)
    case notFinite(String)
    case folder(String)

    var location: String? {
        switch self {
        case .missing(let path), .shape(let path, _, _), .notFinite(let path), .folder(let path): path
        }
    }

    var what: String {
        switch self {
        case .missing: "has no tensor named z"
        case .shape(_, let found, let Z): "z has shape \(found), the generator needs (N, \(Z))"
        case .notFinite: "z has values that are not finite"
        case .folder: "cannot create this folder"
        }
    }

    var suggestion: Suggestion {
        switch self {
        case .missing: "store the latents as tensor z of shape (N, latent_dim)"
        case .shape(_, _, let Z): "give one row of \(Z) values for each image"
        case .notFinite: "give finite numbers; the noise of training is normal, with deviation 1"
        case .folder: "check the path and its permissions"
        }
    }
}
