import Raster
import Runs

/// No command has the name.
struct CommandNameError: UserError, Equatable {
    let word: String
    /// The command that it stands after, e.g. "tessera data".
    let path: String
    /// Commands with a similar name.
    let nearest: [String]

    var isUsage: Bool { true }
    var location: String? { word }
    var what: String { "no command has this name" }
    var suggestion: String {
        Spelling.question(nearest, else: "`\(path) --help` lists them")
    }
}
