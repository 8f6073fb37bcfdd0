/// Which items of a folder run at once: as many as threads and memory allow.
struct FolderSchedule {
    private let threads: Int
    /// Bytes for all running items together.
    private let budget: Int
    private var waiting: ArraySlice<Int>
    /// Items that did not fit beside others.
    private var alone: [Int] = []
    /// Bytes of the running items.
    private var running: [Int: Int] = [:]

    /// - Parameter items: in the order in which they start.
    init(_ items: [Int], threads: Int, budget: Int) {
        precondition(threads > 0, "\(threads) threads")
        (waiting, self.threads, self.budget) = (items[...], threads, budget)
    }

    var runningCount: Int { running.count }

    /// The item to start now and its number of threads; nil while nothing fits. A single item always fits: its work refuses what is too
    /// large.
    /// - Parameter bytes: the forecast of an item.
    mutating func next(bytes: (Int) -> Int) -> (item: Int, threads: Int)? {
        guard running.count < threads else { return nil }
        if let item = waiting.first {
            let needed = bytes(item)
            guard running.isEmpty || running.values.reduce(needed, +) <= budget else { return nil }
            waiting.removeFirst()
            running[item] = needed
            let fitting = needed > 0 ? max(1, budget / needed) : threads
            return (item, max(1, threads / min(threads, fitting, running.count + waiting.count)))
        }
        guard running.isEmpty, let item = alone.popLast() else { return nil }
        running[item] = budget
        return (item, threads)
    }

    mutating func finish(_ item: Int) { running[item] = nil }

    /// Puts a running item back, to run without others at the end.
    mutating func postpone(_ item: Int) {
        running[item] = nil
        alone.append(item)
    }
}
