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
        commandName: "repair", abstract: "Repair a damaged image.",
        discussion: "Only masked pixels change; without --mask, transparent pixels are the mask.\n\nMethods:\n"
            + "  auto: chooses a method by the shape of the damage, and reports why\n"
            + RepairMethods.all.map(help).joined(separator: "\n"))

    private static func help(_ method: any RepairMethod) -> String {
        let settings = method.settings.map { setting in
            "    --set \(setting.name)=VALUE: \(setting.meaning) (default \(setting.standard.short); "
                + "\(setting.range.lowerBound.short) to \(setting.range.upperBound.short))"
        }
        return (["  \(method.name): \(method.summary); for \(method.suits)"] + settings).joined(separator: "\n")
    }

    @Argument(help: "An image: \(ImageFormat.names).")
    var image: String

    @Option(help: "Mask of the same size: pixels of 128 and above are repaired.")
    var mask: String?

    @Flag(help: "Repair the dark pixels of the mask instead.")
    var invertMask = false

    @Option(
        help: ArgumentHelp(
            "Method: auto, \(RepairMethods.all.map(\.name).joined(separator: ", ")), "
                + "or a run of a repair preset, its folder or a checkpoint (default: auto).", valueName: "name"))
    var method = RepairMethods.auto

    @Option(
        help: ArgumentHelp(
            "Task, with its methods: "
                + RepairTask.allCases.filter { !$0.methods.isEmpty }
                .map { "\($0.rawValue) (\($0.methods.joined(separator: ", ")))" }.joined(separator: ", ")
                + " (default: by mask and method).",
            valueName: "name"))
    var task: String?

    @OptionGroup(title: "Prompt, for a run of the preset conditional-repair") var prompt: PromptOptions

    @Option(
        name: .customLong("set"), help: ArgumentHelp("Setting of the method; may be repeated.", valueName: "name=value")
    )
    var assignments: [String] = []

    @Option(help: ArgumentHelp("The undamaged image, to measure the repair.", valueName: "image"))
    var truth: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The repaired image; its ending says the format: \(ImageFormat.writableEndings).", valueName: "file"))
    var out = "repaired.png"

    @Option(
        help: ArgumentHelp(
            "Quality of a JPEG or WebP file, 1 to 100 (default: that of a JPEG that is repaired, else 95; lossless WebP).",
            valueName: "number"))
    var quality: Int?

    @Option(help: "Seed of methods that use random numbers.")
    var seed: UInt64 = 0

    @Flag(help: "Print the report as a JSON object.")
    var json = false

    @Flag(help: "Replace an existing file.")
    var force = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    mutating func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
        if let quality, !(1...100).contains(quality) {
            throw ValidationError("--quality \(quality) is out of range; give 1 to 100")
        }
    }

    mutating func run() throws {
        let given = try Self.values(assignments)
        let method = try RepairTask.method(for: task, method)
        if method != RepairMethods.auto { _ = try RepairSettings(of: RepairMethods.named(method), given: given) }
        _ = try ImageFormat(writing: out)
        if !force, FileManager.default.fileExists(atPath: out) { throw RepairError.outputExists(out) }
        let contents = try RepairedPicture.read(image)
        let truth = try truth.map { try RepairedPicture.read($0).bitmap }
        let task = task.flatMap(RepairTask.init(rawValue:))
        let damage =
            try mask.map { Mask(try ImageFile.read($0).bitmap, inverted: invertMask) }
            ?? (task == .upscale ? nil : Self.transparent(contents))
        if damage == nil, method == RepairMethods.auto { throw RepairError.noMask(name: image) }
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let condition = prompt.isEmpty ? nil : try Self.condition(prompt, method, threads: threads)
        let stop = RaisedFlag()
        let signals = StopSignals { stop.raise() }
        defer { withExtendedLifetime(signals) {} }
        let progress = RepairProgress()
        let outcome: Repair.Outcome
        do {
            outcome = try Repair.run(
                contents.bitmap, mask: damage, task: task, method: method, settings: given, seed: seed,
                threads: threads, maskName: mask ?? image, condition: condition ?? [], truth: truth,
                watch: RepairWatch(progress: { progress.show($0, $1) }, isStopped: { stop.isRaised }))
        } catch is RepairStopped {
            progress.end()
            throw Interrupted()
        }
        progress.end()
        var report = outcome.report
        if let note = RepairReport.note(onReading: contents.conversions) { report.notes.append(note) }
        report.notes += try RepairedPicture.write(
            outcome.image, mask: damage, of: contents, text: report.text, quality: quality, to: out)
        if json {
            try JSONReport.print(report)
        } else {
            Self.lines(report, out).forEach { print($0) }
        }
    }

    /// The embedding of the prompt; nil for an empty prompt.
    /// - Throws: `ModalityError.notConditional` for a method that is not conditional.
    private static func condition(_ prompt: PromptOptions, _ method: String, threads: Int) throws -> [Float]? {
        guard method != RepairMethods.auto, let learned = try RepairMethods.named(method) as? LearnedRepair else {
            throw ModalityError.notConditional(preset: method)
        }
        return try prompt.vector(OpenedCheckpoint(learned.checkpoint).multimodalEncoder(threads: threads))
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

    /// The pixels with an alpha below 128; nil for none.
    private static func transparent(_ contents: ImageFile.Contents) -> Mask? {
        guard let alpha = contents.alpha else { return nil }
        let mask = Mask(alpha, inverted: true)
        return mask.count > 0 ? mask : nil
    }

    private static func lines(_ report: RepairReport, _ out: String) -> [String] {
        var lines = [
            "\(report.method) (\(report.reason)), \(Numbers.fixed(report.seconds, 2)) s -> \(out)",
            "\(Numbers.grouped(report.damagedPixels)) of \(Numbers.grouped(report.width * report.height)) pixels repaired, "
                + "\(Numbers.grouped(report.knownSamplesChanged)) of \(Numbers.grouped(report.knownSamples)) known samples changed",
        ]
        if let enlarged = report.enlarged {
            lines[1] =
                "\(report.width) x \(report.height) pixels to \(enlarged.width) x \(enlarged.height); downscaled, the result differs from the "
                + "input by \(Numbers.fixed(enlarged.rootMeanSquare, 2)) levels, \(Numbers.fixed(enlarged.largest, 1)) at most"
        }
        lines += Self.measures(seam: report.seamError, report.insideHole, report.wholeImage)
        if let run = report.run {
            lines.append("\(run.checkpoint), step \(Numbers.grouped(run.step)), fnv1a \(run.hash)")
        }
        for other in report.baselines {
            lines.append("baseline \(other.method) (\(other.reason)), \(Numbers.fixed(other.seconds, 2)) s")
            lines += Self.measures(seam: other.seamError, other.insideHole, other.wholeImage).map { "  " + $0 }
        }
        return lines + report.notes.map { "note: \($0)" }
    }

    private static func measures(seam: Double?, _ inside: RepairReport.Measures?, _ whole: RepairReport.Measures?)
        -> [String]
    {
        (seam.map { ["seam error \(Numbers.fixed($0, 2)) levels"] } ?? [])
            + [("inside the hole", inside), ("whole image", whole)].compactMap { name, measures in
                measures.map {
                    "\(name): PSNR \($0.psnr.map { Numbers.fixed($0, 2) } ?? "infinite"), "
                        + "SSIM \($0.ssim.map { Numbers.fixed($0, 4) } ?? "-"), L1 \(Numbers.fixed($0.l1, 2))"
                }
            }
    }
}

/// The progress bar of a repair, from any thread.
private final class RepairProgress: Sendable {
    private let stages = Mutex(StageProgress())

    func show(_ stage: String, _ fraction: Double) { stages.withLock { $0.show(stage, fraction) } }
    func end() { stages.withLock { $0.end() } }
}
