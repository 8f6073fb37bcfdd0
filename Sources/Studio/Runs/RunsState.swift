import Foundation
package import Jobs

/// The state of the runs screen; the list itself is shared.
package struct RunsState: Sendable {
    /// Index of the selected run among those that the filter shows.
    package var row = 0
    /// Index of the compared curve, modulo the number of curves.
    package var curve = 0
    /// The newest samples of a run; nil before the first ones.
    package var samples: (run: String, grid: TrainingStatus.Samples?)?
    /// The run whose samples were requested last, and its step; nil before the first request.
    package var requestedSamples: (run: String, step: Int)?

    package init() {}

    /// The runs that the filter shows.
    package func visibleRuns(_ shared: SharedState) -> [RunSummary] {
        let filter = shared.filter(.runs)
        guard !filter.isEmpty else { return shared.runs.all }
        return shared.runs.all.filter { run in
            let text = "\(run.name) \(run.preset) \(run.data) \(run.state.text)"
            return filter.split(separator: " ").allSatisfy { text.localizedStandardContains($0) }
        }
    }

    package func selectedRun(_ shared: SharedState) -> RunSummary? {
        let runs = visibleRuns(shared)
        return runs.indices.contains(row) ? runs[row] : runs.last
    }

    /// The samples of the selected run, once they are read.
    func selectedSamples(_ shared: SharedState) -> TrainingStatus.Samples? {
        guard let samples, samples.run == selectedRun(shared)?.path else { return nil }
        return samples.grid
    }
}

extension RunSummary.State {
    /// As the list shows it.
    var text: String {
        switch self {
        case .training(let phase): phase == "running" ? "▶ training" : phase == "paused" ? "‖ paused" : "▶ " + phase
        case .stopped(let isDone): isDone ? "✓ done" : "■ stopped"
        case .broken: "✗ broken"
        }
    }
}
