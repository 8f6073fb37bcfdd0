import Synchronization

extension ThreadPool {
    /// Calls `body` for each index in 0..<count, on several threads at once and in no particular order.
    package func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
        if threads == 1 || count < 2 { return (0..<count).forEach(body) }
        run(starts: [0, count]) { _, index, _ in body(index) }
    }

    /// The results of `transform` for 0..<count, in order; it runs on several threads at once.
    package func map<Result: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> Result) -> [Result] {
        if threads == 1 || count < 2 { return (0..<count).map(transform) }
        let results = Mutex([Result?](repeating: nil, count: count))
        forEach(count) { index in
            let result = transform(index)
            results.withLock { $0[index] = result }
        }
        return results.withLock {
            $0.enumerated().map { index, result in
                guard let result else { preconditionFailure("index \(index) has no result") }
                return result
            }
        }
    }

    /// Computes `transform` for 0..<count and passes the results on in order, a block at a time: no more than a block
    /// of them is in memory.
    /// - Parameters:
    ///   - block: results between two reports of progress.
    ///   - progress: gets the completed fraction, 0...1, on the caller's thread.
    ///   - transform: runs on several threads at once.
    ///   - body: gets each index and its result on the caller's thread.
    package func forEachResult<Result: Sendable>(
        _ count: Int, block: Int = 32, progress: (Double) -> Void, _ transform: @Sendable (Int) -> Result,
        _ body: (Int, Result) -> Void
    ) {
        for start in stride(from: 0, to: count, by: block) {
            progress(Double(start) / Double(count))
            for (index, result) in map(min(block, count - start), { transform(start + $0) }).enumerated() {
                body(start + index, result)
            }
        }
        progress(1)
    }

    /// Computes 0..<count parts of a work and passes the results on in order: of many parts, threads take whole ones; of fewer than two for
    /// a thread, each is computed by all threads.
    /// - Parameters:
    ///   - block: parts of a thread between two reports, where threads take whole ones.
    ///   - transform: gets the index, the threads that it may use, and what gets the completed fraction of the part, 0...1.
    ///   - progress: gets the completed fraction of all parts, 0...1, on the caller's thread.
    ///   - body: gets indices and their results on the caller's thread.
    /// - Throws: what the closures throw.
    package func forEachPart<Result: Sendable>(
        _ count: Int, block: Int,
        _ transform: @Sendable (Int, _ threads: Int, _ report: (Double) throws -> Void) throws -> Result,
        progress: @escaping (Double) throws -> Void, body: (Range<Int>, [Result]) throws -> Void
    ) throws {
        guard count >= 2 * threads else {
            for index in 0..<count {
                let before = Double(index)
                try progress(before / Double(count))
                let result = try transform(index, threads) { try progress((before + $0) / Double(count)) }
                try body(index..<index + 1, [result])
            }
            return
        }
        for start in stride(from: 0, to: count, by: threads * block) {
            let some = start..<min(start + threads * block, count)
            try progress(Double(start) / Double(count))
            // One part alone has all threads.
            let results = map(some.count) { i in
                Swift.Result { try transform(some.lowerBound + i, some.count == 1 ? threads : 1) { _ in } }
            }
            try body(some, results.map { try $0.get() })
        }
    }
}
