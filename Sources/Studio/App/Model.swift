package import Engine
package import Render

/// Everything the screens show. Only `update` changes it.
package struct Model: Sendable {
    /// What lies over the training screen.
    package enum Overlay: Sendable, Equatable {
        case none, help
        /// `top` is the first line shown; nil follows the newest.
        case events(top: Int?)
        case settings(Adjustment)
        /// The question before leaving.
        case question
        /// Waiting for the last checkpoint.
        case leaving
    }

    /// A line of the interface's own, shown for a few seconds.
    package struct Notice: Sendable, Equatable {
        package var text: String
        package var until: Double
    }

    package var status = TrainingStatus()
    /// Whether there is a training job to talk to yet.
    package var isOpen = false
    package var overlay = Overlay.none
    package var notice: Notice?

    package var size: Size
    package var themes: [Theme]
    package var themeIndex: Int
    package var colorMode: ColorMode
    package var marker: Chart.Marker
    package var ascii: Bool
    package var mouse: Bool
    package var isLogarithmic = false
    package var isSmoothed = true
    /// Steps towards larger sample tiles from the size that suits the screen; negative for smaller.
    package var zoom = 0
    package var keys = KeyTable.standard
    /// Seconds on the loop's clock.
    package var now = 0.0

    package init(size: Size, themes: [Theme] = [.mosaic], theme: String = "mosaic", colorMode: ColorMode = .truecolor,
                 marker: Chart.Marker = .braille, ascii: Bool = false, mouse: Bool = true) {
        precondition(!themes.isEmpty, "a model needs a theme")
        (self.size, self.themes, self.colorMode) = (size, themes, colorMode)
        themeIndex = themes.firstIndex { $0.name == theme } ?? 0
        (self.marker, self.ascii, self.mouse) = (ascii ? .ascii : marker, ascii, mouse)
    }

    package var theme: Theme { themes[themeIndex] }

    /// Where keys apply now.
    package var place: KeyTable.Place {
        switch overlay {
        case .none: .training
        case .help: .help
        case .events: .events
        case .settings: .settings
        case .question: .question
        case .leaving: .leaving
        }
    }

    /// Training that would be cut short by leaving.
    package var isTraining: Bool {
        switch status.phase {
        case .running, .paused, .stopping: true
        case .preparing, .finished, .failed: false
        }
    }

    package var hasEnded: Bool { status.phase.hasEnded }
}
