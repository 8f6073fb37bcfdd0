import Raster

/// A background process that cannot be started.
struct DetachedProcessError: UserError {
    let log: String
    let reason: String

    var location: String? { log }
    var what: String { "cannot start in the background: \(reason)" }
    var suggestion: Suggestion { "check that the folder can be written" }
}
