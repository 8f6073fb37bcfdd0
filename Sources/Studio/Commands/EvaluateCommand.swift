import ArgumentParser
import Datasets
import Evaluation
import Foundation
import Raster
import Repair
import Runs

/// Scores a run, or a set of images, against held-out data.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Score a run, or a set of images, against held-out data.",
        discussion:
            "Distances are measured in the features of a classifier, which is trained on the data once, a minute or two, and "
            + "stored in the cache folder.\n\nA run of a repair preset repairs corrupted held-out images. The report has PSNR, SSIM and L1 "
            + "of the corrupted pixels, the same for classical methods, and the classification accuracy before and after."
    )

    @Argument(
        help: ArgumentHelp(
            "A run's folder or checkpoint, an IDX file (.gz too), or a folder of images.",
            valueName: "samples"), completion: NameCompletions.kind(DataSource.names))
    var samples: String

    @Option(
        help: ArgumentHelp(
            "Data to compare with (default: the run's data, else \(ConfigurationOptions.defaultData)).",
            valueName: "data"), completion: NameCompletions.kind(DataSource.names))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Checkpoint of a run's folder: newest, best (lowest score) or a step (default: newest).", valueName: "name"),
        completion: .list([RunFolder.newestName, RunFolder.bestName]))
    var checkpoint: String?

    @Option(
        help: ArgumentHelp(
            "Corruption for a repair preset, may be repeated: boxN for a centred box of N by N pixels, or "
                + CorruptionKind.allCases.filter { $0 != .masks }.map(\.rawValue).joined(separator: ", ")
                + " (default: those of the training).", valueName: "name"),
        completion: .list(CorruptionKind.allCases.filter { $0 != .masks }.map(\.rawValue)))
    var corruption: [String] = []

    @Option(
        help: ArgumentHelp(
            "Largest number of samples, \(HeldOutImages.fewest) to \(Self.mostSamples), or from 1 for a repair preset.",
            valueName: "count"))
    var count = 10_000

    @Option(help: "Seed of the samples and of the bootstrap intervals.")
    var seed: UInt64 = 0

    @OptionGroup var fitting: FitOptions

    @Flag(help: "Print the report as a JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    @OptionGroup var quiet: QuietOption

    static let mostSamples = 1_000_000

    /// - Parameter fewest: the fewest samples for a distance between sets, or 1 for a mean over repaired images.
    private func checkCount(fewest: Int) throws {
        guard (fewest...Self.mostSamples).contains(count) else {
            throw ValidationError(
                "--count \(count) is out of range; give \(fewest) to \(Self.mostSamples), 10000 to compare with others")
        }
    }

    mutating func validate() throws {
        try checkCount(fewest: 1)
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
    }

    mutating func run() throws {
        // Stopping loses nothing: cache files are replaced as a whole.
        let signals = StopSignals {
            if StandardOutput.Stream.error.takesEscapes { StandardOutput.write("\n", to: .error) }
            ProcessEnd.leave(Interrupted().code)
        }
        defer { withExtendedLifetime(signals) {} }
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let stages = StageProgress(isQuiet: quiet.isOn)
        defer { stages.end() }
        if checkpoint == nil { try SampleSource.check(samples) }
        let path = try checkpoint.map { try CheckpointChoice.path(samples, named: $0) } ?? samples
        if checkpoint == nil { CheckpointChoice.warnOfBroken(samples) }
        if let run = try LearnedRepair.ifRun(path) {
            let report = try RepairEvaluation(
                run, data: data, fit: fitting.fit, corruptions: corruption, count: count, seed: seed, threads: threads,
                progress: stages.show)
            stages.end()
            return try print(report, report.lines)
        }
        try checkCount(fewest: HeldOutImages.fewest)
        guard corruption.isEmpty else {
            throw ValidationError("--corruption is for runs of repair presets; leave it out")
        }
        let source = try SampleSource(path, threads: threads)
        let known = data == nil ? try source.note.map { try DataLocation.existing($0.data, near: path) } : nil
        let name = data ?? known ?? ConfigurationOptions.defaultData, fit = fitting.fit ?? source.note?.fit ?? .crop
        let held = try EvaluationData.open(
            name, size: ImageSizing(source.shape?.size, fit: fit), channels: source.shape?.channels,
            forScores: true, threads: threads, progress: stages.show)
        // Prompts are measured whatever the number of images.
        if held.heldOut.count < HeldOutImages.fewest, let checkpoint = source.checkpoint,
            let prompts = try PromptEvaluation(checkpoint: checkpoint, nil, threads: threads, progress: stages.show)
        {
            stages.end()
            let report = EvaluationReport(
                path: samples, source: source, held, scored: nil, trainingScore: nil, prompts: prompts, seed: seed,
                notes: [held.training.fittingNote].compactMap(\.self))
            return try print(report, report.lines)
        }
        let (images, ofSamples) = try source.samples(
            count, like: held.training, fit: fit, seed: seed, progress: stages.show)
        let notes = ofSamples + [held.training.fittingNote].compactMap(\.self)
        // Before the classifier is trained.
        let fewest =
            held.heldOut.count < Scorer.fewestSamples ? HeldOutImages.fewest : Scorer.fewestSamples
        guard images.count >= fewest else {
            throw EvaluationError.tooFewSamples(of: samples, found: images.count, needed: fewest)
        }
        let scorer = try Scorer(held, cache: FeatureCache(), threads: threads, progress: stages.show)
        let score = try scorer.score(images, seed: seed, progress: stages.show)
        let best =
            held.training.count >= scorer.fewestSamples
            ? try scorer.trainingScore(count: images.count, seed: seed) { stages.show("training images: \($0)", $1) }
            : nil
        let prompts = try source.checkpoint.flatMap {
            try PromptEvaluation(checkpoint: $0, scorer, threads: threads, progress: stages.show)
        }
        stages.end()
        let report = EvaluationReport(
            path: samples, source: source, held, scored: (scorer, score), trainingScore: best, prompts: prompts,
            seed: seed, notes: notes)
        try print(report, report.lines)
    }

    private func print(_ report: some Encodable, _ lines: [String]) throws {
        guard json else { return lines.forEach { Studio.print($0) } }
        try JSONReport.print(report)
    }
}
