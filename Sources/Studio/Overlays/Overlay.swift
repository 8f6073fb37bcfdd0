/// What is drawn over the screen, with its state.
package enum Overlay: Sendable, Equatable {
    case none
    /// `top` is the first visible line.
    case help(top: Int)
    /// `top` is the first visible line; nil follows the newest.
    case events(top: Int?)
    case messages(top: Int?)
    case settings(Adjustment)
    case commandLine(CommandLineState)
    case palette(CommandPalette)
    /// `before` is the index of the theme to return to.
    case themes(before: Int)
    case form(RunForm)
    case question(Question)
    /// How many steps more a finished run is trained.
    case moreSteps(MoreSteps)
    /// The report of an evaluation; `top` is the first visible line.
    case evaluation(top: Int)
    /// What an image file says of its making; `top` is the first visible line.
    case info(top: Int)
    /// Waiting for the last checkpoint.
    case quitting

    /// The context of its keys; nil for none.
    package var context: KeyContext? {
        switch self {
        case .none: nil
        case .help: .help
        case .events: .events
        case .messages: .messages
        case .settings: .settings
        case .commandLine: .commandLine
        case .palette: .palette
        case .themes: .themes
        case .form: .form
        case .question: .question
        case .moreSteps: .moreSteps
        case .evaluation, .info: .messages
        case .quitting: .quitting
        }
    }
}
