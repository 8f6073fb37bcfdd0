import Raster

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
        case .estimateFailed(let plan, let line):
            guard case .form(var form) = overlay else { return [] }
            form.failedToEstimate(plan, line)
            overlay = .form(form)
        case .dataCheck(let check):
            return changeForm { $0.received(check) }
        case .pathMatches(let matches): return received(matches)
        case .startFailed(let line): return reopenForm(line)
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
        case .info(let info):
            shared.imageInfo = info
            if overlay == .none { overlay = .info(top: 0) }
        case .repair(let result): return perform(repair.received(result, &shared))
        case .promptFailed(let line):
            samples.promptFailed()
            shared.notify(line)
        case .exists(let path, let task): overlay = .question(.replace(path, by: task))
        case .samplesSaved(let request, let path, let line):
            if let request { samples.savedRequest = request }
            samples.savedPath = path
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

    /// Changes the form, where it is open, and carries out what follows.
    mutating func changeForm(_ change: (inout RunForm) -> [ScreenAction]) -> [Effect] {
        guard case .form(var form) = overlay else { return [] }
        let actions = change(&form)
        if actions.contains(where: { if case .backgroundTask(.start) = $0 { true } else { false } }) {
            (startedForm, formDraft) = (form, nil)
        } else if form.isDone {
            formDraft = form.isEdited ? form : nil
        }
        overlay = form.isDone ? .none : .form(form)
        if let notice = form.notice { shared.notify(notice) }
        return perform(actions)
    }

    /// Does what follows in the form when nothing was typed for a while.
    mutating func settleForm(now: Double) -> [Effect] {
        guard case .form(var form) = overlay, form.editedAt != nil else { return [] }
        let actions = form.settle(now: now)
        overlay = .form(form)
        return perform(actions)
    }

    /// Shows the form of a run that could not start again, with what was typed.
    mutating func reopenForm(_ line: UserMessage) -> [Effect] {
        shared.notify(line.inStudio)
        guard var form = startedForm else { return [] }
        startedForm = nil
        form.fail(line)
        overlay = .form(form)
        return []
    }

    private mutating func received(_ matches: PathMatches) -> [Effect] {
        switch matches.query.place {
        case .form: return changeForm { $0.received(matches) }
        case .commandLine:
            guard case .commandLine(var line) = overlay else { return [] }
            line.received(matches)
            overlay = .commandLine(line)
            return []
        case .write(let command): return perform(Invocation(command, argument: matches.completed))
        case .run(let command):
            if matches.found.count == 1 { return perform(Invocation(command, argument: matches.completed)) }
            let text = matches.query.text
            shared.notify(
                matches.found.isEmpty
                    ? "no file or folder matches \(text)"
                    : "\(text) matches \(matches.found.count) files: \(matches.names); name one")
            return []
        }
    }
}
