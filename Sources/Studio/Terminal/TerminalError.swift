package import Raster

/// Why the studio cannot open a screen.
package enum TerminalError: UserError {
    case notATerminal
    case dumb
    case unknownType(String)

    package var what: String {
        switch self {
        case .notATerminal: "no terminal: input and output must both be one for the studio"
        case .dumb: "no terminal: TERM is empty or dumb, and such a terminal cannot position text"
        case .unknownType(let name): "no terminal: this machine has no description of TERM=\(name)"
        }
    }

    package var location: String? { nil }

    package var suggestion: Suggestion {
        switch self {
        case .notATerminal, .dumb: "run `tessera train` instead, it needs no screen"
        case .unknownType: "set TERM=xterm-256color, or run `tessera train` instead, it needs no screen"
        }
    }
}
