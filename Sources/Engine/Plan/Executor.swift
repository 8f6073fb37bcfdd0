import Dispatch

/// Runs plans of one graph over one arena.
///
/// Belongs to one thread at a time; a run itself spreads over the lanes. Nothing is allocated in a run but the hand-over to
/// Dispatch.
public final class Executor {
    private let arena: Arena
    private let layout: StateLayout
    private let seed: UInt64
    /// How often `run` has been given; part of what random nodes draw.
    public let arenaBytes: Int

    /// One arena large enough for each of `plans`; variables and inputs start as zeros.
    public init(_ plans: [Plan], seed: UInt64) {
        precondition(!plans.isEmpty, "an executor runs at least one plan")
        layout = plans[0].layout
        arena = Arena(count: plans.map(\.arenaCount).max()!)
        arenaBytes = arena.count * MemoryLayout<Float>.stride
        self.seed = seed
        BLAS.useOneThread()
    }

    /// Runs every step. `counter` is what random numbers are drawn by: the same counter gives the same numbers.
    public func run(_ plan: Plan, counter: UInt64) {
        let (arena, seed) = (arena, seed)
        Lanes(count: plan.lanes).run(starts: plan.starts) { step, chunk, lane in
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
                Lanes(count: plan.lanes).run(starts: [0, step.kernel.chunks]) { _, chunk, lane in
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

    /// Fills an input or a variable in place.
    public func fill(_ name: String, _ body: (inout MutableSpan<Float>) -> Void) {
        let entry = layout[name]
        arena.fill(at: entry.offset, count: entry.shape.count, body)
    }

    /// An input or a variable as it is now.
    public func read(_ name: String) -> [Float] { arena.read(at: layout[name].offset, count: layout[name].shape.count) }

    /// An output of `plan`, valid until another plan runs.
    public func read(_ output: Tensor, of plan: Plan) -> [Float] {
        guard let place = plan.outputs[output.id] else { preconditionFailure("node \(output.id) is not an output of the plan") }
        return arena.read(at: place.offset, count: place.shape.count)
    }
}
