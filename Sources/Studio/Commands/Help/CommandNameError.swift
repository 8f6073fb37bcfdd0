package import Raster
import Runs

/// No command has the name.
package struct CommandNameError: UserError, Equatable {
    let word: String
    /// The command that it stands after, e.g. "tessera data".
    let path: String
    /// Commands with a similar name.
    let nearest: [String]

    package var isUsage: Bool { true }
    package var location: String? { word }
    package var what: String { "no command has this name" }
    package var suggestion: Suggestion {
        Suggestion(Spelling.question(nearest, else: "`\(path) --help` lists them"))
    }
}
