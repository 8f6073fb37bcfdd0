package import Engine
package import Render

/// What happened.
package enum Message: Sendable {
    /// There is a training job now.
    case opened
    case status(TrainingStatus)
    case input(Input)
    case resized(Size)
    /// The clock moved on, in seconds.
    case time(Double)
    /// Something the user should read for a moment.
    case notice(String)
    /// A signal, or the terminal's end, asks the studio to leave.
    case mustLeave
}

/// What the loop is to do outside the model.
package enum Effect: Sendable, Equatable {
    case ask(TrainingRequest)
    case redraw
    case suspend
    case setMouse(Bool)
    /// Leave now.
    case quit
}
