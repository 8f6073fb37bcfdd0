import ArgumentParser
import Conditioning
import Foundation
import Models
import Raster
import Render
import Repair
import Runs
import Synchronization

/// Repairs a damaged image.
struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Repair a damaged image, or all images of a folder.",
        discussion: "Only masked pixels change; without --mask, transparent pixels are the mask.\n\n"
            + "A folder is repaired into --out FOLDER: several images at once, and again only those that are missing there.\n\n"
            + "Methods:\n"
            + "  auto: chooses a method by the shape of the damage, and reports why\n"
            + RepairMethods.all.map(help).joined(separator: "\n"))

    private static func help(_ method: any RepairMethod) -> String {
        let settings = method.settings.map { setting in
            "    --set \(setting.name)=VALUE: \(setting.meaning) (default \(setting.standard.short); "
                + "\(setting.range.lowerBound.short) to \(setting.range.upperBound.short))"
        }
        return (["  \(method.name): \(method.summary); for \(method.suits)"] + settings).joined(separator: "\n")
    }

    private static let settingNames = Set(RepairMethods.all.flatMap { $0.settings.map { "\($0.name)=" } }).sorted()

    @Argument(help: "An image (\(ImageFormat.names)), or a folder of them.", completion: .file())
    var image: String

    @Option(
        help: ArgumentHelp(
            "Mask of the same proportions: transparent pixels are repaired, else those with a channel of 128 and above; or a folder of "
                + "masks with the images' names (default: transparent pixels).", valueName: "image|folder"),
        completion: .file())
    var mask: String?

    @Flag(help: "Repair the other pixels of the mask instead.")
    var invertMask = false

    @Option(
        help: ArgumentHelp(
            "Blend the repair into this many known pixels around the mask, 0 to \(Mask.largestFeather) (default: 0, or what the mask editor "
                + "saved with the mask).", valueName: "pixels"))
    var feather: Int?

    @Option(
        help: ArgumentHelp(
            "Method: auto, \(RepairMethods.all.map(\.name).joined(separator: ", ")), "
                + "or a run of a repair preset, its folder or a checkpoint.", valueName: "name"),
        completion: NameCompletions.kind([RepairMethods.auto] + RepairMethods.all.map(\.name)))
    var method = RepairMethods.auto

    @Option(
        help: ArgumentHelp(
            "Task, with its methods: "
                + RepairTask.allCases.filter { !$0.methods.isEmpty }
                .map { "\($0.rawValue) (\($0.methods.joined(separator: ", ")))" }.joined(separator: ", ")
                + " (default: by mask and method).",
            valueName: "name"), completion: .list(RepairTask.available))
    var task: String?

    @OptionGroup(title: "Prompt, for a run of the preset conditional-repair") var prompt: PromptOptions

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Setting of the method; may be repeated (default: none).", valueName: "name=value"),
        completion: .list(Self.settingNames)
    )
    var assignments: [String] = []

    @Flag(help: "Turn the mask as EXIF turns the photo, for a mask of the photo as it is stored.")
    var turnMask = false

    @Option(
        help: ArgumentHelp("The undamaged image, to measure the repair (default: none).", valueName: "image"),
        completion: .file())
    var truth: String?

    @Flag(help: "For a run: repair with the classical methods too, and compare them in the report.")
    var compare = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The repaired image (default: repaired.png); its ending says the format: \(ImageFormat.writableEndings). For a folder, a folder.",
            valueName: "path"), completion: .file())
    var out: String?

    @Option(
        help: ArgumentHelp(
            "For a folder, the ending of all outputs (default: that of each image, .png where it cannot be written).",
            valueName: "ending"), completion: .list(["png", "jpg", "webp", "tiff"]))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Quality of a JPEG or WebP file, 1 to 100 (default: that of a JPEG that is repaired, else 95; lossless WebP).",
            valueName: "number"))
    var quality: Int?

    @Option(
        name: .customLong("seed"),
        help: ArgumentHelp("Seed of methods that use random numbers (default: 0).", valueName: "seed"))
    var givenSeed: UInt64?

    @Flag(help: "Print the report as a JSON object; for a folder, one in a line for each image.")
    var json = false

    @Flag(help: "Replace existing files.")
    var force = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    @OptionGroup var quiet: QuietOption

    mutating func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
        if let feather, !(0...Mask.largestFeather).contains(feather) {
            throw ValidationError("--feather \(feather) is out of range; give 0 to \(Mask.largestFeather)")
        }
        if let format, (try? ImageFormat(writing: "name." + format)) == nil {
            throw ValidationError("--format \(format) cannot be written; give one of \(ImageFormat.writableEndings)")
        }
        if let quality, !(1...100).contains(quality) {
            throw ValidationError("--quality \(quality) is out of range; give 1 to 100")
        }
    }

    mutating func run() throws {
        let given = try Self.values(assignments)
        let method = try RepairTask.method(for: task, method)
        if method != RepairMethods.auto { _ = try RepairSettings(of: RepairMethods.named(method), given: given) }
        if method != RepairMethods.auto { CheckpointChoice.warnOfBroken(method) }
        try IneffectiveOption.check(idle(method))
        var isFolder: ObjCBool = false
        let isJob = FileManager.default.fileExists(atPath: image, isDirectory: &isFolder) && isFolder.boolValue
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        var repair = ImageRepair(
            method: method, task: task.flatMap(RepairTask.init(rawValue:)), settings: given,
            seed: givenSeed ?? 0, feather: feather)
        (repair.turnsMask, repair.compares, repair.command) = (turnMask, compare, RawArguments.command)
        repair.invertsMask = invertMask
        let stop = RaisedFlag()
        let signals = StopSignals { stop.raise() }
        defer { withExtendedLifetime(signals) {} }
        if isJob {
            let job = try folderJob()
            if let mask { repair.mask = try .open(mask, inverted: invertMask, images: image) }
            try setPrompt(of: &repair, method, threads: threads)
            return try run(repair, job, threads: threads, stop)
        }
        let out = out ?? Self.standardOut
        if format != nil { throw ValidationError("--format is for folders; give --out FILE.ENDING") }
        _ = try ImageFormat(writing: out)
        try OutputFile.check(out, force: force)
        let truth = try truth.map { try RepairedImage.read($0).bitmap }
        if let mask { repair.mask = try .open(mask, inverted: invertMask) }
        try setPrompt(of: &repair, method, threads: threads)
        try run(repair, to: out, truth: truth, threads: threads, stop)
    }

    /// Options that change nothing.
    /// - Parameter name: the method's.
    private func idle(_ name: String) throws -> [IneffectiveOption.Row] {
        let method = name == RepairMethods.auto ? nil : try RepairMethods.named(name)
        return prompt.idle + [
            .init("--invert-mask", invertMask, if: mask == nil, "there is no --mask"),
            .init("--turn-mask", turnMask, if: mask == nil, "there is no --mask"),
            .init("--compare", compare, if: !(method is LearnedRepair), "the method is no trained run"),
            .init(
                "--seed", givenSeed != nil, if: method.map { !$0.usesSeed } ?? false,
                "\(name) uses no random numbers"),
            .init(
                "--quality", quality != nil,
                if: [.png, .tiff].contains(format.flatMap { try? ImageFormat(writing: "a.\($0)") } ?? outFormat),
                "only JPEG and WebP have a quality"),
        ]
    }

    /// The format of a single repaired image; nil for a folder's.
    private var outFormat: ImageFormat? {
        FileState(image) == .folder ? nil : try? ImageFormat(writing: out ?? Self.standardOut)
    }

    private static let standardOut = "repaired.png"

    /// Repairs one image.
    private func run(_ repair: ImageRepair, to out: String, truth: Bitmap?, threads: Int, _ stop: RaisedFlag) throws {
        let scale = repair.task == .upscale ? Int(repair.settings["scale"] ?? 2) : 1
        if !json, !quiet.isOn, let size = ImageHeader.read(image),
            let line = Repair.memoryNote(width: size.width, height: size.height, channels: 3, scale: scale)
        {
            print(line)
        }
        let progress = RepairProgress(isQuiet: quiet.isOn)
        var product: ImageRepair.Product
        do {
            defer { progress.end() }
            product = try repair.repaired(
                image, threads: threads, truth: truth,
                watch: RepairWatch(
                    progress: { progress.show($0, $1) }, forecast: { progress.expect($0) },
                    isStopped: { stop.isRaised }))
        } catch is RepairStopped {
            ErrorLine.print("interrupted: \(out) was not written")
            throw Interrupted()
        }
        try product.write(to: out, quality: quality)
        if json {
            try JSONReport.print(RepairJSON(report: product.report, provenance: product.provenance))
        } else if !quiet.isOn {
            RepairLines.of(product.report, out).forEach { print($0) }
            if let line = UnknownWords.line(repair.unknown) { print(line) }
        } else {
            // What is wrong with the image, or with the network for it, is no summary.
            let warnings = product.original.notes + (product.report.suitability?.warnings ?? [])
            for warning in warnings { ErrorLine.print("\(image): \(warning)") }
        }
    }

    /// Embeds the prompt, where there is one.
    /// - Throws: `ModalityError.notConditional` for a method that is not conditional.
    private func setPrompt(of repair: inout ImageRepair, _ method: String, threads: Int) throws {
        guard !prompt.isEmpty else { return }
        guard method != RepairMethods.auto, let learned = try RepairMethods.named(method) as? LearnedRepair else {
            throw ModalityError.notConditional(preset: method)
        }
        let encoder = try OpenedCheckpoint(learned.checkpoint).multimodalEncoder(threads: threads)
        (repair.prompt, repair.condition) = (try prompt.prompt(), try prompt.vector(encoder) ?? [])
        repair.unknown = encoder.unknownWords(of: prompt.text)
    }

    private static func values(_ assignments: [String]) throws(RepairError) -> [String: Double] {
        var values: [String: Double] = [:]
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw .notAPair(assignment) }
            guard let value = Double(parts[1]), value.isFinite else { throw .notANumber(parts[0], text: parts[1]) }
            values[parts[0]] = value
        }
        return values
    }
}

/// The progress bar of a repair, from any thread.
private final class RepairProgress: Sendable {
    private let stages: Mutex<StageProgress>

    init(isQuiet: Bool) { stages = Mutex(StageProgress(isQuiet: isQuiet)) }

    func show(_ stage: String, _ fraction: Double) { stages.withLock { $0.show(stage, fraction) } }
    func expect(_ seconds: Double) { stages.withLock { $0.expect(seconds) } }
    func end() { stages.withLock { $0.end() } }
}
