import ArgumentParser
import Engine
import Foundation

/// Scores a run's samples, or samples from anywhere, against held-out data.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Score a run, or samples from anywhere, against held-out data.",
        discussion: "Trains a classifier on the data once, a minute or two, and keeps it in the cache folder. "
            + "Distances are taken in its features.\n\nA run that repairs is given damaged held-out pictures: PSNR, SSIM and mean difference "
            + "where they are damaged, beside classical repairs, and how often the classifier is right about the pictures before and after.")

    @Argument(
        help: ArgumentHelp(
            "A run's folder or checkpoint, an IDX file (.gz too), or a folder of PNG and JPEG files.",
            valueName: "samples"))
    var samples: String

    @Option(
        help: ArgumentHelp(
            "What to hold them against; without it the run's own data, else \(RecipeOptions.defaultData).",
            valueName: "data"))
    var data: String?

    @Option(help: ArgumentHelp("Of a run's folder: newest, best (by its score while it trained) or the number of a step.", valueName: "name"))
    var checkpoint: String?

    @Option(help: ArgumentHelp("Of a run that repairs, may be repeated: boxN for a box of N pixels in the middle, or "
        + DamageKind.allCases.filter { $0 != .masks }.map(\.rawValue).joined(separator: ", ") + ".", valueName: "name"))
    var damage: [String] = []

    @Option(help: ArgumentHelp("How many samples at most; a score needs \(Scorer.fewestSamples), a run that repairs is tested on any number.", valueName: "count"))
    var count = 10_000

    @Option(help: "Which samples are drawn, and which resampled: the same seed gives the same score.")
    var seed: UInt64 = 0

    @Flag(help: "Print one JSON object, the receipt.")
    var json = false

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads: Int?

    private static let mostSamples = 1_000_000

    /// - Parameter fewest: a distance between sets needs many samples; a mean over repaired pictures can be had of one.
    private func checkCount(fewest: Int) throws {
        guard (fewest...Self.mostSamples).contains(count) else {
            throw ValidationError("--count \(count) is out of range; give \(fewest) to \(Self.mostSamples), 10000 to compare with others")
        }
    }

    mutating func validate() throws {
        try checkCount(fewest: 1)
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
    }

    mutating func run() throws {
        // Nothing is lost by stopping: the cache is written whole or not at all.
        let signals = StopSignals {
            if isatty(2) == 1 { _ = write(2, "\n", 1) }
            _exit(Interrupted().code)
        }
        defer { withExtendedLifetime(signals) {} }
        let lanes = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let stages = StageProgress()
        defer { stages.end() }
        let path = try checkpoint.map { try CheckpointChoice.path(samples, named: $0) } ?? samples
        if let run = try LearnedRepair.ifRun(path) {
            let receipt = try RepairEvaluation(run, data: data, damages: damage, count: count, seed: seed, lanes: lanes, progress: stages.show)
            stages.end()
            return try print(receipt, receipt.lines)
        }
        try checkCount(fewest: Scorer.fewestSamples)
        guard damage.isEmpty else { throw ValidationError("--damage is for runs that repair; leave it out") }
        let source = try SampleSource(path, lanes: lanes)
        let name = data ?? source.note?.data ?? RecipeOptions.defaultData
        let held = try EvaluationData.open(
            name, size: source.size?.side, channels: source.size?.channels, progress: stages.show)
        let (images, notes) = try source.samples(count, like: held.training, seed: seed, progress: stages.show)
        guard images.count >= Scorer.fewestSamples else {
            throw EvaluationError.tooFewSamples(of: samples, found: images.count, needed: Scorer.fewestSamples)
        }
        let scorer = try Scorer(held, cache: FeatureCache(), lanes: lanes, progress: stages.show)
        let score = try scorer.score(images, seed: seed, progress: stages.show)
        let best = held.training.count >= Scorer.fewestSamples
            ? try scorer.trainingScore(count: images.count, seed: seed) { stages.show("training pictures: \($0)", $1) }
            : nil
        let steering = try source.checkpoint.flatMap { try SteeringEvaluation(checkpoint: $0, scorer, lanes: lanes, progress: stages.show) }
        stages.end()
        let receipt = EvaluationReceipt(
            path: samples, source: source, scorer: scorer, score: score, trainingScore: best, steering: steering, seed: seed,
            notes: notes)
        try print(receipt, receipt.lines)
    }

    private func print(_ receipt: some Encodable, _ lines: [String]) throws {
        guard json else { return lines.forEach { Swift.print($0) } }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(receipt), as: UTF8.self))
    }
}
