import Runs
import Training

/// The measurements of earlier sessions of a run, from its event log.
struct PastCurves {
    /// By tag.
    var curves: [String: LossHistory] = [:]
    var history = RunHistory()
    var scores: [ScorePoint] = []

    /// The measurements of a new run.
    init() {}

    /// - Parameter curves: by tag, in ascending order of steps; points of later steps than `step` are left out.
    init(_ curves: [String: [(step: Int, value: Float)]], until step: Int) {
        func points(_ tag: String) -> [(step: Int, value: Float)] { (curves[tag] ?? []).filter { $0.step <= step } }
        let prefixes = ["loss/", "probability/", "gradient/", "pretraining/", TrainingSession.psnrTag]
        for tag in curves.keys where prefixes.contains(where: tag.hasPrefix) {
            for point in points(tag) { self.curves[tag, default: LossHistory()].append(point.value, step: point.step) }
        }

        func values(_ tag: String) -> [Int: Float] {
            Dictionary(points(tag).map { ($0.step, $0.value) }) { _, new in new }
        }
        let tags = curves.keys.filter {
            $0.hasPrefix(DiagnosticMetrics.lossPrefix) || $0.hasPrefix(DiagnosticMetrics.gradientPrefix)
        }
        let byTag = Dictionary(uniqueKeysWithValues: tags.map { ($0, values($0)) })
        for step in Set(byTag.values.flatMap(\.keys)).sorted() {
            if let metrics = DiagnosticMetrics(step: step, means: byTag.compactMapValues { $0[step] }) {
                history.append(metrics)
            }
        }
        func measurements(_ tag: String) -> [RunHistory.Measurement] {
            points(tag).map { .init(step: $0.step, value: Double($0.value)) }
        }
        history.diversity = measurements(TrainingSession.diversityTag)
        history.copies = measurements(TrainingSession.copiesTag)
        let samples = values(TrainingSession.scoreSamplesTag)
        scores = points(TrainingSession.scoreTag).compactMap { point in
            samples[point.step].map { ScorePoint(step: point.step, frechet: Double(point.value), samples: Int($0)) }
        }
        history.scores = scores.map { .init(step: $0.step, value: $0.frechet) }
    }
}
