import Foundation
package import Jobs
import Raster

/// The wait, after the screen is closed, for the last checkpoint of a training and for files that are being written.
package enum FinalCheckpoint {
    /// Longest wait in seconds, and longest wait for a run that is still preparing and has nothing to write.
    package static let longestWait = 2.0, longestPreparation = 1.0
    private static let period = 0.05

    /// Requests a stop and waits until the training has ended and the files are written.
    ///
    /// A training that was opened after the screen was closed has had no request yet; a second request has no effect.
    /// - Parameters:
    ///   - control: the training; nil for none.
    ///   - areFilesWritten: whether no file is being written any more.
    ///   - limit: seconds.
    ///   - notify: receives one line when there is a checkpoint to wait for.
    ///   - sleep: waits a number of seconds.
    package static func wait(
        for control: (any TrainingControl)?, files areFilesWritten: () -> Bool = { true },
        limit: Double = longestWait, notify: (String) -> Void, sleep: (Double) -> Void = Thread.sleep(forTimeInterval:)
    ) {
        control?.send(.stop)
        var waited = 0.0, hasNotified = false
        while waited < limit {
            var hasEnded = true
            switch control?.status.phase {
            case nil: break
            case .preparing: hasEnded = waited >= longestPreparation
            case .some(let phase):
                hasEnded = phase.hasEnded
                if !hasEnded, !hasNotified {
                    notify("writing the last checkpoint")
                    hasNotified = true
                }
            }
            if hasEnded, areFilesWritten() { return }
            sleep(period)
            waited += period
        }
    }

    /// The line for a run that was stopped with steps left: where it is and how it goes on; nil for any other.
    package static func end(of control: any TrainingControl) -> String? {
        let status = control.status
        guard status.phase == .finished, !status.folder.isEmpty, let steps = status.steps, status.step < steps else {
            return nil
        }
        return "\(status.folder) is saved at step \(status.step) of \(steps); \(resuming(status.folder)) continues it"
    }

    private static func resuming(_ run: String) -> String {
        CommandText.of(["train", "--resume", "--run", run])
    }

    /// The line for a run that is left before its last checkpoint; nil where nothing is lost.
    ///
    /// Its socket stays in its folder, which marks it as interrupted.
    package static func interruption(of control: any TrainingControl) -> String? {
        let status = control.status
        if status.phase.hasEnded { return nil }
        if case .preparing = status.phase, status.step == 0 { return nil }
        return
            "left before the last checkpoint was written; \(resuming(status.folder)) continues from the newest one"
    }
}
