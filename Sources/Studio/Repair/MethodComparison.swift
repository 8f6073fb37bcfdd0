import Repair

/// Repairs of one mask by several methods, one after the other, to be shown side by side.
package struct MethodComparison: Sendable {
    /// A method, and how far its repair is.
    package struct Entry: Sendable {
        package enum State: Sendable {
            case waiting
            case running(RepairSession.Job)
            case finished(FinishedRepair)
            /// One line: why.
            case failed(String)
            case stopped
        }

        package let method: String
        package fileprivate(set) var state = State.waiting

        /// The method; what `auto` chose stands behind it.
        var title: String {
            guard method == RepairMethods.auto, case .finished(let result) = state else { return method }
            return "\(method): \(result.report.method)"
        }
    }

    /// The methods as they were asked for: of a choice of `auto`, its own method is repaired once.
    private(set) var methods: [String]
    /// What is repaired.
    let mask: MaskPlane
    /// Of conditional runs.
    let prompt: SamplePrompt
    /// The undamaged image that is measured against; nil for none.
    let truth: String?
    package private(set) var entries: [Entry]
    package private(set) var selected = 0
    package var isShown = true
    var showsBefore = false
    /// The zoom and the place in all panels.
    var view: MaskViewport
    var pointer = MaskPointer()
    /// The entry that is the session's result; nil for none.
    var taken: Int?
    /// Whether one of the repairs was taken as the result, so that the others need no saving.
    package private(set) var isSettled = false

    init(_ methods: [String], of mask: MaskPlane, prompt: SamplePrompt, truth: String?, view: MaskViewport) {
        (self.methods, self.mask, self.prompt, self.truth, self.view) = (methods, mask, prompt, truth, view)
        entries = methods.map { Entry(method: $0) }
    }

    package var selectedEntry: Entry { entries[selected] }

    /// The repair that runs; nil for none.
    package var job: RepairSession.Job? {
        for case .running(let job) in entries.lazy.map(\.state) { return job }
        return nil
    }

    /// The method to repair by next; nil while one runs, and at the end.
    var next: String? {
        guard job == nil else { return nil }
        for entry in entries { if case .waiting = entry.state { return entry.method } }
        return nil
    }

    /// Repairs that have ended, of which none was taken.
    var unsavedCount: Int {
        isSettled ? 0 : entries.count { if case .finished = $0.state { true } else { false } }
    }

    // MARK: - Changes

    mutating func select(_ index: Int) { selected = min(max(index, 0), entries.count - 1) }

    /// Starts the repair by the next method.
    mutating func begin(_ job: RepairSession.Job) {
        let index = entries.firstIndex { if case .waiting = $0.state { true } else { false } }
        if let index { entries[index].state = .running(job) }
    }

    /// Stops what has not ended; the id of the repair that ran, nil for none.
    mutating func stop() -> Int? {
        let id = job?.id
        for i in entries.indices {
            switch entries[i].state {
            case .waiting, .running: entries[i].state = .stopped
            default: break
            }
        }
        return id
    }

    /// Adds a method, where it is not among them.
    mutating func add(_ method: String) {
        guard !methods.contains(method) else { return }
        methods.append(method)
        entries.append(Entry(method: method))
    }

    /// Lets what was stopped wait for its turn again.
    mutating func resume() {
        for i in entries.indices { if case .stopped = entries[i].state { entries[i].state = .waiting } }
    }

    /// The selected repair as the result of the session; nil where it has not ended.
    mutating func take() -> FinishedRepair? {
        guard case .finished(let result) = selectedEntry.state else { return nil }
        (taken, isSettled, isShown) = (selected, true, false)
        return result
    }

    /// A result of the running repair, at a time on the loop's clock. Returns whether the repair has ended; nil for a result of another repair.
    mutating func received(_ result: RepairTaskResult, now: Double) -> Bool? {
        guard var job, let index = entries.firstIndex(where: { if case .running = $0.state { true } else { false } })
        else { return nil }
        let id = job.id
        switch result {
        case .progress(id, let stage, let fraction): job.update(stage, fraction, now: now)
        case .forecast(id, let seconds): job.timeLeft.expect(seconds, now: now)
        case .intermediate(id, let pyramid): job.intermediate = pyramid
        case .fitPoint(id, let point): job.add(point)
        case .finished(id, let result):
            entries[index].state = .finished(result)
            if entries[index].method == RepairMethods.auto { drop(result.report.method) }
            return true
        case .ended(id, let reason):
            entries[index].state = reason.map { .failed($0) } ?? .stopped
            return true
        default: return nil
        }
        entries[index].state = .running(job)
        return false
    }

    /// Leaves out a method that `auto` has chosen: its repair would be the same.
    private mutating func drop(_ method: String) {
        let chosen = entries[selected].method
        entries.removeAll { if case .waiting = $0.state { $0.method == method } else { false } }
        select(entries.firstIndex { $0.method == chosen } ?? 0)
    }
}
