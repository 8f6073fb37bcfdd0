package import Render

/// The colours and the terminfo entry for a terminal, decided by the environment at the start.
package struct TerminalProfile: Sendable, Equatable {
    package enum Entry: Sendable, Equatable {
        /// The machine's entry for TERM.
        case native
        /// Our own entries for 24-bit colour.
        case direct, tmux
    }

    package var mode: ColorMode
    package var entry: Entry

    /// - Parameters:
    ///   - requested: the mode of the command line; nil for that of the environment.
    ///   - environment: uses TERM, COLORTERM, NO_COLOR, TMUX and STY.
    package init(requested: ColorMode?, environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let term = value("TERM") ?? "", insideTmux = value("TMUX") != nil
        let decided =
            requested
            ?? Self.mode(
                term: term, color: value("COLORTERM"), noColor: value("NO_COLOR") != nil,
                insideTmux: insideTmux, insideScreen: value("STY") != nil)
        mode = decided
        if decided == .truecolor {
            entry = insideTmux || term.hasPrefix("tmux") || term.hasPrefix("screen") ? .tmux : .direct
        } else {
            entry = .native
        }
    }

    private static func mode(
        term: String, color: String?, noColor: Bool, insideTmux: Bool,
        insideScreen: Bool
    ) -> ColorMode {
        if noColor { return .none }
        // GNU screen 4 turns 24-bit colours into black on black, while COLORTERM leaks in from outside.
        if insideScreen || (term.hasPrefix("screen") && !insideTmux) { return .palette256 }
        // tmux accepts 24 bits and converts them for its own terminal.
        if insideTmux { return .truecolor }
        if ["vt", "linux", "ansi"].contains(where: term.hasPrefix) { return .palette16 }
        if color == "truecolor" || color == "24bit" { return .truecolor }
        let able = ["kitty", "alacritty", "foot", "wezterm", "ghostty", "-direct"]
        return able.contains(where: term.contains) ? .truecolor : .palette256
    }

    /// `mode`, reduced to the number of colours of the terminal's description; 0 for none.
    package func mode(colors: Int) -> ColorMode {
        switch colors {
        case 257...: mode
        case 256: mode == .truecolor ? .palette256 : mode
        case 8..<256: mode == .none ? .none : .palette16
        default: .none
        }
    }
}
