import Raster

/// Runs the mask editor on a terminal: draws, waits, saves, and keeps a copy beside the picture meanwhile.
@MainActor package struct MaskLoop {
    private var screen: MaskScreen
    private let terminal: any Terminal
    private let picture: String, out: String
    private let clock: () -> Double
    private var autosaved = (revision: 0, at: 0.0)
    private var asksBeforeLeaving = true

    /// Seconds between autosaves, at least.
    private static let autosavePeriod = 10.0

    package init(screen: MaskScreen, terminal: any Terminal, picture: String, out: String, clock: @escaping () -> Double) {
        (self.screen, self.terminal, self.picture, self.out, self.clock) = (screen, terminal, picture, out, clock)
    }

    /// Returns when the user has left, or the terminal has.
    package mutating func run() {
        while true {
            terminal.show(screen.draw())
            let awakening = terminal.wait(Self.autosavePeriod / 2)
            if awakening.contains(.leave) { return autosave() }
            if terminal.size != screen.size { screen.resize(terminal.size) }
            // All that waits is taken before the next frame: a fast stroke is one.
            while let input = terminal.nextInput() {
                switch screen.take(input) {
                case .save: save()
                case .leave where mayLeave(): return
                case .leave, nil: break
                }
            }
            if screen.editor.isDirty, screen.editor.revision != autosaved.revision,
               clock() - autosaved.at >= Self.autosavePeriod { autosave() }
        }
    }

    private mutating func save() {
        do throws(PictureError) {
            try MaskFile.write(screen.editor.mask, to: out)
            MaskFile.removeAutosave(forPicture: picture)
            screen.markSaved()
            screen.say("saved \(out)")
        } catch {
            screen.say(error.description)
        }
    }

    /// The first time with something unsaved it says so instead; the mask stays where it can be recovered from.
    private mutating func mayLeave() -> Bool {
        guard screen.editor.isDirty else { return true }
        guard asksBeforeLeaving else {
            autosave()
            return true
        }
        asksBeforeLeaving = false
        screen.say("not saved: s saves, q again leaves and keeps it in \(MaskFile.autosavePath(forPicture: picture))")
        return false
    }

    private mutating func autosave() {
        guard screen.editor.isDirty else { return }
        autosaved = (screen.editor.revision, clock())
        // Where it cannot be kept, saving will say why; painting goes on.
        try? MaskFile.write(screen.editor.mask, to: MaskFile.autosavePath(forPicture: picture))
    }
}
