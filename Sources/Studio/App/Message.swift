package import Engine
package import Render

/// What happened.
package enum Message: Sendable {
    /// There is a run to show now.
    case opened
    case status(TrainingStatus)
    /// Another run is shown; `isOwn` where this very process trains it.
    case shows(isOwn: Bool)
    /// The training of this process, while another run is shown; nil when it is the one shown.
    case background(TrainingStatus.Phase?)
    case input(Input)
    case resized(Size)
    /// The clock moved on, in seconds.
    case time(Double)
    /// A frame has been sent.
    case frame(FrameReport)
    /// Something the user should read for a moment.
    case notice(String)
    /// What an errand brought.
    case errand(ErrandResult)
    /// A signal, or the terminal's end, asks the studio to leave.
    case mustLeave
}

/// What the loop is to do outside the model.
package enum Effect: Sendable, Equatable {
    /// Of the run that is shown.
    case ask(TrainingRequest)
    /// Ends the training of this process after a checkpoint.
    case stopOwn
    /// Something that takes time; its result comes as a message.
    case errand(Errand)
    case redraw
    case suspend
    case setMouse(Bool)
    /// Leave now.
    case quit
}
