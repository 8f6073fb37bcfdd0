import CAllocations
import Engine
import Testing

// Each test counts in a process of its own, where no other test takes memory at the same time.
@Suite struct AllocationTests {
    /// Blocks that each of `runs` runs of `work` takes from the heap, after three that warm up.
    private static func counts(runs: Int = 10, _ work: () -> Void) -> [Int] {
        for _ in 0..<3 { work() }
        var counts = [Int](repeating: 0, count: runs)
        for run in counts.indices {
            allocations_begin()
            work()
            counts[run] = allocations_end()
        }
        return counts
    }

    private static func trainer(lanes: Int) throws -> Trainer {
        let settings = try Settings(defaults: Preset.article.defaults, given: ["batch": 8, "samples": 1])
        let recipe = Recipe(preset: .article, data: "noise", seed: 1, settings: settings)
        return try Trainer(recipe, images: .noise(for: recipe), lanes: lanes)
    }

    @Test func `the counter sees what is allocated`() async {
        await #expect(processExitsWith: .success) {
            var kept: [[UInt8]] = []
            kept.reserveCapacity(20)
            #expect(Self.counts { kept.append([UInt8](repeating: 1, count: 100)) } == [Int](repeating: 1, count: 10))
        }
    }

    @Test func `a plan on one thread allocates nothing when it runs`() async {
        await #expect(processExitsWith: .success) {
            let plan = try Self.trainer(lanes: 1).plan, executor = Executor([plan], seed: 1)
            #expect(plan.allocations == 0)
            #expect(Self.counts { executor.run(plan, counter: 0) } == [Int](repeating: 0, count: 10))
        }
    }

    @Test func `a whole training step on one thread allocates nothing`() async {
        await #expect(processExitsWith: .success) {
            let trainer = try Self.trainer(lanes: 1)
            #expect(Self.counts { _ = trainer.advance() } == [Int](repeating: 0, count: 10))
        }
    }

    @Test func `on more threads a step allocates no more than Dispatch's hand-over`() async {
        await #expect(processExitsWith: .success) {
            for lanes in [2, 3, 8] {
                let trainer = try Self.trainer(lanes: lanes)
                #expect(trainer.plan.allocations == lanes + 2)
                // The least: in some run Dispatch may start a thread, which is not part of a step.
                let least = Self.counts(runs: 30) { _ = trainer.advance() }.min()
                #expect(try #require(least) <= trainer.plan.allocations, "\(lanes) threads")
            }
        }
    }
}
