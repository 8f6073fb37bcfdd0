/// The values of one tag of a log.
///
/// The steps of a log may go back: at a restart, in every epoch, or because two processes write to it. Then a new pass begins, so all
/// values stay. Memory is bounded: an older pass keeps fewer buckets, and of very many passes the oldest become one.
package struct LoggedCurve: Sendable, Equatable {
    /// Values with ascending steps.
    package struct Pass: Sendable, Equatable {
        package fileprivate(set) var history = LossHistory()
        /// The number of the file that the newest value is from; nil for several passes in one.
        fileprivate var file: Int?
    }

    /// In the order in which they began; at least one where there is a value.
    package private(set) var passes: [Pass] = []
    private static let limit = 128, older = 512

    package init() {}

    /// The newest pass.
    package var newest: LossHistory { passes.last?.history ?? LossHistory() }

    /// Adds a value from a file.
    /// - Complexity: O(1) amortised for few passes.
    mutating func append(_ value: Float, step: Int, time: Double, file: Int) {
        // A file goes on with its own pass; a new file goes on with the newest pass where its steps follow.
        let own = passes.lastIndex { $0.file == file }
        if let index = own ?? passes.indices.last, passes[index].file != nil,
            passes[index].history.lastStep.map({ $0 <= step }) ?? true
        {
            passes[index].history.append(value, step: step, time: time)
            passes[index].file = file
            return
        }
        if let own { passes[own].history.thin(to: Self.older) }
        if passes.count == Self.limit { combine() }
        passes.append(Pass(file: file))
        passes[passes.count - 1].history.append(value, step: step, time: time)
    }

    /// Removes the values at and after `step`.
    /// - Returns: whether the rest is exact.
    mutating func removeAll(from step: Int) -> Bool {
        var isExact = true
        for i in passes.indices where passes[i].history.lastStep.map({ $0 >= step }) ?? false {
            isExact = step > .min && passes[i].history.removeAll(after: step - 1) && isExact
        }
        passes.removeAll { $0.history.buckets.isEmpty }
        return isExact
    }

    /// Makes one pass of the older half.
    private mutating func combine() {
        let half = passes.prefix(Self.limit / 2).map(\.history)
        let combined = Pass(history: .combined(half, limit: LossHistory.capacity), file: nil)
        passes = [combined] + passes.dropFirst(Self.limit / 2)
    }
}
