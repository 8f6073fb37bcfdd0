import ArgumentParser
import Engine
import Render

/// Opens the studio on a run that trains in the background.
struct StudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio", abstract: "Open the studio and train (what `tessera` alone does).")

    @OptionGroup var options: RunOptions
    @OptionGroup(title: "Screen") var screen: ScreenOptions

    mutating func run() throws {
        let start = try options.start(), screen = screen.options()
        // Commands run on the main thread, where the terminal belongs.
        try MainActor.assumeIsolated { try StudioApp(options: screen).run { TrainingJob(start) } }
    }
}

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
    @Option(help: "mosaic, paper, contrast, or a theme file's name.")
    var theme: String?

    @Option(help: "auto, truecolor, 256, 16 or none.")
    var color = "auto"

    @Option(help: "What curves are drawn with: braille, block or ascii.")
    var marker = "braille"

    @Flag(help: "Only ASCII characters on the screen.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    mutating func validate() throws {
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError("--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard Chart.Marker(rawValue: marker) != nil else {
            throw ValidationError("--marker \(marker) is unknown; give braille, block or ascii")
        }
    }

    func options() -> StudioOptions {
        var options = StudioOptions()
        if let theme { options.theme = theme }
        options.color = ColorMode(rawValue: color)
        options.marker = Chart.Marker(rawValue: marker) ?? .braille
        (options.ascii, options.mouse) = (ascii, !noMouse)
        return options
    }
}
