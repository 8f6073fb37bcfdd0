import ArgumentParser
import Jobs
import Render
import Runs

/// Opens the studio and trains a run.
struct StudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio", abstract: "Open the studio and train (what `tessera` alone does).")

    @OptionGroup var options: RunOptions
    @OptionGroup(title: "Screen") var screen: ScreenOptions

    @Flag(help: "Open the list of runs, without training.")
    var browse = false

    mutating func run() throws {
        try IneffectiveOption.check(options.given.map { .init($0, true, if: browse, "--browse trains nothing") })
        let trained = CommandLine.arguments.dropFirst().filter { $0 != "studio" }.isEmpty ? Self.trainedRun() : nil
        let start: TrainingStart? = browse || trained != nil ? nil : try options.start()
        let screen = screen.options(), threads = options.threads
        // Commands run on the main thread, where the terminal belongs.
        try MainActor.assumeIsolated {
            let app = StudioApp(options: screen, threads: threads)
            if let start {
                try app.run { TrainingJob(start) }
            } else {
                try app.run(opening: nil) { model in
                    if let trained { _ = update(&model, .notice(Self.notice(trained))) }
                }
            }
        }
    }

    /// The name of a run that another process trains; `tessera` alone shows the runs then and starts no second training.
    private static func trainedRun() -> String? {
        RunCatalog().list(RunFolder.standardParent).first { if case .training = $0.state { true } else { false } }?.name
    }

    private static func notice(_ run: String) -> String {
        "\(run) trains in the background: enter shows it, n starts a new run"
    }
}

/// Options of the screen.
struct ScreenOptions: ParsableArguments {
    @Option(help: "Name of a theme (default: mosaic); T in the studio lists them.")
    var theme: String?

    static let colors = CompletionKind.list(["auto"] + ColorMode.allCases.map(\.rawValue))

    @Option(help: "Colours: auto, truecolor, 256, 16 or none.", completion: Self.colors)
    var color = "auto"

    @Option(
        help: "Marker of curves: braille, block or ascii (default: braille).",
        completion: .list(["braille", "block", "ascii"]))
    var marker: String?

    @Flag(help: "Draw only ASCII characters.")
    var ascii = false

    @Flag(help: "Do not use the mouse; the terminal selects text.")
    var noMouse = false

    mutating func validate() throws {
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError(
                "--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
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
        // Without the flag the settings file decides.
        (options.ascii, options.mouse) = (ascii ? true : nil, noMouse ? false : nil)
        return options
    }
}
