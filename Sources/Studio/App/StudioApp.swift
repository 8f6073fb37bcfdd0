import Dispatch
import Foundation
package import Jobs

/// The studio: its terminal, its model and its loop.
@MainActor package struct StudioApp {
    private let given: StudioOptions
    private let threads: Int
    private let tabs: [Tab]

    /// - Parameter threads: threads of training and other computations, at least 1.
    package init(options: StudioOptions, threads: Int, tabs: [Tab] = Tab.all) {
        (given, self.threads, self.tabs) = (options, threads, tabs)
    }

    /// Shows the studio until the user quits; the first frame does not wait for `start`.
    ///
    /// Themes and settings are read before the screen opens; afterwards no file is read on the main thread. When a signal ends the
    /// program, or the terminal is gone, the training is stopped and its last checkpoint is waited for, two seconds at most; after a signal
    /// the process then dies of it.
    /// - Parameter start: opens the training; called once, off the main thread; nil opens the studio without one.
    /// - Throws: `TerminalError` without a usable terminal, `ThemeError` for an unknown theme; nothing is started then.
    package func run(
        opening start: (@Sendable () -> any TrainingControl)?, prepare: (inout AppModel) -> Void = { _ in }
    ) throws {
        let environment = ProcessInfo.processInfo.environment
        let library = ThemeLibrary(
            folders: ThemeLibrary.standardFolders(
                environment: environment, executable: "/proc/self/exe"))
        let settings = StudioSettings(folder: StudioSettings.folder(environment: environment))
        let options = given.over(settings.options)
        // A wrong option on the command line is an error; a wrong line in the settings file is a notice.
        let theme =
            try given.theme.map { try library.theme(named: $0) }
            ?? options.theme.flatMap { try? library.theme(named: $0) } ?? library.themes[0]
        var problems = library.problems.map(\.inStudio) + settings.problems
        if let name = options.theme, name != theme.name {
            problems.append("\(StudioSettings.name): there is no theme named \(name)")
        }

        let terminal = try CursesTerminal(color: options.color, log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        let mouse = options.mouse ?? true
        if mouse { terminal.setMouse(true) }
        var shared = SharedState(
            size: terminal.size, themes: library.themes, theme: theme.name, colorMode: terminal.colorMode,
            marker: options.marker ?? .braille, ascii: options.ascii == true || !terminal.hasUnicode, mouse: mouse)
        (shared.keys, shared.home) = (settings.keys, environment["HOME"] ?? "")
        shared.settingsFile = StudioSettings.folder(environment: environment) + "/" + StudioSettings.name
        var model = AppModel(shared, tabs: tabs)
        for problem in problems { _ = update(&model, .notice(problem)) }
        if start == nil {
            model.shared.isIdle = true
            model.tabIndex = model.tabIndex(of: .runs)
        }
        prepare(&model)

        let opening = start.map { JobOpening($0, wake: terminal.wake) }
        let clock = ContinuousClock(), beginning = clock.now,
            tasks = BackgroundTasks(
                threads: threads, recent: RecentRuns(file: ErrorLog.recentRuns(environment: environment)))
        let loop = Loop(
            model: model, terminal: terminal, clock: { Double(seconds: clock.now - beginning) },
            tasks: tasks, open: { opening?.control })
        loop.run()

        let signal = terminal.endSignal, isStopped = signal != nil || terminal.isGone
        terminal.close()
        let autosave = Autosave(loop.model, isStopped: isStopped), isAutosaved = autosave.begin()
        let training = loop.training ?? opening?.control
        FinalCheckpoint.wait(
            for: isStopped ? training : nil, files: { isAutosaved.isRaised && !tasks.isWriting },
            limit: FinalCheckpoint.longestWait - loop.model.waitedToQuit, notify: ErrorLine.print)
        if loop.model.leavesTraining, !isStopped, let training { Handover.begin(training.status, threads: threads) }
        let end = training.flatMap { control in
            FinalCheckpoint.interruption(of: control)
                ?? (loop.model.leavesTraining && !isStopped ? nil : FinalCheckpoint.end(of: control))
        }
        for line in [end].compactMap(\.self) + autosave.lines { ErrorLine.print(line) }
        if let line = loop.model.samples.remaking() { ErrorLine.print(line) }
        if let signal { CursesTerminal.die(of: signal) }
    }
}
