import Synchronization

/// The forecast of a folder's time before its first item is done: that of the first item, for all of them.
package final class FolderForecast: Sendable {
    private let state: Mutex<(left: Int, isKnown: Bool)>
    private let threads: Int

    /// - Parameter threads: of all items together, at least 1.
    package init(items: Int, threads: Int) {
        state = Mutex((items, false))
        self.threads = threads
    }

    /// Takes the count so far: after the first item, the count itself says more.
    package func update(_ tally: FolderJob.Tally) {
        state.withLock { $0 = (tally.left, $0.isKnown || tally.done + tally.failed > 0) }
    }

    /// Seconds until all are done; nil after the first call, and after an item is done.
    /// - Parameters:
    ///   - seconds: the forecast of an item.
    ///   - used: the threads that it has; other items have the others at the same time.
    package func seconds(item seconds: Double, threads used: Int) -> Double? {
        state.withLock { state in
            guard !state.isKnown else { return nil }
            state.isKnown = true
            return seconds * max(Double(state.left) * Double(used) / Double(threads), 1)
        }
    }
}
