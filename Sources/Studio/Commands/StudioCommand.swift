import ArgumentParser
import Engine
import Render

/// Opens the studio on a run that trains in the background.
struct StudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio", abstract: "Open the studio and train (what `tessera` alone does).")

    @OptionGroup var options: RunOptions
    @OptionGroup(title: "Screen") var screen: ScreenOptions

    @Flag(help: "Open the studio on the runs there are, without training.")
    var browse = false

    mutating func run() throws {
        let start: TrainingStart? = browse ? nil : try options.start()
        let screen = screen.options(), lanes = options.lanes
        // Commands run on the main thread, where the terminal belongs.
        try MainActor.assumeIsolated {
            let app = StudioApp(options: screen, lanes: lanes)
            if let start { try app.run { TrainingJob(start) } } else { try app.run(opening: nil) }
        }
    }
}

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
    @Option(help: "The name of a theme: T in the studio shows them all.")
    var theme: String?

    @Option(help: "auto, truecolor, 256, 16 or none.")
    var color = "auto"

    @Option(help: "What curves are drawn with: braille (the default), block or ascii.")
    var marker: String?

    @Flag(help: "Only ASCII characters on the screen.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    mutating func validate() throws {
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError("--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard marker.map({ Chart.Marker(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--marker \(marker ?? "") is unknown; give braille, block or ascii")
        }
    }

    func options() -> StudioOptions {
        var options = StudioOptions()
        options.theme = theme
        options.color = ColorMode(rawValue: color)
        options.marker = marker.flatMap { Chart.Marker(rawValue: $0) }
        // A flag that was not given leaves the choice to the settings file.
        (options.ascii, options.mouse) = (ascii ? true : nil, noMouse ? false : nil)
        return options
    }
}
