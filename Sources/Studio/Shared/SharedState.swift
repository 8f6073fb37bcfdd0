package import Jobs
package import Render

/// What more than one screen reads: the run that is shown, the list of runs, the terminal, filters and options.
package struct SharedState: Sendable {
    // The run that is shown.
    package var status = TrainingStatus()
    /// Whether the run is open: it can be sent requests.
    package var isOpen = false
    /// Whether the studio shows no run.
    package var isIdle = false
    /// The phase of this process's training where another run is shown; nil where it is the one shown, or where there is none.
    package var background: TrainingStatus.Phase?
    /// Whether the run that is shown trains in another process, or not at all.
    package var showsOther = false

    package var runs = RunList()
    package var notices = Notices()
    /// nil before the first evaluation.
    package var evaluation: RunReport?
    /// The image file whose making is shown; nil before the first.
    package var imageInfo: ImageInfo?

    /// The filters of lists, by the context of the list.
    package var filters: [KeyContext: TextField] = [:]
    /// Whether the filter of the list in front is being typed.
    package var isFiltering = false

    package var size: Size
    package var themes: [Theme]
    package var themeIndex: Int
    package var colorMode: ColorMode
    package var marker: Chart.Marker
    package var ascii: Bool
    package var mouse: Bool
    package var keys = KeyTable.standard
    /// The user's settings file, which a theme is kept in; nil for none.
    package var settingsFile: String?
    /// The screens in the order of their tabs.
    package var screens: [KeyContext] = []
    /// The user's folder, which `~` stands for; empty where it is not known.
    package var home = ""

    // The view of all curves.
    package var scaling = ChartScaling.automatic
    package var smoothing = Smoothing.medium
    package var axis = CurveAxis.step
    /// Steps from the best size of sample tiles towards larger tiles; negative towards smaller ones.
    package var zoom = 0
    /// Seconds on the loop's clock.
    package var now = 0.0

    package init(
        size: Size, themes: [Theme] = [.mosaic], theme: String = "mosaic", colorMode: ColorMode = .truecolor,
        marker: Chart.Marker = .braille, ascii: Bool = false, mouse: Bool = true
    ) {
        precondition(!themes.isEmpty, "the studio needs at least one theme")
        (self.size, self.themes, self.colorMode) = (size, themes, colorMode)
        themeIndex = themes.firstIndex { $0.name == theme } ?? 0
        (self.marker, self.ascii, self.mouse) = (ascii ? .ascii : marker, ascii, mouse)
    }

    package var theme: Theme { themes[themeIndex] }

    package var appearance: Appearance { Appearance(theme: theme, colorMode: colorMode, marker: marker, ascii: ascii) }

    /// The area of a screen, between the title and the hints.
    package var area: Rect { Rect(x: 0, y: 1, width: size.width, height: size.height - 2) }

    /// Whether the run that is shown trains.
    package var isTraining: Bool { status.phase.isTraining }
    package var hasEnded: Bool { status.phase.hasEnded }

    /// The phase of this process's training; nil for none.
    package var own: TrainingStatus.Phase? { background ?? (showsOther || isIdle ? nil : status.phase) }

    /// Why a request to the training is not possible.
    var whyNotTraining: String {
        if case .unknown(let reason) = status.phase { return reason }
        return hasEnded ? "training has ended" : "training has not started"
    }

    /// Why there is no run's folder: no run is open, or its data are being read.
    var missingRun: String { isIdle ? "open a run first: 3 lists them" : "the run is being prepared" }

    /// The newest visible notice.
    package var notice: Notices.Notice? { notices.visible.last }

    /// Shows a line for a few seconds and adds it to the messages.
    package mutating func notify(_ text: String) { notices.add(text, now: now) }

    /// The filter of a list; empty for none.
    package func filter(_ context: KeyContext) -> String { filters[context]?.text ?? "" }

    /// Runs a command on the view of all curves; false for any other command.
    mutating func handleCurves(_ command: Command) -> Bool {
        switch command {
        case .logScale:
            scaling = scaling.next
            notify("\(scaling.rawValue) y axis" + (scaling == .automatic ? ": logarithmic where it shows more" : ""))
        case .smoothing:
            smoothing = smoothing.next
            notify("curves \(smoothing.rawValue)")
        case .axis:
            axis = axis.next
            notify("x axis: \(axis.rawValue)")
        default: return false
        }
        return true
    }

    /// The options of a chart that differ from a plain one, for its title.
    func curveOptions(isLogarithmic: Bool, axis: CurveAxis, isZoomed: Bool) -> [String] {
        let log = isLogarithmic ? scaling == .automatic ? "log auto" : "log" : nil
        return [isZoomed ? "zoomed" : nil, axis == .step ? nil : axis.rawValue, log, smoothing.title].compactMap(\.self)
    }

    /// A filter in the title of its list; empty for none.
    func filterTitle(_ context: KeyContext, role: Theme.Role = .accent) -> [Panel.Part] {
        let filter = filter(context)
        guard isFiltering || !filter.isEmpty else { return [] }
        return [.init(text: "  /" + filter + (isFiltering ? "_" : ""), style: theme.style(role, .bold), isName: true)]
    }
}

extension TrainingStatus.Phase {
    /// Whether quitting now would lose steps.
    package var isTraining: Bool {
        switch self {
        case .running, .paused, .stopping: true
        case .preparing, .finished, .failed, .unknown: false
        }
    }

    package var hasEnded: Bool {
        switch self {
        case .finished, .failed: true
        case .preparing, .running, .paused, .stopping, .unknown: false
        }
    }
}
