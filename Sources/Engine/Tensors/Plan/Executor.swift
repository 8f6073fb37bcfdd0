import Dispatch
import Numerics
package import Raster

/// Runs plans of one graph over one arena.
///
/// Belongs to one thread at a time; a run itself uses several. A run allocates nothing except Dispatch's own hand-over
/// to further threads, `Plan.allocations`.
package final class Executor {
    private let arena: Arena
    private let layout: StateLayout
    private let pool: ThreadPool
    private let seed: UInt64
    package let arenaBytes: Int

    /// One arena large enough for each of `plans`; variables and inputs start as zeros.
    /// - Parameters:
    ///   - threads: nil for as many as the plans are compiled for. Work is cut into chunks by the plan alone, so with
    ///     one number of threads in the plan, results do not change with this one.
    ///   - work, advice: for the error, what the memory is for and what would need less.
    /// - Throws: `MemoryError` where there is not enough memory.
    package convenience init(_ plans: [Plan], seed: UInt64, threads: Int? = nil, work: String, advice: Suggestion)
        throws(MemoryError)
    {
        let bytes = Self.arenaCount(plans, threads: threads ?? plans.first?.threads ?? 1) * MemoryLayout<Float>.stride
        try MemoryError.check(bytes, for: work, advice: advice)
        self.init(plans, seed: seed, threads: threads)
    }

    /// The same for plans whose size does not depend on user input: the program ends where memory is short.
    package init(_ plans: [Plan], seed: UInt64, threads: Int? = nil) {
        precondition(!plans.isEmpty, "an executor without plans")
        precondition(
            plans.allSatisfy { $0.threads == plans[0].threads },
            "the plans of an executor are compiled for the same number of threads")
        (layout, pool) = (plans[0].layout, ThreadPool(threads ?? plans[0].threads))
        arena = Arena(count: Self.arenaCount(plans, threads: pool.threads))
        arenaBytes = arena.count * MemoryLayout<Float>.stride
        self.seed = seed
        BLAS.useOneThread()
    }

    private static func arenaCount(_ plans: [Plan], threads: Int) -> Int {
        plans.map { $0.scratchStart + threads * $0.threadScratch }.max() ?? 0
    }

    /// Runs every step. Random numbers are a function of seed and `counter`.
    /// - Parameter isStopped: asked before each chunk; from where it gives true nothing is computed, and the values mean nothing.
    package func run(_ plan: Plan, counter: UInt64, isStopped: (@Sendable () -> Bool)? = nil) {
        let (arena, seed) = (arena, seed)
        pool.run(starts: plan.starts) { step, chunk, thread in
            if let isStopped, isStopped() { return }
            let scratch = arena.base + plan.scratchStart + thread * plan.threadScratch
            plan.steps[step].kernel.run(
                chunk: chunk, in: KernelContext(arena: arena.base, scratch: scratch, seed: seed, counter: counter))
        }
    }

    /// Seconds of each step alone, the minimum of `repetitions` runs of the plan.
    package func profile(_ plan: Plan, repetitions: Int) -> [Double] {
        var best = [Double](repeating: .infinity, count: plan.steps.count)
        let (arena, seed) = (arena, seed)
        for repetition in 0..<repetitions {
            for (index, step) in plan.steps.enumerated() {
                let start = DispatchTime.now().uptimeNanoseconds
                pool.run(starts: [0, step.kernel.chunks]) { _, chunk, thread in
                    let scratch = arena.base + plan.scratchStart + thread * plan.threadScratch
                    step.kernel.run(
                        chunk: chunk,
                        in: KernelContext(arena: arena.base, scratch: scratch, seed: seed, counter: UInt64(repetition)))
                }
                best[index] = min(best[index], Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
            }
        }
        return best
    }

    // MARK: Values

    /// Writes an input or a variable.
    package func write(_ name: String, _ values: [Float]) {
        let entry = layout[name]
        precondition(values.count == entry.shape.count, "\(values.count) values for \(name) of \(entry.shape)")
        arena.write(values, at: entry.offset)
    }

    /// Writes an input or a variable that is a scalar.
    package func write(_ name: String, _ value: Float) { fill(name) { $0[0] = value } }

    /// Fills an input or a variable in place.
    package func fill(_ name: String, _ body: (inout MutableSpan<Float>) -> Void) {
        let entry = layout[name]
        arena.fill(at: entry.offset, count: entry.shape.count, body)
    }

    /// The current value of an input or a variable.
    package func read(_ name: String) -> [Float] {
        arena.read(at: layout[name].offset, count: layout[name].shape.count)
    }

    /// An output of `plan`, valid until another plan runs.
    package func read(_ output: Tensor, of plan: Plan) -> [Float] {
        let location = plan.location(of: output)
        return arena.read(at: location.offset, count: location.shape.count)
    }

    /// The first element of such an output.
    package func first(_ output: Tensor, of plan: Plan) -> Float { arena.read(at: plan.location(of: output).offset) }
}
