import ArgumentParser

/// The option of every command that prints more than its result.
struct QuietOption: ParsableArguments {
    @Flag(
        name: [.customShort("q"), .customLong("quiet")],
        help: "Print results, warnings and errors only: no progress and no summary.")
    var isOn = false
}
