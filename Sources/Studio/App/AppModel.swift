package import Render

/// The whole state of the studio. Only `update` changes it.
package struct AppModel: Sendable {
    package var shared: SharedState
    package var tabs: [Tab]
    package var tabIndex = 0
    package var overlay = Overlay.none
    /// The form of the run that was started last, until it trains: it comes back where the run cannot start.
    var startedForm: RunForm?
    /// A new run's form that was closed after an edit, for the next time; nil for none.
    var formDraft: RunForm?
    /// When the wait for the last checkpoint began, on the loop's clock; nil for no wait.
    var quittingSince: Double?
    /// Lines that were run on the command line, and values that it was opened with, oldest first.
    package private(set) var typedLines: [String] = []
    /// Whether another process continues this process's training when the studio has quit.
    package var leavesTraining = false

    // The states of the screens.
    package var training = TrainingState()
    package var samples = SamplesState()
    package var runs = RunsState()
    package var repair = RepairState()
    package var watch = WatchState()

    /// The cost of frames, while it is shown; else nil.
    package var frames: FrameLog?

    package init(_ shared: SharedState, tabs: [Tab] = Tab.all) {
        precondition(!tabs.isEmpty, "the studio needs at least one screen")
        (self.shared, self.tabs) = (shared, tabs)
        self.shared.screens = tabs.map { $0.contexts[0] }
    }

    package init(size: Size, ascii: Bool = false, tabs: [Tab] = Tab.all) {
        self.init(SharedState(size: size, ascii: ascii), tabs: tabs)
    }

    /// Remembers a line of the command line; at most 200.
    mutating func remember(line: String) {
        guard typedLines.last != line, !line.isEmpty else { return }
        typedLines = (typedLines + [line]).suffix(200)
    }

    /// Seconds of the wait for the last checkpoint.
    package var waitedToQuit: Double { quittingSince.map { shared.now - $0 } ?? 0 }

    package var tab: Tab { tabs[tabIndex] }

    /// The context of keys.
    package var context: KeyContext { shared.isFiltering ? .filter : listContext }

    /// The context of keys, ignoring a filter that is being typed.
    package var listContext: KeyContext { overlay.context ?? screenContext }

    /// The context of the screen in front.
    package var screenContext: KeyContext { tab.context(self) }

    /// Whether `q` closes a view of the screen in front before it leaves the program.
    package var quitClosesView: Bool {
        switch screenContext {
        case .samples: overlay == .none && samples.isInView
        case .repair, .methods: overlay == .none && repair.isInView
        default: false
        }
    }

    /// The index of a screen's tab; 0 where there is none.
    func tabIndex(of context: KeyContext) -> Int { tabs.firstIndex { $0.contexts[0] == context } ?? 0 }

    /// The commands of the command line and the palette.
    var commandOffer: CommandOffer {
        CommandOffer(bindings: shared.keys.offered(in: screenContext), values: values)
    }

    /// The values of an argument, with help.
    private func values(_ argument: KeyBinding.Argument) -> [(value: String, help: String)] {
        switch argument {
        case .theme: shared.themes.map { ($0.name, $0.name == shared.theme.name ? "in use" : "") }
        case .tab: tabs.map { ($0.title.lowercased(), "") }
        case .setting: shared.status.liveSettings.map { ("\($0.name) \($1.text)", "\($0.meaning); \($0.allowed)") }
        case .tool: MaskKeys.bindings.map { ($0.name, $0.description) }
        case .method: repair.methods(shared.runs).map { ($0.name, $0.help) }
        case .text, .optionalText: []
        }
    }

    /// Whether a spinner is visible.
    var isSpinning: Bool {
        if let evaluation = shared.evaluation, evaluation.lines == nil { return true }
        if shared.isIdle { return overlay == .quitting }
        return switch shared.status.phase {
        case .preparing, .stopping: true
        case .running, .paused, .finished, .failed, .unknown: overlay == .quitting
        }
    }
}
