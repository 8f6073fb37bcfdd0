package import Engine
import Foundation
import Render

/// The studio on a training job.
@MainActor package struct StudioApp {
    private let options: StudioOptions

    package init(options: StudioOptions) { self.options = options }

    /// Shows the studio until the user leaves; the first frame does not wait for `start`.
    ///
    /// When a signal ends the program, or the terminal goes away, the job is asked to stop and its last checkpoint is
    /// waited for; after a signal the process then dies of it.
    /// - Parameter start: opens the training job; called once, off the main thread.
    /// - Throws: `TerminalError` where there can be no screen, `ThemeError` for an unknown theme; nothing has been
    ///   started then.
    package func run(opening start: @escaping @Sendable () -> any TrainingControl) throws {
        let environment = ProcessInfo.processInfo.environment
        let library = ThemeLibrary(folders: ThemeLibrary.standardFolders(
            environment: environment, executable: "/proc/self/exe"))
        let theme = try library.theme(named: options.theme)

        let terminal = try CursesTerminal(color: options.color, log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        if options.mouse { terminal.setMouse(true) }
        var model = Model(size: terminal.size, themes: library.themes, theme: theme.name, colorMode: terminal.colorMode,
                          marker: options.marker, ascii: options.ascii || !terminal.hasUnicode, mouse: options.mouse)
        if let problem = library.problems.first { _ = update(&model, .notice(problem.description)) }

        let opening = Opening(start, wake: terminal.wake)
        let clock = ContinuousClock(), beginning = clock.now
        Loop(model: model, terminal: terminal, clock: { Double(seconds: clock.now - beginning) },
             open: { opening.control }).run()

        let signal = terminal.endSignal
        terminal.close()
        if signal != nil || terminal.isGone { finish(opening.control) }
        if let signal { CursesTerminal.die(of: signal) }
    }

    /// Waits for the last checkpoint without a screen, at most half a minute.
    private func finish(_ control: (any TrainingControl)?) {
        guard let control else { return }
        if !control.status.phase.hasEnded {
            FileHandle.standardError.write(Data("tessera: writing the last checkpoint\n".utf8))
        }
        for _ in 0..<600 where !control.status.phase.hasEnded { Thread.sleep(forTimeInterval: 0.05) }
    }
}

extension TrainingStatus.Phase {
    var hasEnded: Bool {
        switch self {
        case .finished, .failed: true
        case .preparing, .running, .paused, .stopping: false
        }
    }
}

extension Double {
    /// Seconds of a duration.
    init(seconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = Double(seconds) + Double(attoseconds) * 1e-18
    }
}
