import Jobs

extension AppModel {
    /// What is not saved now, on any screen.
    package var unsaved: UnsavedWork {
        var items: [UnsavedWork.Item] = []
        switch shared.own {
        case .running, .paused: items.append(.training)
        // Before the first step there is nothing to lose.
        case .preparing where shared.background != nil || shared.status.step > 0: items.append(.preparation)
        default: break
        }
        if let session = repair.session { items += session.unsaved }
        if let job = repair.folderRepair { items.append(.folderRepair(of: job.request.folder)) }
        if let samples = samples.unsaved { items.append(.samples(samples)) }
        return UnsavedWork(items)
    }

    /// The question before a way out; nil where it loses nothing.
    private func question(before exit: UnsavedWork.Exit) -> Question? {
        // The samples of the run that is sampled stay.
        if case .run(let task) = exit, task.shownRun == samples.run, !samples.run.isEmpty { return nil }
        return unsaved.question(before: exit)
    }

    /// Takes a way out, after a question where it loses something.
    mutating func leave(by exit: UnsavedWork.Exit) -> [Effect] {
        guard let question = question(before: exit) else { return goOut(by: exit) }
        overlay = .question(question)
        return []
    }

    /// Takes a way out at once.
    mutating func goOut(by exit: UnsavedWork.Exit) -> [Effect] {
        switch exit {
        case .program: return quit()
        case .image(let path): return perform(repair.openNow(image: path))
        case .run(.start(let plan)): return [.backgroundTask(.start(plan))]
        case .run(let task): return show(tab: tabIndex(of: .training)) + [.backgroundTask(task)]
        case .samples(let invocation): return perform(samples.handleNow(invocation, &shared) ?? [])
        case .repair(let invocation): return perform(repair.handleNow(invocation, &shared) ?? [])
        }
    }

    /// Closes a question without its action; the form of a run that was not started comes back.
    mutating func refuse() {
        guard case .question(let question) = overlay, case .leave(.run(.start)) = question.action,
            var form = startedForm
        else {
            overlay = .none
            return
        }
        (startedForm, form.isDone) = (nil, false)
        overlay = .form(form)
    }

    /// Ends this process's training after a checkpoint, then quits.
    private mutating func quit() -> [Effect] {
        switch shared.own {
        case .running, .paused:
            overlay = .quitting
            return [.stopOwn]
        case .preparing where unsaved.items.contains(.preparation):
            overlay = .quitting
            return [.stopOwn]
        case .stopping:
            overlay = .quitting
            return []
        case .preparing: return shared.isOpen ? [.stopOwn, .quit] : [.quit]
        // The phase of this process's own training is never unknown.
        case .finished, .failed, .unknown, nil: return [.quit]
        }
    }

    /// Quits as `goOut` does; another process then continues the run.
    mutating func leaveTraining() -> [Effect] {
        guard case .question(let question) = overlay, question.background != nil else { return [] }
        leavesTraining = true
        return goOut(by: .program)
    }

    /// Updates an open question about unsaved work, and closes it where nothing is lost any more.
    mutating func settleQuestion() {
        guard case .question(let question) = overlay, case .leave(let exit) = question.action else { return }
        guard var current = self.question(before: exit) else {
            // Nothing is lost any more; the form of a run that was to be started waits for another enter.
            refuse()
            return
        }
        current.top = question.top
        overlay = .question(current)
    }
}
