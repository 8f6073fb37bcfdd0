import Foundation
package import Jobs

/// The state of the runs screen; the list itself is shared.
package struct RunsState: Sendable {
    /// Index of the selected run among those that the filter shows.
    package var row = 0
    /// Index of the compared curve, modulo the number of curves.
    package var curve = 0
    /// The cursor on the curves, in the units of their x axis.
    package var curves = CurveView()
    /// The column that the list is sorted by, and whether from the greatest value down; nil for the most recently updated first.
    package var sorting: (column: RunColumn, descending: Bool)?
    /// The newest samples of a run; nil before the first ones.
    package var samples: (run: String, grid: TrainingStatus.Samples?)?
    /// The run whose samples were requested last, and its step; nil before the first request.
    package var requestedSamples: (run: String, step: Int)?

    package init() {}

    /// The runs that the filter shows, sorted.
    package func visibleRuns(_ shared: SharedState) -> [RunSummary] {
        let words = shared.filter(.runs).split(separator: " ")
        let all = shared.listedRuns
        let runs =
            words.isEmpty
            ? all
            : all.filter { run in
                let text = RunColumn.allCases.map { $0.text(run) }.joined(separator: " ")
                return words.allSatisfy { text.localizedStandardContains($0) }
            }
        guard let sorting else { return runs }
        return runs.enumerated().sorted { a, b in
            if sorting.column.isBefore(a.element, b.element, descending: sorting.descending) { return true }
            let isAfter = sorting.column.isBefore(b.element, a.element, descending: sorting.descending)
            // Equal runs keep their order.
            return !isAfter && a.offset < b.offset
        }.map(\.element)
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

extension SharedState {
    /// The runs of the list, first the one of this studio that reads its data and has no folder yet, whose path is empty.
    var listedRuns: [RunSummary] {
        guard !showsOther, case .preparing(let activity) = status.phase, isOpen else { return runs.all }
        guard status.folder.isEmpty else {
            return runs.all.map { run in
                guard run.path == status.folder, case .stopped = run.state else { return run }
                var run = run
                run.state = .training(activity)
                return run
            }
        }
        var run = RunSummary(
            path: "", name: status.run.isEmpty ? "new run" : status.run, state: .training(activity))
        (run.preset, run.data, run.steps) = (status.preset, status.data, status.steps)
        return [run] + runs.all
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
