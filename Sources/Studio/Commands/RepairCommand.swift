import ArgumentParser
import Engine
import Foundation
import Raster
import Render
import Synchronization

/// Repairs a damaged picture.
struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Repair a damaged picture.",
        discussion: "Known pixels stay as they are, byte for byte. Without a mask, transparent pixels are what is repaired.\n\nMethods:\n"
            + "  auto: looks at the damage and picks one, and says why\n"
            + RepairMethods.all.map { method in
                (["  \(method.name): \(method.line); for \(method.suits)"] + method.settings.map {
                    "    --set \($0.name)=\($0.standard.short): \($0.meaning), \($0.range.lowerBound.short) to \($0.range.upperBound.short)"
                }).joined(separator: "\n")
            }.joined(separator: "\n"))

    @Argument(help: "A PNG or JPEG file.")
    var picture: String

    @Option(help: "A picture of the same size: light pixels, 128 and above, are repaired.")
    var mask: String?

    @Flag(help: "Dark pixels of the mask are what is repaired.")
    var invertMask = false

    @Option(help: ArgumentHelp("auto, \(RepairMethods.all.map(\.name).joined(separator: ", ")), "
        + "or a run of a preset that repairs: its folder or a checkpoint.", valueName: "name"))
    var method = RepairMethods.auto

    @Option(help: ArgumentHelp("What to do: " + RepairTask.allCases.filter { !$0.methods.isEmpty }.map { "\($0.rawValue) (\($0.methods.joined(separator: ", ")))" }
        .joined(separator: ", ") + ".", valueName: "name"))
    var task: String?

    @OptionGroup(title: "What is in the picture, for a run of the preset told-repair") var prompt: PromptOptions

    @Option(name: .customLong("set"), help: ArgumentHelp("A setting of the method; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    @Option(help: ArgumentHelp("The undamaged picture, to measure against.", valueName: "picture"))
    var truth: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The repaired PNG.", valueName: "file"))
    var out = "repaired.png"

    @Option(help: "Methods that draw random numbers: the same seed gives the same picture.")
    var seed: UInt64 = 0

    @Flag(help: "Print one JSON object, the receipt.")
    var json = false

    @Flag(help: "Replace the file that is there.")
    var force = false

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads: Int?

    mutating func validate() throws {
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is out of range; give 1 to 1024") }
    }

    mutating func run() throws {
        let given = try Self.values(assignments)
        let method = try RepairTask.method(for: task, method)
        if method != RepairMethods.auto { _ = try RepairSettings(of: RepairMethods.named(method), given: given) }
        if !force, FileManager.default.fileExists(atPath: out) { throw RepairError.outputExists(out) }
        let contents = try Picture.read(picture)
        let truth = try truth.map { try Picture.read($0).bitmap }
        let task = task.flatMap(RepairTask.init(rawValue:))
        let damage = try mask.map { Mask(try Picture.read($0).bitmap, inverted: invertMask) } ?? (task == .upscale ? nil : Self.transparent(contents))
        if damage == nil, method == RepairMethods.auto { throw RepairError.noMask(name: picture) }
        let lanes = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let told = prompt.isEmpty ? nil : try Self.told(prompt, method, lanes: lanes)
        let stop = RaisedFlag()
        let signals = StopSignals { stop.raise() }
        defer { withExtendedLifetime(signals) {} }
        let progress = RepairProgress()
        let outcome: Repair.Outcome
        do {
            outcome = try Repair.run(
                contents.bitmap, mask: damage, task: task, method: method, settings: given, seed: seed,
                lanes: lanes, maskName: mask ?? picture, told: told ?? [], truth: truth,
                watch: RepairWatch(progress: { progress.show($0, $1) }, isStopped: { stop.isRaised }))
        } catch is RepairStopped {
            progress.end()
            throw Interrupted()
        }
        progress.end()
        var receipt = outcome.receipt
        if let note = RepairReceipt.note(onReading: contents.conversions) { receipt.notes.append(note) }
        if contents.alpha != nil { receipt.notes.append("the repaired picture is opaque: transparency is not kept") }
        try PNG.write(outcome.picture, text: receipt.text, to: out)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(receipt), as: UTF8.self))
        } else {
            Self.lines(receipt, out).forEach { print($0) }
        }
    }

    /// The vector of what is asked for.
    /// - Throws: `ModalityError.unsteered` for a method that cannot be told.
    private static func told(_ prompt: PromptOptions, _ method: String, lanes: Int) throws -> [Float]? {
        guard method != RepairMethods.auto, let learned = try RepairMethods.named(method) as? LearnedRepair else {
            throw ModalityError.unsteered(preset: method)
        }
        return try prompt.vector(JointModel(checkpoint: learned.checkpoint, lanes: lanes))
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

    /// Pixels that are more transparent than not; nil where there are none.
    private static func transparent(_ contents: Picture.Contents) -> Mask? {
        guard let alpha = contents.alpha else { return nil }
        let mask = Mask(alpha, inverted: true)
        return mask.count > 0 ? mask : nil
    }

    private static func lines(_ receipt: RepairReceipt, _ out: String) -> [String] {
        var lines = ["\(receipt.method) (\(receipt.reason)), \(Numbers.fixed(receipt.seconds, 2)) s -> \(out)",
                     "\(Numbers.grouped(receipt.damagedPixels)) of \(Numbers.grouped(receipt.width * receipt.height)) pixels repaired, "
                         + "\(Numbers.grouped(receipt.knownSamplesChanged)) of \(Numbers.grouped(receipt.knownSamples)) known samples changed"]
        if let enlarged = receipt.enlarged {
            lines[1] = "\(receipt.width) x \(receipt.height) pixels to \(enlarged.width) x \(enlarged.height); made smaller again, the result differs from "
                + "what was given by \(Numbers.fixed(enlarged.rootMeanSquare, 2)) levels, \(Numbers.fixed(enlarged.largest, 1)) at most"
        }
        lines += Self.measures(seam: receipt.seamError, receipt.insideHole, receipt.wholePicture)
        if let run = receipt.run { lines.append("\(run.checkpoint), step \(Numbers.grouped(run.step)), fnv1a \(run.hash)") }
        for other in receipt.alternatives {
            lines.append("beside it \(other.method) (\(other.reason)), \(Numbers.fixed(other.seconds, 2)) s")
            lines += Self.measures(seam: other.seamError, other.insideHole, other.wholePicture).map { "  " + $0 }
        }
        return lines + receipt.notes.map { "note: \($0)" }
    }

    private static func measures(seam: Double?, _ inside: RepairReceipt.Measures?, _ whole: RepairReceipt.Measures?) -> [String] {
        (seam.map { ["seam error \(Numbers.fixed($0, 2)) levels"] } ?? [])
            + [("inside the hole", inside), ("whole picture", whole)].compactMap { name, measures in
                measures.map {
                    "\(name): PSNR \($0.psnr.map { Numbers.fixed($0, 2) } ?? "infinite"), "
                        + "SSIM \($0.ssim.map { Numbers.fixed($0, 4) } ?? "-"), L1 \(Numbers.fixed($0.l1, 2))"
                }
            }
    }
}

/// The bar of a repair, drawn from whatever thread works.
private final class RepairProgress: Sendable {
    private let stages = Mutex(StageProgress())

    func show(_ stage: String, _ share: Double) { stages.withLock { $0.show(stage, share) } }
    func end() { stages.withLock { $0.end() } }
}
