import Dispatch
import Synchronization

/// Independent pieces of work over all cores, with progress between blocks of them.
enum Blocks {
    /// Pieces between two progress reports: enough to keep every core busy, few enough to report often.
    static let length = 64

    /// The results of `work` for `0..<count`, in order.
    ///
    /// `work` runs on several threads at once; `progress` gets the finished part, 0...1, on the caller's.
    static func map<Result: Sendable>(_ count: Int, progress: (Double) -> Void,
                                      _ work: @Sendable (Int) -> Result) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(count)
        while results.count < count {
            progress(Double(results.count) / Double(count))
            let start = results.count
            let length = min(Self.length, count - start)
            let block = Mutex([Result?](repeating: nil, count: length))
            DispatchQueue.concurrentPerform(iterations: length) { i in
                let result = work(start + i)
                block.withLock { $0[i] = result }
            }
            results += block.withLock { $0.compactMap(\.self) }
        }
        progress(1)
        return results
    }
}
