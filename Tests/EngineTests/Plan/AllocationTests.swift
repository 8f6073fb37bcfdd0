import CAllocations
import Models
import Tensors
import Testing
import Training

// Each test counts in a process of its own, where no other test allocates at the same time.
@Suite struct AllocationTests {
    /// Heap blocks that each of `runs` runs of `work` allocates, after three runs to warm up.
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

    private static func trainer(threads: Int) throws -> Trainer {
        let settings = try Preset.article.settings(["batch_size": 8, "sample.count": 1])
        let configuration = TrainingConfiguration(preset: .article, data: "noise", seed: 1, settings: settings)
        return try Trainer(configuration, images: .noise(for: configuration), threads: threads)
    }

    @Test func `the counter counts allocations`() async {
        await #expect(processExitsWith: .success) {
            var blocks: [[UInt8]] = []
            blocks.reserveCapacity(20)
            #expect(Self.counts { blocks.append([UInt8](repeating: 1, count: 100)) } == [Int](repeating: 1, count: 10))
        }
    }

    @Test func `a run of a plan on one thread allocates nothing`() async {
        await #expect(processExitsWith: .success) {
            let plan = try Self.trainer(threads: 1).plan, executor = Executor([plan], seed: 1)
            #expect(plan.allocations == 0)
            #expect(Self.counts { executor.run(plan, counter: 0) } == [Int](repeating: 0, count: 10))
        }
    }

    @Test func `a whole training step on one thread allocates nothing`() async {
        await #expect(processExitsWith: .success) {
            let trainer = try Self.trainer(threads: 1)
            #expect(Self.counts { _ = trainer.advance() } == [Int](repeating: 0, count: 10))
        }
    }

    @Test func `on more threads a step allocates no more than Dispatch's hand-over`() async {
        await #expect(processExitsWith: .success) {
            for threads in [2, 3, 8] {
                let trainer = try Self.trainer(threads: threads)
                #expect(trainer.plan.allocations == threads + 2)
                // The minimum: in some run Dispatch may start a thread, which is not part of a step.
                let least = Self.counts(runs: 30) { _ = trainer.advance() }.min()
                #expect(try #require(least) <= trainer.plan.allocations, "\(threads) threads")
            }
        }
    }
}
