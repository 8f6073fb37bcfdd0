import Dispatch
import Synchronization

/// Independent pieces of work over all cores, with progress between blocks of them.
enum Blocks {
    /// Pieces between two progress reports: enough to keep every core busy, few enough to report often.
    static let length = 32

    /// Does `work` for `0..<count` and hands the results over in order.
    /// - Parameters:
    ///   - progress: gets the finished part, 0...1, on the caller's thread.
    ///   - work: runs on several threads at once.
    ///   - take: gets each result on the caller's thread, so that no more than a block of them waits in memory.
    static func each<Result: Sendable>(_ count: Int, progress: (Double) -> Void, _ work: @Sendable (Int) -> Result,
                                       take: (Int, Result) -> Void) {
        for start in stride(from: 0, to: count, by: length) {
            progress(Double(start) / Double(count))
            let size = min(length, count - start)
            let block = Mutex([Result?](repeating: nil, count: size))
            DispatchQueue.concurrentPerform(iterations: size) { i in
                let result = work(start + i)
                block.withLock { $0[i] = result }
            }
            for (i, result) in block.withLock({ $0 }).enumerated() {
                guard let result else { preconditionFailure("piece \(start + i) was not done") }
                take(start + i, result)
            }
        }
        progress(1)
    }
}
