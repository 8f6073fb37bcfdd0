/// What can be asked of a training job; the screen and the command line both speak it.
public enum TrainingRequest: Sendable, Equatable {
    case pause
    case resume
    /// Write a checkpoint after the current step.
    case checkpoint
    /// Draw the fixed-noise grid after the current step.
    case sample
    /// Change a setting that may change while training, by its dotted name.
    case set(name: String, value: Double)
    /// Write a checkpoint and end.
    case stop
}

/// What became of a request.
public enum TrainingAnswer: Sendable, Equatable {
    /// Done, after `step` steps; the text says what, in a line.
    case done(String, step: Int)
    /// Not done; the line says why. `isUsage` where the request itself was at fault.
    case refused(String, isUsage: Bool)
}

/// A training job as the interface sees it: one status to read, one door to ask through.
///
/// The interface pulls `status` at its own pace; the job never waits for it.
public protocol TrainingControl: AnyObject, Sendable {
    var status: TrainingStatus { get }
    func ask(_ request: TrainingRequest)
}
