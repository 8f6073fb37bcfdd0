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
    /// program, or the terminal is gone, the training is stopped and its last checkpoint is waited for; after a signal the process
    /// then dies of it.
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
        var problems = library.problems.map(\.description) + settings.problems
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
        shared.keys = settings.keys
        var model = AppModel(shared, tabs: tabs)
        for problem in problems { _ = update(&model, .notice(problem)) }
        if start == nil {
            model.shared.isIdle = true
            model.tabIndex = model.tabIndex(of: .runs)
        }
        prepare(&model)

        let opening = start.map { JobOpening($0, wake: terminal.wake) }
        let clock = ContinuousClock(), beginning = clock.now
        let loop = Loop(
            model: model, terminal: terminal, clock: { Double(seconds: clock.now - beginning) },
            tasks: BackgroundTasks(threads: threads), open: { opening?.control })
        loop.run()
        Self.autosave(loop.model.repair)

        let signal = terminal.endSignal
        terminal.close()
        if signal != nil || terminal.isGone, let control = loop.training ?? opening?.control {
            FinalCheckpoint.wait(for: control) { FileHandle.standardError.write(Data("tessera: \($0)\n".utf8)) }
        }
        if let signal { CursesTerminal.die(of: signal) }
    }

    /// Autosaves an unsaved mask after the loop has ended; a failure must not prevent quitting.
    private static func autosave(_ state: RepairState) {
        guard let session = state.session, session.needsAutosave else { return }
        try? MaskFile.write(session.editor.mask, to: session.files.autosave, of: session.files)
    }
}
