import Engine
import Render

/// Everything an evaluation found and what it was made from, as JSON or as a table.
struct EvaluationReceipt: Encodable {
    struct Run: Encodable {
        let checkpoint: String
        let preset: String
        let step: Int
        let seed: UInt64
        let trainedOn: String
    }

    struct Data: Encodable {
        let name: String
        let fingerprint: String
        let trainingPictures: Int
        let heldOutPictures: Int
        let heldOutFingerprint: String
        /// True where the held-out pictures are a tenth of data without a test half.
        let isSplit: Bool
        let height: Int
        let width: Int
        let channels: Int
    }

    let version: String
    let samples: String
    let run: Run?
    let data: Data
    let classifier: Scorer.FeatureSource
    let seed: UInt64
    let score: Score
    /// What as many training pictures score: the best to be expected.
    let trainingScore: Score?
    /// How texts and sounds are understood, of a run that knows them.
    let steering: SteeringEvaluation?
    let warnings: [String]

    init(
        path: String, source: SampleSource, scorer: Scorer, score: Score, trainingScore: Score?, steering: SteeringEvaluation? = nil, seed: UInt64,
        notes: [String]
    ) {
        version = Tessera.version
        samples = path
        run = source.note.map {
            Run(
                checkpoint: source.checkpoint ?? path, preset: $0.preset, step: $0.step, seed: $0.seed,
                trainedOn: $0.data)
        }
        let (training, heldOut) = (scorer.data.training, scorer.data.heldOut)
        data = Data(
            name: training.name, fingerprint: training.fingerprint, trainingPictures: training.count,
            heldOutPictures: heldOut.count, heldOutFingerprint: heldOut.fingerprint, isSplit: scorer.data.isSplit,
            height: training.height, width: training.width,
            channels: training.channels)
        (classifier, self.seed, self.score, self.trainingScore) = (scorer.source, seed, score, trainingScore)
        self.steering = steering
        var warnings = notes
        if let own = source.dataFingerprint, own != data.fingerprint {
            warnings.append("the run was trained on other pictures, fingerprint \(own)")
        }
        if scorer.data.isSplit {
            warnings.append(
                "\(training.name) has no test half: a fixed tenth is held out here, which a run on all of it has seen")
        }
        if !scorer.source.isKept {
            warnings.append("the classifier could not be kept in the cache folder: it will be trained again")
        }
        self.warnings = warnings + score.warnings
    }

    // MARK: As a table

    var lines: [String] {
        let run = run.map { ", \($0.preset) at step \(Numbers.grouped($0.step))" } ?? ""
        let task = classifier.target == "labels" ? "classes" : "rearrangements, there being no labels,"
        let size = "\(data.width)x\(data.height)x\(data.channels)"
        return [
            "\(Numbers.grouped(score.samples)) samples of \(samples)\(run)",
            "against \(Numbers.grouped(score.heldOut)) held-out pictures of \(data.name), \(size), "
                + "fingerprint \(data.fingerprint)",
            "in \(classifier.width) features of a classifier that is right about "
                + "\(percent(classifier.accuracy.value)) of them in \(classifier.classes) \(task) "
                + (classifier.wasCached ? "from the cache" : "trained now"),
            "",
        ] + table + memorisation + (steering?.lines ?? []) + warnings.map { "note: \($0)" }
    }

    private var table: [String] {
        var rows = [["", "value", "95 % interval", "samples", "training set"]]
        func add(_ name: String, _ measure: KeyPath<Score, Estimate?>, _ text: (Double) -> String) {
            guard let value = score[keyPath: measure] else { return }
            rows.append([
                name, text(value.value), "\(text(value.low)) to \(text(value.high))", Numbers.grouped(value.samples),
                trainingScore?[keyPath: measure].map { text($0.value) } ?? "-",
            ])
        }
        add("Fréchet distance", \.frechet) { Numbers.fixed($0, $0 < 100 ? 2 : 0) }
        add("kernel distance", \.kernel) { Numbers.fixed($0, 4) }
        add("precision", \.precision) { Numbers.fixed($0, 3) }
        add("recall", \.recall) { Numbers.fixed($0, 3) }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }.joined(separator: "   ")
        }
    }

    private var memorisation: [String] {
        guard let found = score.memorisation else { return [] }
        let pairs = found.closest.map { "\($0.sample) to \($0.trainingPicture) (\(Numbers.fixed($0.distance, 1)))" }
            .joined(separator: ", ")
        return [
            "",
            "nearest of \(Numbers.grouped(found.trainingPictures)) training pictures, root mean square of levels 0 to 255 "
                + "at \(found.size)x\(found.size):",
            "median \(Numbers.fixed(found.samplesMedian, 1)), of held-out pictures "
                + "\(Numbers.fixed(found.heldOutMedian, 1)); "
                + "closer than the closest 1 % of held-out ones (\(Numbers.fixed(found.threshold, 1))): "
                + "\(percent(found.closer.value)) of \(Numbers.grouped(found.closer.samples)), "
                + "\(percent(found.closer.low)) to \(percent(found.closer.high))",
            "closest, sample to training picture: \(pairs)",
        ]
    }

    private func percent(_ share: Double) -> String { Numbers.fixed(100 * share, 1) + " %" }
}
