import CIntrinsics
import Dispatch
import Synchronization

/// Runs a list of steps on several threads, each step cut into chunks that any lane may take.
///
/// Chunks are numbered through the whole list. A lane takes the next number, waits until every chunk of the steps before
/// it is complete, and runs it. So one entry into Dispatch serves a whole training step, a lane that is late or never
/// comes costs speed but not progress, and which lane ran a chunk changes no result.
package struct Lanes: Sendable {
    package let count: Int

    package init(count: Int) {
        precondition(count > 0, "\(count) lanes")
        self.count = count
    }

    private final class Progress: Sendable {
        let taken = Atomic<Int>(0)
        let completed = Atomic<Int>(0)
    }

    /// Runs `body(step, chunk, lane)` for every chunk. `starts[s]` is the number of chunks in the steps before `s`; the last entry
    /// is their total.
    package func run(starts: [Int], body: @Sendable (_ step: Int, _ chunk: Int, _ lane: Int) -> Void) {
        let progress = Progress()
        let total = starts[starts.count - 1]
        DispatchQueue.concurrentPerform(iterations: count) { lane in
            var step = 0
            while true {
                let number = progress.taken.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < total else { return }
                while starts[step + 1] <= number { step += 1 }
                Self.wait(for: progress, toComplete: starts[step])
                body(step, number - starts[step], lane)
                progress.completed.wrappingAdd(1, ordering: .acquiringAndReleasing)
            }
        }
    }

    private static func wait(for progress: Progress, toComplete count: Int) {
        var turns = 0
        while progress.completed.load(ordering: .acquiring) < count {
            turns += 1
            // A step lasts microseconds to milliseconds: spin first, then let whoever else wants the core have it.
            if turns < 4000 { spin_hint() } else { sched_yield() }
        }
    }
}

import func Glibc.sched_yield
