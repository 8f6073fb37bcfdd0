/// Where a key applies: a screen, a stage of one, or an overlay. The raw value is the table's name in `studio.toml`.
package enum KeyContext: String, Sendable, CaseIterable {
    case training, samples, runs, watch
    /// Stages of the repair screen: choosing a file, painting the mask, comparing the result, comparing methods.
    case repair, paint, compare, methods
    case events, messages, settings, themes, commandLine = "command-line", palette, filter, form, help, question,
        moreSteps = "more-steps", quitting

    /// Screens; the other contexts are overlays over a screen.
    package static let screens: Set<KeyContext> = [
        .training, .samples, .runs, .watch, .repair, .paint, .compare, .methods,
    ]
    /// Contexts where letters are text.
    package static let typing: Set<KeyContext> = [.commandLine, .palette, .filter, .form, .moreSteps]

    /// As headings write it.
    package var title: String {
        switch self {
        case .training: "training"
        case .samples: "samples"
        case .runs: "runs"
        case .watch: "watched logs"
        case .repair: "repair: choosing an image"
        case .paint: "repair: painting the mask"
        case .compare: "repair: comparing the result"
        case .methods: "repair: methods side by side"
        case .events: "events"
        case .messages: "messages"
        case .settings: "live settings"
        case .themes: "themes"
        case .commandLine: "command line"
        case .palette: "command palette"
        case .filter: "filter"
        case .form: "new run"
        case .help: "help"
        case .question: "questions"
        case .moreSteps: "continuing a finished run"
        case .quitting: "quitting"
        }
    }
}
