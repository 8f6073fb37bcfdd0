import Dispatch
public import Raster

/// Runs plans of one graph over one arena.
///
/// Belongs to one thread at a time; a run itself spreads over the lanes. Nothing is allocated in a run but Dispatch's own
/// hand-over to further threads, `Plan.allocations`.
public final class Executor {
    private let arena: Arena
    private let layout: StateLayout
    private let lanes: Lanes
    private let seed: UInt64
    public let arenaBytes: Int

    /// One arena large enough for each of `plans`; variables and inputs start as zeros.
    /// - Parameters:
    ///   - threads: nil for as many as the plans are compiled for. Work is cut into chunks by the plan alone, so with one number
    ///     of lanes in the plan, results do not change with this one.
    ///   - work, less: what an error says of what the memory is for, and what would need less.
    /// - Throws: `MemoryError` where there is not that much memory.
    public convenience init(_ plans: [Plan], seed: UInt64, threads: Int? = nil, work: String, less: String) throws(MemoryError) {
        let bytes = Self.arenaCount(plans, lanes: threads ?? plans.first?.lanes ?? 1) * MemoryLayout<Float>.stride
        try MemoryError.check(bytes, for: work, less: less)
        self.init(plans, seed: seed, threads: threads)
    }

    /// The same for plans whose size does not follow from what a user asks for: these end the program where memory is short.
    public init(_ plans: [Plan], seed: UInt64, threads: Int? = nil) {
        precondition(!plans.isEmpty, "an executor runs at least one plan")
        precondition(plans.allSatisfy { $0.lanes == plans[0].lanes }, "the plans of an executor run on equally many threads")
        (layout, lanes) = (plans[0].layout, Lanes(count: threads ?? plans[0].lanes))
        arena = Arena(count: Self.arenaCount(plans, lanes: lanes.count))
        arenaBytes = arena.count * MemoryLayout<Float>.stride
        self.seed = seed
        BLAS.useOneThread()
    }

    private static func arenaCount(_ plans: [Plan], lanes: Int) -> Int { plans.map { $0.scratchStart + lanes * $0.laneScratch }.max() ?? 0 }

    /// Runs every step. `counter` is what random numbers are drawn by: the same counter gives the same numbers.
    public func run(_ plan: Plan, counter: UInt64) {
        let (arena, seed) = (arena, seed)
        lanes.run(starts: plan.starts) { step, chunk, lane in
            plan.steps[step].kernel.run(chunk: chunk, arena: arena.base, scratch: arena.base + plan.scratchStart + lane * plan.laneScratch,
                                        seed: seed, counter: counter)
        }
    }

    /// Runs the plan step by step and gives the seconds each took; the minimum of `repetitions` runs.
    public func profile(_ plan: Plan, repetitions: Int) -> [Double] {
        var best = [Double](repeating: .infinity, count: plan.steps.count)
        let (arena, seed) = (arena, seed)
        for repetition in 0..<repetitions {
            for (index, step) in plan.steps.enumerated() {
                let start = DispatchTime.now().uptimeNanoseconds
                lanes.run(starts: [0, step.kernel.chunks]) { _, chunk, lane in
                    step.kernel.run(chunk: chunk, arena: arena.base, scratch: arena.base + plan.scratchStart + lane * plan.laneScratch,
                                    seed: seed, counter: UInt64(repetition))
                }
                best[index] = min(best[index], Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
            }
        }
        return best
    }

    // MARK: Values

    /// Writes an input or a variable.
    public func write(_ name: String, _ values: [Float]) {
        let entry = layout[name]
        precondition(values.count == entry.shape.count, "\(values.count) values for \(name) of \(entry.shape)")
        arena.write(values, at: entry.offset)
    }

    /// Writes an input or a variable that is a single number.
    public func write(_ name: String, _ value: Float) { fill(name) { $0[0] = value } }

    /// Fills an input or a variable in place.
    public func fill(_ name: String, _ body: (inout MutableSpan<Float>) -> Void) {
        let entry = layout[name]
        arena.fill(at: entry.offset, count: entry.shape.count, body)
    }

    /// An input or a variable as it is now.
    public func read(_ name: String) -> [Float] { arena.read(at: layout[name].offset, count: layout[name].shape.count) }

    /// An output of `plan`, valid until another plan runs.
    public func read(_ output: Tensor, of plan: Plan) -> [Float] {
        let place = plan.place(of: output)
        return arena.read(at: place.offset, count: place.shape.count)
    }

    /// The first number of such an output.
    public func first(_ output: Tensor, of plan: Plan) -> Float { arena.read(at: plan.place(of: output).offset) }
}
