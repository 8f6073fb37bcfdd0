package import Runs

/// A request to a training job, from a screen or the command line.
package enum TrainingRequest: Sendable, Equatable {
    case pause
    case resume
    /// Write a checkpoint after the current step.
    case checkpoint
    /// Write the sample grid of the fixed noise after the current step.
    case sample
    /// Change a live setting, by its dotted name.
    case set(name: String, value: SettingValue)
    /// Write a checkpoint and end.
    case stop
}

/// The answer to a request.
package enum TrainingAnswer: Sendable, Equatable {
    /// Done after `step` steps, with a line for the user.
    case done(String, step: Int)
    /// Refused, with the reason. `isUsage` for an invalid request.
    case refused(String, isUsage: Bool)
}

/// A training job in this process or another one.
///
/// The interface polls `status` at its own pace; the job never waits for it.
package protocol TrainingControl: AnyObject, Sendable {
    var status: TrainingStatus { get }
    func send(_ request: TrainingRequest)
}
