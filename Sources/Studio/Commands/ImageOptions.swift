import ArgumentParser
import Datasets
import Runs

extension ImageFit: ExpressibleByArgument {}

extension ImageSize: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }

    package var defaultValueDescription: String { text }
}

/// How images of other proportions are brought to one size; shared by `train`, `data` and `evaluate`.
struct FitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Images of other proportions: crop to the centre, pad, or stretch (default: crop, or what the run was started with).",
            valueName: "way"))
    var fit: ImageFit?
}
