package import Render

/// What the environment says about the terminal: a pure decision, made once at the start.
package struct TerminalProfile: Sendable, Equatable {
    package enum Entry: Sendable, Equatable {
        /// The description the machine has for TERM.
        case native
        /// Ours, for 24-bit colour.
        case direct, tmux
    }

    package var mode: ColorMode
    package var entry: Entry

    /// - Parameters:
    ///   - wanted: what the user asked for; nil lets the environment decide.
    ///   - environment: TERM, COLORTERM, NO_COLOR, TMUX and STY are looked at.
    package init(wanted: ColorMode?, environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let term = value("TERM") ?? "", insideTmux = value("TMUX") != nil
        let decided = wanted ?? Self.mode(term: term, color: value("COLORTERM"), noColor: value("NO_COLOR") != nil,
                                          insideTmux: insideTmux, insideScreen: value("STY") != nil)
        mode = decided
        if decided == .truecolor {
            entry = insideTmux || term.hasPrefix("tmux") || term.hasPrefix("screen") ? .tmux : .direct
        } else {
            entry = .native
        }
    }

    private static func mode(term: String, color: String?, noColor: Bool, insideTmux: Bool,
                             insideScreen: Bool) -> ColorMode {
        if noColor { return .none }
        // GNU screen 4 turns 24-bit colours into black on black, while COLORTERM leaks in from outside.
        if insideScreen || (term.hasPrefix("screen") && !insideTmux) { return .palette256 }
        // tmux keeps 24 bits and translates them for whatever it is shown on.
        if insideTmux { return .truecolor }
        if ["vt", "linux", "ansi"].contains(where: term.hasPrefix) { return .palette16 }
        if color == "truecolor" || color == "24bit" { return .truecolor }
        let able = ["kitty", "alacritty", "foot", "wezterm", "ghostty", "-direct"]
        return able.contains(where: term.contains) ? .truecolor : .palette256
    }

    /// `mode`, brought down to what the terminal's description can do: its number of colours, 0 for none.
    package func mode(colors: Int) -> ColorMode {
        switch colors {
        case 257...: mode
        case 256: mode == .truecolor ? .palette256 : mode
        case 8..<256: mode == .none ? .none : .palette16
        default: .none
        }
    }
}
