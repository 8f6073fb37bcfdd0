import Runs
import Training

/// The measurements of earlier sessions of a run, from its event log, in bounded memory.
struct PastCurves {
    /// By tag.
    var curves: [String: LossHistory] = [:]
    var history = RunHistory()
    var scores: [ScorePoint] = []
    /// Seconds of training.
    var seconds = 0.0

    private static let prefixes =
        [
            "loss/", "probability/", "gradient/", "pretraining/", TrainingSession.psnrTag, SessionEnd.prefix,
        ] + TrainingStatus.scoreTags

    /// The measurements of a new run.
    init() {}

    /// Reads the event log in `folder`; points of later steps than `step` are left out.
    init(readingLogIn folder: String, until step: Int) throws(RunError) {
        var point = Point(), points: [Int: Float] = [:],
            found: [(step: Int, measure: ScorePoint.Measure, value: Float)] = []
        var read = PastCurves()
        try ScalarStream.read(folder) {
            (read, point, points, found) = (PastCurves(), Point(), [:], [])
        } visit: { tag, logged in
            let (at, value) = (logged.step, logged.value)
            guard at <= step else { return }
            if Self.prefixes.contains(where: tag.hasPrefix) {
                read.curves[tag, default: LossHistory()].append(value, step: at, time: logged.time)
            }
            switch tag {
            case TrainingSession.diversityTag: read.history.diversity.append(.init(step: at, value: Double(value)))
            case TrainingSession.copiesTag: read.history.copies.append(.init(step: at, value: Double(value)))
            case ScorePoint.Measure.frechet.tag: found.append((at, .frechet, value))
            case ScorePoint.Measure.kernel.tag: found.append((at, .kernel, value))
            case TrainingSession.scoreSamplesTag: points[at] = value
            case "time/seconds": read.seconds = Double(value)
            default: break
            }
            let isDiagnostic =
                tag.hasPrefix(DiagnosticMetrics.lossPrefix) || tag.hasPrefix(DiagnosticMetrics.gradientPrefix)
            if isDiagnostic, let whole = point.add(tag, value, step: at) { read.history.append(whole) }
        }
        self = read
        if let whole = point.metrics { history.append(whole) }
        curves = SessionEnd.merged(curves)
        scores = found.compactMap { point in
            points[point.step].map { samples in
                ScorePoint(step: point.step, point.measure, Double(point.value), samples: Int(samples))
            }
        }
        history.scores = scores.map { .init(step: $0.step, value: $0.value) }
    }

    /// The values of one step while they are read: they follow each other in the log.
    private struct Point {
        var step: Int?
        var means: [String: Float] = [:]

        var metrics: DiagnosticMetrics? { step.flatMap { DiagnosticMetrics(step: $0, means: means) } }

        /// Adds a value; returns the metrics of the step before where a later one begins.
        mutating func add(_ tag: String, _ value: Float, step next: Int) -> DiagnosticMetrics? {
            guard next != step else { means[tag] = value; return nil }
            // Steps ascend.
            if let step, next < step { return nil }
            defer { (step, means) = (next, [tag: value]) }
            return metrics
        }
    }
}
