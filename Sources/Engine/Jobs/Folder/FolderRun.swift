import Dispatch
package import Raster
import Synchronization

extension FolderJob {
    /// What became of an item.
    package enum Outcome<Value: Sendable>: Sendable {
        case done(Value)
        /// The output is newer than what it is made of: nothing was done.
        case present
        /// A line that names the file.
        case failed(UserMessage)
    }

    /// The items so far, by outcome.
    package struct Tally: Sendable, Equatable {
        package var total: Int, done: Int, present: Int, failed: Int

        package init(total: Int = 0, done: Int = 0, present: Int = 0, failed: Int = 0) {
            (self.total, self.done, self.present, self.failed) = (total, done, present, failed)
        }

        /// The items that are left.
        package var left: Int { total - done - present - failed }
        /// The fraction of the items that had to be done, 0...1.
        package var fraction: Double {
            total > present ? Double(done + failed) / Double(total - present) : 1
        }
    }

    /// Does the work, several items at once, and returns when all are done or the job was stopped.
    ///
    /// Results do not depend on the order, which varies. An item that fails is reported, and the others go on.
    /// - Parameters:
    ///   - threads: of all items together, at least 1.
    ///   - replaces: whether existing outputs are replaced; otherwise newer ones are skipped, and older ones are failures.
    ///   - others: further files that the output of an item is made of.
    ///   - isMadeOtherwise: whether an existing output is of other work than this; it is a failure too. Asked for newer outputs only.
    ///   - bytes: the forecast of the memory that an item needs.
    ///   - event: receives each outcome, on one queue; present ones first.
    ///   - work: does one item with a number of threads and writes its output. Its `MemoryError` beside other items repeats it alone.
    package func run<Value: Sendable>(
        threads: Int, replaces: Bool = false, free: FreeMemory = .now,
        others: @Sendable (Item) -> [String] = { _ in [] }, isMadeOtherwise: (Item) -> Bool = { _ in false },
        bytes: @escaping @Sendable (Item) -> Int, isStopped: @escaping @Sendable () -> Bool = { false },
        event: @escaping @Sendable (Item, Outcome<Value>, Tally) -> Void,
        work: @escaping @Sendable (Item, _ threads: Int) throws -> Value
    ) -> Tally {
        var tally = Tally(total: items.count), waiting: [Int] = []
        for (index, item) in items.enumerated() {
            switch replaces ? .missing : Self.presence(of: item, others: others(item)) {
            case .missing: waiting.append(index)
            case .present where isMadeOtherwise(item):
                tally.failed += 1
                let text = "\(item.output): this file exists and was made by another method, setting, mask or prompt"
                event(item, .failed(UserMessage(text, suggestion: "\(.replace), or \(.chooseFolder)")), tally)
            case .present:
                tally.present += 1
                event(item, .present, tally)
            case .stale:
                tally.failed += 1
                event(
                    item,
                    .failed(
                        UserMessage(
                            "\(item.output): this file exists and is older than its image", suggestion: "\(.replace)")),
                    tally)
            }
        }
        let run = FolderRun(
            items: items, schedule: FolderSchedule(waiting, threads: threads, budget: free.bytes), tally: tally,
            bytes: bytes, isStopped: isStopped, event: event, work: work)
        return run.finish()
    }
}

/// A running job. Starts and outcomes are handled on one queue, the work on others.
private final class FolderRun<Value: Sendable>: Sendable {
    private struct State {
        var schedule: FolderSchedule
        var tally: FolderJob.Tally
    }

    private let items: [FolderJob.Item]
    private let state: Mutex<State>
    private let bytes: @Sendable (FolderJob.Item) -> Int
    private let isStopped: @Sendable () -> Bool
    private let event: @Sendable (FolderJob.Item, FolderJob.Outcome<Value>, FolderJob.Tally) -> Void
    private let work: @Sendable (FolderJob.Item, Int) throws -> Value
    private let queue = DispatchQueue(label: "tessera.folder")
    private let workers = DispatchQueue(label: "tessera.folder.work", attributes: .concurrent)
    private let group = DispatchGroup()

    init(
        items: [FolderJob.Item], schedule: FolderSchedule, tally: FolderJob.Tally,
        bytes: @escaping @Sendable (FolderJob.Item) -> Int, isStopped: @escaping @Sendable () -> Bool,
        event: @escaping @Sendable (FolderJob.Item, FolderJob.Outcome<Value>, FolderJob.Tally) -> Void,
        work: @escaping @Sendable (FolderJob.Item, Int) throws -> Value
    ) {
        (self.items, self.bytes, self.isStopped, self.event, self.work) = (items, bytes, isStopped, event, work)
        state = Mutex(State(schedule: schedule, tally: tally))
    }

    func finish() -> FolderJob.Tally {
        queue.async(group: group) { @Sendable [self] in startItems() }
        group.wait()
        return state.withLock { $0.tally }
    }

    /// Starts as many items as fit; on `queue`.
    private func startItems() {
        while !isStopped() {
            let start = state.withLock { $0.schedule.next { bytes(items[$0]) } }
            guard let start else { return }
            workers.async(group: group) { @Sendable [self] in
                let result = Result { try perform(items[start.item], threads: start.threads) }
                queue.async(group: group) { @Sendable [self] in
                    handle(result, of: start.item)
                    startItems()
                }
            }
        }
    }

    private func perform(_ item: FolderJob.Item, threads: Int) throws -> Value {
        try FolderNames.make(FolderNames.parent(of: item.output))
        return try work(item, threads)
    }

    /// On `queue`.
    private func handle(_ result: Result<Value, any Error>, of index: Int) {
        let item = items[index]
        switch result {
        case .success(let value):
            event(item, .done(value), ended(index) { $0.done += 1 })
        case .failure(let error):
            // What was stopped has not failed.
            if isStopped() { return _ = ended(index) { _ in } }
            let isBeside = state.withLock { $0.schedule.runningCount > 1 }
            if error is MemoryError, isBeside { return state.withLock { $0.schedule.postpone(index) } }
            event(item, .failed(Self.line(error, of: item)), ended(index) { $0.failed += 1 })
        }
    }

    private func ended(_ index: Int, _ count: (inout FolderJob.Tally) -> Void) -> FolderJob.Tally {
        state.withLock { state in
            state.schedule.finish(index)
            count(&state.tally)
            return state.tally
        }
    }

    private static func line(_ error: any Error, of item: FolderJob.Item) -> UserMessage {
        var line = error is any UserError ? UserMessage(error) : UserMessage(error.localizedDescription)
        if !line.text.contains(item.name) { line.text = "\(item.input): \(line.text)" }
        return line
    }
}
