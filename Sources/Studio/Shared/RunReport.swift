/// The evaluation of a run that is under way, or the last one: the report of `tessera evaluate`.
package struct RunReport: Sendable, Equatable {
    /// The run's folder.
    package var run: String
    /// On the loop's clock.
    package var startedAt: Double
    /// The report; nil while it is being computed.
    package var lines: [String]?

    package init(run: String, startedAt: Double, lines: [String]? = nil) {
        (self.run, self.startedAt, self.lines) = (run, startedAt, lines)
    }

    var name: String { String(run.split(separator: "/").last ?? "") }
}

extension SharedState {
    /// Starts to evaluate a run, or shows why that is not possible now.
    mutating func evaluate(_ run: String) -> [ScreenAction] {
        guard !run.isEmpty else {
            notify(missingRun)
            return []
        }
        if let evaluation, evaluation.lines == nil {
            notify("\(evaluation.name) is being evaluated")
            return []
        }
        evaluation = RunReport(run: run, startedAt: now)
        notify("evaluating \(run): a minute or two for the first run on its data")
        return [.backgroundTask(.evaluate(run: run))]
    }
}
