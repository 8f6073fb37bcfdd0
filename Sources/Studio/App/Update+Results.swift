extension AppModel {
    /// Hands the result of a background task to its screen.
    mutating func received(_ result: TaskResult) -> [Effect] {
        switch result {
        case .runs(let list): runs.received(list, &shared)
        // The loop shows the run and sends `shown`.
        case .opened: break
        case .estimate(let plan, let cost):
            guard case .form(var form) = overlay else { return [] }
            form.received(cost, for: plan)
            overlay = .form(form)
        case .grid(let run, let steps, let grid):
            return perform(training.received(grid: grid, steps: steps, of: run, shared))
        case .newestGrid(let run, let grid): runs.received(grid, of: run, shared)
        case .history(let run, let steps, let tile, let strip):
            return perform(training.received(strip: strip, steps: steps, tile: tile, of: run, shared))
        case .watched(let logs): watch.received(logs, &shared)
        case .logImages(let images): watch.received(images, shared)
        case .generated(let request, let sheets): samples.received(sheets, of: request)
        case .nearest(let neighbours): samples.neighbours = neighbours
        case .searched(let results): samples.received(results)
        case .mapped(let map): samples.received(map)
        case .samples(let files): return perform(samples.received(files, &shared))
        case .evaluated(let run, let lines):
            shared.evaluation = RunReport(run: run, startedAt: shared.now, lines: lines)
            // A report does not replace what is being typed or answered.
            if overlay == .none {
                overlay = .evaluation(top: 0)
            } else {
                shared.notify("\(run) is evaluated: V shows it")
            }
        case .repair(let result): return perform(repair.received(result, &shared))
        case .promptFailed(let line):
            samples.promptFailed()
            shared.notify(line)
        case .exists(let path, let task): overlay = .question(.replace(path, by: task))
        case .samplesSaved(let request, let line):
            if let request { samples.savedRequest = request }
            shared.notify(line)
        case .notice(let line):
            // A line may report that a task failed: nothing is being loaded any more.
            (training.history.isLoadingGrid, training.history.isLoadingStrip) = (false, false)
            (samples.isLoading, repair.opening) = (false, nil)
            shared.notify(line)
            shared.runs.requestedAt = nil
        }
        return []
    }
}
