import CIntrinsics
import Dispatch
import Synchronization

import let Glibc._SC_NPROCESSORS_ONLN
import func Glibc.sched_yield
import func Glibc.sysconf

/// Runs work on several threads: the steps of a plan, or a parallel loop.
///
/// A plan's steps are cut into chunks, numbered through the whole list. A thread takes the next number, waits until
/// every chunk of the steps before it is complete, and runs it. So one entry into Dispatch serves a whole training
/// step, a thread that starts late or never costs speed but not progress, and which thread ran a chunk changes no
/// result.
///
/// A pool is used by one thread at a time. Its runs allocate nothing besides `allocations(threads:)`.
package final class ThreadPool: Sendable {
    package let threads: Int
    private let next = Atomic<Int>(0)
    private let completed = Atomic<Int>(0)

    /// - Parameter threads: at least 1, the caller's among them.
    package init(_ threads: Int) {
        precondition(threads > 0, "\(threads) threads")
        self.threads = threads
    }

    /// The processors that are online: the default number of threads.
    package static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// Heap blocks that Dispatch allocates to hand one run over to further threads, at most: two for the closure,
    /// one for the loop, one for each thread that helps. A single thread needs no Dispatch.
    package static func allocations(threads: Int) -> Int { threads == 1 ? 0 : 2 + threads }

    /// Runs `body(step, chunk, thread)` for every chunk. `starts[s]` is the number of chunks in the steps before `s`;
    /// the last entry is their total.
    package func run(starts: [Int], body: @Sendable (_ step: Int, _ chunk: Int, _ thread: Int) -> Void) {
        next.store(0, ordering: .relaxed)
        completed.store(0, ordering: .relaxed)
        if threads == 1 { return runChunks(starts, 0, body) }
        DispatchQueue.concurrentPerform(iterations: threads) { thread in runChunks(starts, thread, body) }
    }

    /// The work of one thread: chunk after chunk until none is left.
    private func runChunks(
        _ starts: [Int], _ thread: Int, _ body: @Sendable (_ step: Int, _ chunk: Int, _ thread: Int) -> Void
    ) {
        let total = starts[starts.count - 1]
        var step = 0
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < total else { return }
            while starts[step + 1] <= index { step += 1 }
            wait(for: starts[step])
            body(step, index - starts[step], thread)
            completed.wrappingAdd(1, ordering: .acquiringAndReleasing)
        }
    }

    /// Returns when `count` chunks are complete.
    private func wait(for count: Int) {
        var turns = 0
        while completed.load(ordering: .acquiring) < count {
            turns += 1
            // A step lasts microseconds to milliseconds: spin first, then give the core to other threads.
            if turns < 4000 { spin_hint() } else { sched_yield() }
        }
    }
}
