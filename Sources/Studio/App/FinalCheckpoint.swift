import Foundation
package import Jobs

/// The wait for the last checkpoint of a training whose screen is closed.
package enum FinalCheckpoint {
    /// Longest wait in seconds for a checkpoint, and for a run that is still preparing and has nothing to write.
    private static let longestWait = 30.0, longestPreparation = 1.0
    private static let period = 0.05

    /// Requests a stop and waits until the training has ended.
    ///
    /// A training that was opened after the screen was closed has had no request yet; a second request has no effect.
    /// - Parameters:
    ///   - notify: receives one line when there is a checkpoint to wait for.
    ///   - sleep: waits a number of seconds.
    package static func wait(
        for control: any TrainingControl, notify: (String) -> Void,
        sleep: (Double) -> Void = Thread.sleep(forTimeInterval:)
    ) {
        control.send(.stop)
        var waited = 0.0, hasNotified = false
        while true {
            let phase = control.status.phase
            if phase.hasEnded { return }
            if case .preparing = phase {
                if waited >= longestPreparation { return }
            } else if !hasNotified {
                notify("writing the last checkpoint")
                hasNotified = true
            }
            if waited >= longestWait { return }
            sleep(period)
            waited += period
        }
    }
}
