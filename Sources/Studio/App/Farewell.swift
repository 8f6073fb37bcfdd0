package import Engine
import Foundation

/// The end of a training job whose screen is gone.
package enum Farewell {
    /// Seconds that the last checkpoint may take; and that a run may take which is still preparing, for it has nothing to write.
    private static let patience = 30.0, preparing = 1.0
    private static let period = 0.05

    /// Asks for the last checkpoint and waits for it.
    ///
    /// The job may have been opened only after the screen was gone, so that nobody has asked it yet; asking twice does no harm.
    /// - Parameters:
    ///   - say: told in a line, once, that there is something to wait for.
    ///   - sleep: waits so many seconds.
    package static func wait(for control: any TrainingControl, say: (String) -> Void,
                             sleep: (Double) -> Void = Thread.sleep(forTimeInterval:)) {
        control.ask(.stop)
        var waited = 0.0, hasSpoken = false
        while true {
            let phase = control.status.phase
            if phase.hasEnded { return }
            if case .preparing = phase {
                if waited >= preparing { return }
            } else if !hasSpoken {
                say("writing the last checkpoint")
                hasSpoken = true
            }
            if waited >= patience { return }
            sleep(period)
            waited += period
        }
    }
}
