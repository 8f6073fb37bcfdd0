package import Jobs
package import Render

/// An effect of a screen outside of its own state.
package enum ScreenAction: Sendable, Equatable {
    /// A request to the training of the run that is shown.
    case request(TrainingRequest)
    case backgroundTask(BackgroundTask)
    /// Brings a screen to the front.
    case show(KeyContext)
    case ask(Question)
    /// Takes a way out, after a question where it loses something.
    case leave(UnsavedWork.Exit)
    case openEvents
    case openSettings
    /// Opens the form of a new run, filled in from a run or from the first preset.
    case openForm(RunSummary?)
    /// Asks for how many steps more a finished run is trained.
    case askMoreSteps(MoreSteps)
    /// Opens the command line with a text to complete.
    case openCommandLine(String)
}

/// A screen of the studio: its state, with an update and a view.
///
/// The layout is computed from the state and the shared state; the update uses it for mouse hits, the view for drawing.
/// Only the update changes the state.
package protocol Screen: Sendable {
    associatedtype Layout

    /// The context of its keys.
    var context: KeyContext { get }

    /// The positions of everything that is drawn on `shared.area`.
    func layout(_ shared: SharedState) -> Layout

    /// Requests what the screen needs; called when it comes to the front, and on every tick of the clock while it is in front.
    mutating func refresh(_ shared: inout SharedState) -> [ScreenAction]

    /// Runs a command; nil for a command that is not the screen's.
    mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]?

    /// Handles the mouse; nil where it has no effect.
    mutating func handle(_ event: MouseEvent, _ layout: Layout, _ shared: inout SharedState) -> [ScreenAction]?

    /// Draws the screen on `shared.area`.
    func draw(into grid: inout CellGrid, _ layout: Layout, _ shared: SharedState, _ images: inout ImageCache)
}
