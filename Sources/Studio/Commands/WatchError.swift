import Raster

/// Why logs cannot be watched.
enum WatchError: UserError {
    case notATerminal(String)

    var what: String { "no terminal: input and output must both be one to watch logs" }

    var location: String? {
        switch self {
        case .notATerminal(let folder): folder
        }
    }

    var suggestion: Suggestion { "run `tessera watch` in a terminal, without a pipe" }
}
