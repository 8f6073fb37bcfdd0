import Evaluation
import Numerics
import Render
import Runs

/// The report of an evaluation, as JSON or as a table.
struct EvaluationReport: Encodable {
    struct Run: Encodable {
        let checkpoint: String
        let preset: String
        let step: Int
        let seed: UInt64
        let trainedOn: String
        /// Hash of the checkpoint's file.
        let fnv1a: String?
    }

    struct Data: Encodable {
        let name: String
        /// Of all images of the data, as in run.toml; without a test split, of both parts.
        let fingerprint: String
        let trainingImages: Int
        let heldOutImages: Int
        let heldOutFingerprint: String
        /// Whether the held-out images are a tenth of data without a test split.
        let isSplit: Bool
        let height: Int
        let width: Int
        let channels: Int
    }

    let version: String
    /// The command line that makes this report again.
    let command: String
    let samples: String
    let run: Run?
    let data: Data
    /// nil where the images are too few for a score.
    let classifier: Scorer.FeatureSource?
    let seed: UInt64
    /// nil where the images are too few for one.
    let score: Score?
    /// The score of as many training images: the best that can be expected.
    let trainingScore: Score?
    /// Prompt adherence and retrieval of a run with an embedding space; nil for other runs.
    let prompts: PromptEvaluation?
    let warnings: [String]

    /// - Parameter scored: nil where the images are too few for a score.
    init(
        path: String, source: SampleSource, _ evaluated: EvaluationData, scored: (scorer: Scorer, score: Score)?,
        trainingScore: Score?, prompts: PromptEvaluation? = nil, seed: UInt64, notes: [String],
        command: String = RawArguments.command
    ) {
        version = Tessera.version
        (samples, self.command) = (path, command)
        run = source.note.map {
            Run(
                checkpoint: source.checkpoint ?? path, preset: $0.preset, step: $0.step, seed: $0.seed,
                trainedOn: $0.data, fnv1a: source.checkpoint.flatMap { try? FNV1a.ofFile($0) })
        }
        let (training, heldOut) = (evaluated.training, evaluated.heldOut)
        data = Data(
            name: training.name, fingerprint: evaluated.fingerprint, trainingImages: training.count,
            heldOutImages: heldOut.count, heldOutFingerprint: heldOut.fingerprint, isSplit: evaluated.isSplit,
            height: training.height, width: training.width,
            channels: training.channels)
        (classifier, self.seed, score) = (scored?.scorer.source, seed, scored?.score)
        (self.trainingScore, self.prompts) = (trainingScore, prompts)
        var warnings = notes
        if let warning = source.dataFingerprint.flatMap(evaluated.warning) { warnings.append(warning) }
        if evaluated.isSplit { warnings.append(Self.noTestSplit(training.name)) }
        if scored?.scorer.source.isStored == false {
            warnings.append("the classifier could not be stored in the cache folder: it will be trained again")
        }
        if scored == nil {
            warnings.append(
                "\(heldOut.count) images to compare samples with are too few for a score, which needs \(HeldOutImages.fewest): data of "
                    + "\(HeldOutImages.fewestImages) images, or a test split")
        }
        self.warnings = warnings + (score?.warnings ?? [])
    }

    /// The warning for data without a test split.
    static func noTestSplit(_ data: String) -> String {
        "\(data) has no test split: samples are compared with a fixed part of it, which a run on all of the data has seen"
    }

    // MARK: - As a table

    var lines: [String] {
        let step = run.map { ", \($0.preset) at step \(Numbers.grouped($0.step))" } ?? ""
        let size = "\(data.width)x\(data.height)x\(data.channels)"
        let count = score.map { "\(Numbers.grouped($0.samples)) samples of " } ?? ""
        return [
            "\(count)\(samples)\(step)",
            "against \(Numbers.grouped(data.heldOutImages)) held-out images of \(data.name), \(size), "
                + "fingerprint \(data.fingerprint)",
        ] + features + [""] + table + (score?.memorization?.lines ?? [])
            + (prompts?.lines ?? []) + warnings.map { "note: \($0)" }
            + madeBy
    }

    private var features: [String] {
        guard let classifier else { return [] }
        let task = classifier.target == "labels" ? "classes" : "rearrangements (the data has no labels)"
        return [
            "in \(classifier.width) features of a classifier, accuracy \(percent(classifier.accuracy.value)) on \(classifier.classes) \(task), "
                + (classifier.wasCached ? "from the cache" : "newly trained")
        ]
    }

    /// What makes the report again.
    private var madeBy: [String] {
        (run.map { run in ["checkpoint: \(run.checkpoint)" + (run.fnv1a.map { ", fnv1a \($0)" } ?? "")] } ?? [])
            + ["command: \(command)"]
    }

    private var table: [String] {
        var rows = [["", "better", "value", "95 % interval", "samples", "training images"]]
        func add(_ name: String, _ better: String, _ measure: KeyPath<Score, Estimate?>, _ text: (Double) -> String) {
            guard let value = score?[keyPath: measure] else { return }
            rows.append([
                name, better, text(value.value), "\(text(value.low)) to \(text(value.high))",
                Numbers.grouped(value.samples),
                trainingScore?[keyPath: measure].map { text($0.value) } ?? "-",
            ])
        }
        guard score != nil else { return [] }
        add("Fréchet distance", "lower", \.frechet) { Numbers.fixed($0, $0 < 100 ? 2 : 0) }
        add("kernel distance", "lower", \.kernel) { Numbers.fixed($0, 4) }
        add("precision", "higher", \.precision) { Numbers.fixed($0, 3) }
        add("recall", "higher", \.recall) { Numbers.fixed($0, 3) }
        let legend =
            trainingScore.map {
                [
                    "training images: the score of \(Numbers.grouped($0.samples)) of them, about the best that can be reached"
                ]
            } ?? []
        return TextTable.lines(rows) + legend + kernelNote
    }

    /// What a kernel distance below 0 means; empty for others.
    private var kernelNote: [String] {
        guard let kernel = score?.kernel, kernel.low < 0 else { return [] }
        return [
            "kernel distance: an unbiased estimate, which falls below 0 by chance where the distance is 0; an interval with 0 in it shows no "
                + "difference"
        ]
    }

    private func percent(_ fraction: Double) -> String { Numbers.fixed(100 * fraction, 1) + " %" }
}
