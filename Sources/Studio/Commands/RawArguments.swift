import Raster

/// The arguments of the program. Names of files that are not UTF-8 are kept, see `PathText`; Swift's own list replaces their bytes.
enum RawArguments {
    /// Without the name of the program.
    static var all: [String] {
        (1..<max(Int(CommandLine.argc), 1)).compactMap { CommandLine.unsafeArgv[$0].map { PathText.text($0) } }
    }

    /// The command line of this process, as a shell reads it back.
    static var command: String { CommandText.of(all) }
}
