import CIntrinsics
import Dispatch
import Synchronization

/// Runs a list of steps on several threads, each step cut into chunks that any lane may take.
///
/// Chunks are numbered through the whole list. A lane takes the next number, waits until every chunk of the steps before
/// it is complete, and runs it. So one entry into Dispatch serves a whole training step, a lane that is late or never
/// comes costs speed but not progress, and which lane ran a chunk changes no result.
///
/// Belongs to one thread at a time, like the arena it works on, and is kept from run to run: a run allocates nothing
/// itself.
package final class Lanes: Sendable {
    package let count: Int
    private let taken = Atomic<Int>(0)
    private let completed = Atomic<Int>(0)

    package init(count: Int) {
        precondition(count > 0, "\(count) lanes")
        self.count = count
    }

    /// Blocks that Dispatch takes from the heap to hand one run over to further threads, at most: two for the closure,
    /// one for the loop, one for each thread that helps. A single lane needs no Dispatch.
    package static func handOverBlocks(lanes: Int) -> Int { lanes == 1 ? 0 : 2 + lanes }

    /// Runs `body(step, chunk, lane)` for every chunk. `starts[s]` is the number of chunks in the steps before `s`; the last entry
    /// is their total.
    package func run(starts: [Int], body: @Sendable (_ step: Int, _ chunk: Int, _ lane: Int) -> Void) {
        taken.store(0, ordering: .relaxed)
        completed.store(0, ordering: .relaxed)
        if count == 1 { return walk(starts, 0, body) }
        DispatchQueue.concurrentPerform(iterations: count) { lane in walk(starts, lane, body) }
    }

    /// What one lane does: takes chunk after chunk until there are no more.
    private func walk(_ starts: [Int], _ lane: Int, _ body: @Sendable (_ step: Int, _ chunk: Int, _ lane: Int) -> Void) {
        let total = starts[starts.count - 1]
        var step = 0
        while true {
            let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < total else { return }
            while starts[step + 1] <= number { step += 1 }
            wait(for: starts[step])
            body(step, number - starts[step], lane)
            completed.wrappingAdd(1, ordering: .acquiringAndReleasing)
        }
    }

    /// Returns when `count` chunks are complete.
    private func wait(for count: Int) {
        var turns = 0
        while completed.load(ordering: .acquiring) < count {
            turns += 1
            // A step lasts microseconds to milliseconds: spin first, then let whoever else wants the core have it.
            if turns < 4000 { spin_hint() } else { sched_yield() }
        }
    }
}

import func Glibc.sched_yield
