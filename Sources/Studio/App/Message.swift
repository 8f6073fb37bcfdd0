package import Jobs
package import Render

/// An event that may change the model.
package enum Message: Sendable {
    /// The training of this process is open and shown.
    case opened
    case status(TrainingStatus)
    /// Another run is shown; `isOwn` where this process trains it.
    case shown(isOwn: Bool)
    /// The phase of this process's training, while another run is shown; nil where it is the one shown.
    case background(TrainingStatus.Phase?)
    case input(Input)
    case resized(Size)
    /// The clock advanced, in seconds.
    case time(Double)
    /// A frame was sent to the terminal.
    case frame(FrameReport)
    /// A line for the user.
    case notice(String)
    case taskResult(TaskResult)
    /// A signal, or the end of the terminal, ends the studio.
    case mustQuit
}

/// What the loop must do outside of the model.
package enum Effect: Sendable, Equatable {
    /// A request to the run that is shown.
    case request(TrainingRequest)
    /// Ends the training of this process after a checkpoint.
    case stopOwn
    /// The result comes back as a message.
    case backgroundTask(BackgroundTask)
    case redraw
    case suspend
    case setMouse(Bool)
    /// Quits now.
    case quit
}
