package import Engine
import Foundation
import Render

/// The studio on a training job.
@MainActor package struct StudioApp {
    private let given: StudioOptions
    private let lanes: Int
    private let tabs: [Tab]

    /// - Parameter lanes: threads that steps run on.
    package init(options: StudioOptions, lanes: Int, tabs: [Tab] = Tab.all) {
        (given, self.lanes, self.tabs) = (options, lanes, tabs)
    }

    /// Shows the studio until the user leaves; the first frame does not wait for `start`.
    ///
    /// When a signal ends the program, or the terminal goes away, the job is asked to stop and its last checkpoint is
    /// waited for; after a signal the process then dies of it.
    /// - Parameter start: opens the training job; called once, off the main thread; nil opens the studio without one.
    /// - Throws: `TerminalError` where there can be no screen, `ThemeError` for an unknown theme; nothing has been
    ///   started then.
    package func run(opening start: (@Sendable () -> any TrainingControl)?, prepare: (inout Model) -> Void = { _ in }) throws {
        let environment = ProcessInfo.processInfo.environment
        let library = ThemeLibrary(folders: ThemeLibrary.standardFolders(
            environment: environment, executable: "/proc/self/exe"))
        let settings = StudioSettings(folder: StudioSettings.folder(environment: environment))
        let options = given.over(settings.options)
        // What the command line says must be right; a settings file may be wrong, and is only complained of.
        let theme = try given.theme.map { try library.theme(named: $0) }
            ?? options.theme.flatMap { try? library.theme(named: $0) } ?? library.themes[0]
        var problems = library.problems.map(\.description) + settings.problems
        if let name = options.theme, name != theme.name { problems.append("the settings' theme \(name) is not there") }

        let terminal = try CursesTerminal(color: options.color, log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        let mouse = options.mouse ?? true
        if mouse { terminal.setMouse(true) }
        var model = Model(size: terminal.size, themes: library.themes, theme: theme.name, colorMode: terminal.colorMode,
                          marker: options.marker ?? .braille, ascii: options.ascii == true || !terminal.hasUnicode,
                          mouse: mouse, tabs: tabs)
        model.keys = settings.keys
        for problem in problems { _ = update(&model, .notice(problem)) }
        if start == nil {
            model.isIdle = true
            model.tabIndex = model.tabIndex(of: .runs)
        }
        prepare(&model)

        let opening = start.map { Opening($0, wake: terminal.wake) }
        let clock = ContinuousClock(), beginning = clock.now
        let loop = Loop(model: model, terminal: terminal, clock: { Double(seconds: clock.now - beginning) },
                        errands: Errands(lanes: lanes), open: { opening?.control })
        loop.run()
        loop.model.repair.work?.keepUnsaved()

        let signal = terminal.endSignal
        terminal.close()
        if signal != nil || terminal.isGone, let control = loop.training ?? opening?.control {
            Farewell.wait(for: control) { FileHandle.standardError.write(Data("tessera: \($0)\n".utf8)) }
        }
        if let signal { CursesTerminal.die(of: signal) }
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
