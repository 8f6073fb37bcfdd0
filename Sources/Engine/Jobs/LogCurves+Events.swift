import Runs

extension LogCurves {
    /// The tags that `scores` needs all points of.
    static let scoreTags = Set(TrainingStatus.scoreTags + [TrainingSession.scoreSamplesTag])

    /// The scores of the run, oldest first.
    var scores: [ScorePoint] {
        let samples = Dictionary(points(TrainingSession.scoreSamplesTag).map { ($0.step, Int($0.value)) }) { $1 }
        return ScorePoint.Measure.allCases.flatMap { measure in
            points(measure.tag).compactMap { point in
                samples[point.step].map { ScorePoint(step: point.step, measure, Double(point.value), samples: $0) }
            }
        }.sorted { $0.step < $1.step }
    }

    /// The text lines of the log.
    var events: [TrainingStatus.Event] {
        texts.map { line in
            let isDiagnostic = line.tag == TrainingSession.diagnosticsTag
            return .init(
                step: line.step, text: isDiagnostic ? "\(line.tag): \(line.text)" : line.text,
                isWarning: isDiagnostic || line.tag == TrainingSession.failureTag)
        }
    }

    /// The error that ended the last session; nil where it ended without one, or another session has started since.
    var failure: String? { texts.last.flatMap { $0.tag == TrainingSession.failureTag ? $0.text : nil } }
}
