import Dispatch
import Glibc
import Synchronization

/// Catches SIGINT, SIGTERM and SIGHUP, and calls `stop` instead.
///
/// A second Ctrl-C ends the process at once, any other second signal only after `gracePeriod`: a terminal that closes and the shell in it both
/// send one, which must not cut off the saving that the first one began.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]
    private let first: FirstSignal
    private static let gracePeriod = DispatchTimeInterval.seconds(5)

    /// When the first signal came; nil before.
    private final class FirstSignal: Sendable {
        let time = Mutex<DispatchTime?>(nil)
    }

    init(_ stop: @escaping @Sendable () -> Void) {
        let first = FirstSignal()
        self.first = first
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in
                let now = DispatchTime.now()
                let before = first.time.withLock { time in
                    defer { time = time ?? now }
                    return time
                }
                guard let before else { return stop() }
                if number == SIGINT || now > before + Self.gracePeriod { ProcessEnd.leave(Interrupted().code) }
            }
            source.activate()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    var wasRaised: Bool { first.time.withLock { $0 != nil } }
}
