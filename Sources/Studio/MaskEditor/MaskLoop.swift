import Raster

/// Runs the mask editor on a terminal: draws, waits, saves, and autosaves next to the image.
@MainActor package struct MaskLoop {
    private var screen: MaskScreen
    private let terminal: any Terminal
    private let files: ImageFiles, out: String
    private let clock: () -> Double
    private var autosaved = (revision: 0, at: 0.0)

    /// Seconds between autosaves, at least.
    private static let autosavePeriod = 10.0

    package init(
        screen: MaskScreen, terminal: any Terminal, files: ImageFiles, out: String, clock: @escaping () -> Double
    ) {
        (self.screen, self.terminal, self.files, self.out, self.clock) = (screen, terminal, files, out, clock)
    }

    /// Returns when the user quits or the terminal is gone, with a line on what became of a mask that was not saved; nil where all is saved.
    package mutating func run() -> String? {
        while true {
            terminal.show(screen.draw())
            let awakening = terminal.wait(Self.autosavePeriod / 2)
            if awakening.contains(.quit) { return leave() }
            if terminal.size != screen.size { screen.resize(terminal.size) }
            // All waiting input is handled before the next frame, so that a fast stroke is drawn once.
            while let input = terminal.nextInput() {
                switch screen.handle(input) {
                case .save: save()
                case .quit where !screen.editor.isDirty: return nil
                case .quit:
                    screen.ask(
                        "quit without saving? y quits, an autosave keeps the mask as \(files.autosave); s saves; n stays"
                    )
                case .leave: return leave()
                case nil: break
                }
            }
            if screen.editor.isDirty, screen.editor.revision != autosaved.revision,
                clock() - autosaved.at >= Self.autosavePeriod
            {
                autosave()
            }
        }
    }

    private mutating func save() {
        do throws(ImageError) {
            try MaskFile.write(screen.editor.mask, to: out, of: files)
            MaskFile.removeAutosave(forImage: files.image)
            screen.markSaved()
            screen.notify("saved \(out)")
        } catch {
            screen.notify(error.inStudio)
        }
    }

    private func leave() -> String? {
        guard screen.editor.isDirty else { return nil }
        do throws(ImageError) {
            try MaskFile.write(screen.editor.mask, to: files.autosave, of: files)
            return "the mask was not saved; it is kept as \(files.autosave), and "
                + "\(CommandText.of(["paint", files.image])) goes on with it"
        } catch {
            return "the mask is lost: \(error.inStudio)"
        }
    }

    private mutating func autosave() {
        autosaved = (screen.editor.revision, clock())
        // A failed autosave must not interrupt painting; saving reports the same error.
        try? MaskFile.write(screen.editor.mask, to: files.autosave, of: files)
    }
}
