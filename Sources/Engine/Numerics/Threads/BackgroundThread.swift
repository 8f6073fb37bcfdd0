import Foundation
import Glibc

/// Work beside a training that must not take its cores away.
package enum BackgroundThread {
    /// Added to the thread's nice value: beside a busy thread of the usual value it gets about a quarter of a core, alone a whole one.
    private static let niceness: Int32 = 5

    /// Runs `work` on a new thread of low priority.
    ///
    /// A thread of its own, because a thread of Dispatch would keep its priority for other work: it cannot be raised again.
    package static func run(_ name: String, _ work: @escaping @Sendable () -> Void) {
        let thread = Thread {
            // 0 is the calling thread. Without effect the work is merely quicker.
            let before = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, before + niceness)
            work()
        }
        thread.name = name
        // As the main thread has: plans and decoders recurse little, but libraries may not.
        thread.stackSize = 8 << 20
        thread.start()
    }
}
