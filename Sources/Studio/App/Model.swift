package import Engine
package import Render

/// Everything the screens show. Only `update` changes it.
package struct Model: Sendable {
    /// What lies over the screen.
    package enum Overlay: Sendable, Equatable {
        case none
        /// `top` is the first line shown.
        case help(top: Int)
        /// `top` is the first line shown; nil follows the newest.
        case events(top: Int?)
        case messages(top: Int?)
        case settings(Adjustment)
        case prompt(Prompt)
        case palette(Finder)
        /// `before` is the theme to go back to.
        case themes(before: Int)
        case form(RunForm)
        /// A question, and what a yes does.
        case question(Question)
        /// Waiting for the last checkpoint.
        case leaving
    }

    /// A line of the interface's own, shown for a few seconds.
    package struct Notice: Sendable, Equatable {
        package var text: String
        package var until: Double
    }

    package var status = TrainingStatus()
    /// Whether there is a run to show and to talk to yet.
    package var isOpen = false
    /// Whether the studio was opened without a run.
    package var isIdle = false
    /// The training of this process where another run is shown; nil where it is the one shown, or none.
    package var background: TrainingStatus.Phase?
    /// Whether the run that is shown trains in another process, or not at all.
    package var showsOther = false

    package var tabs: [Tab]
    package var tabIndex = 0
    package var overlay = Overlay.none
    /// Said lately, oldest first; they go by themselves.
    package private(set) var toasts: [Notice] = []
    /// All that was said, oldest first.
    package private(set) var messages: [String] = []
    /// What lists show only, by where they are.
    package var filters: [KeyTable.Place: TextField] = [:]
    /// Whether the filter of the list in front is being typed.
    package var isFiltering = false

    package var curves = CurveView()
    package var film = Film()
    package var runs = RunList()
    package var samples = SampleDesk()
    package var watched = WatchDesk()
    package var repair = RepairDesk()

    package var size: Size
    package var themes: [Theme]
    package var themeIndex: Int
    package var colorMode: ColorMode
    package var marker: Chart.Marker
    package var ascii: Bool
    package var mouse: Bool
    package var isLogarithmic = false
    package var isSmoothed = true
    /// Whether the past samples are below the curves, where there is room.
    package var hasFilm = true
    /// Steps towards larger sample tiles from the size that suits the screen; negative for smaller.
    package var zoom = 0
    package var keys = KeyTable.standard
    /// What frames cost, while that is looked at.
    package var frames: FrameLog?
    /// Seconds on the loop's clock.
    package var now = 0.0

    package init(size: Size, themes: [Theme] = [.mosaic], theme: String = "mosaic", colorMode: ColorMode = .truecolor,
                 marker: Chart.Marker = .braille, ascii: Bool = false, mouse: Bool = true, tabs: [Tab] = Tab.all) {
        precondition(!themes.isEmpty, "a model needs a theme")
        precondition(!tabs.isEmpty, "a model needs a screen")
        (self.size, self.themes, self.colorMode, self.tabs) = (size, themes, colorMode, tabs)
        themeIndex = themes.firstIndex { $0.name == theme } ?? 0
        (self.marker, self.ascii, self.mouse) = (ascii ? .ascii : marker, ascii, mouse)
    }

    package var theme: Theme { themes[themeIndex] }
    package var tab: Tab { tabs[tabIndex] }
    /// What was said last and still stands.
    package var notice: Notice? { toasts.last }

    /// Where keys apply now.
    package var place: KeyTable.Place { isFiltering ? .filter : listPlace }

    /// Where keys apply but for a filter that is being typed.
    package var listPlace: KeyTable.Place {
        switch overlay {
        case .none: screenPlace
        case .help: .help
        case .events: .events
        case .messages: .messages
        case .settings: .settings
        case .prompt: .prompt
        case .palette: .palette
        case .themes: .themes
        case .form: .form
        case .question: .question
        case .leaving: .leaving
        }
    }

    /// Where keys of the screen in front apply.
    package var screenPlace: KeyTable.Place { tab.stage(self) ?? tab.place }

    /// A run that trains: it can be asked things.
    package var isTraining: Bool { status.phase.isTraining }
    package var hasEnded: Bool { status.phase.hasEnded }

    /// The training of this very process.
    package var own: TrainingStatus.Phase? { background ?? (showsOther || isIdle ? nil : status.phase) }

    // MARK: - What is said

    /// Seconds a notice stays.
    static let noticeTime = 3.0
    private static let toastLimit = 3, messageLimit = 200

    mutating func say(_ text: String) {
        toasts = (toasts + [Notice(text: text, until: now + Self.noticeTime)]).suffix(Self.toastLimit)
        messages = (messages + [text]).suffix(Self.messageLimit)
    }

    mutating func forgetToasts() { toasts.removeAll { $0.until <= now } }

    /// What the list at `place` shows only; empty for everything.
    package func filter(_ place: KeyTable.Place) -> String { filters[place]?.text ?? "" }
}

extension TrainingStatus.Phase {
    /// Training that would be cut short by leaving.
    var isTraining: Bool {
        switch self {
        case .running, .paused, .stopping: true
        case .preparing, .finished, .failed: false
        }
    }
}

/// A yes or no, with no as what enter gives.
package struct Question: Sendable, Equatable {
    package enum Deed: Sendable, Equatable {
        case leave
        case delete(run: String)
        /// A file with the repaired picture.
        case replace(path: String)
        /// The repair under way, by another picture.
        case open(picture: String)
    }

    package var title: String
    package var text: String
    /// What follows from a yes.
    package var detail: String
    package var yes: String, no: String
    package var deed: Deed

    package static let leave = Question(title: "leave", text: "stop training and quit?",
                                        detail: "the last checkpoint will be written", yes: "stop and quit",
                                        no: "keep training", deed: .leave)
}
