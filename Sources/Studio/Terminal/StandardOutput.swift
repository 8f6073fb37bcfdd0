import Foundation
import Render

/// Standard output and standard error: the one place that writes to them.
///
/// Lines are written with an escape such as `\x1b` for each character that could command the terminal, wherever the text comes from: a file
/// name, a caption, a log. Only bytes for drawing pass as they are.
enum StandardOutput {
    enum Stream: Int32, Sendable {
        case output = 1, error = 2

        /// Whether the stream is a terminal that interprets escape sequences; a pipe, a file and a `dumb` terminal are not.
        var takesEscapes: Bool {
            guard isatty(rawValue) == 1, let term = getenv("TERM").map({ String(cString: $0) }) else { return false }
            return !term.isEmpty && term != "dumb"
        }
    }

    /// Writes all bytes unchanged; a closed output is no error.
    static func write(_ bytes: [UInt8], to stream: Stream = .output) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(stream.rawValue, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// Writes text, of which line ends and tabs are kept and all other control characters escaped.
    static func write(_ text: String, to stream: Stream = .output) {
        write(Array(text.escaped(keeping: "\n\t".unicodeScalars).utf8), to: stream)
    }

    /// Replaces the terminal's current line by `text`, without a line end; only where `takesEscapes`.
    static func replaceLine(_ text: String, on stream: Stream) {
        write(Array("\r\u{1b}[K\(text.escaped())".utf8), to: stream)
    }

    /// The colours of images on standard output: `requested`, else those of the terminal, and none in a pipe or a `dumb` terminal.
    static func colorMode(_ requested: ColorMode?) -> ColorMode {
        if let requested { return requested }
        guard Stream.output.takesEscapes else { return .none }
        return TerminalProfile(requested: nil, environment: ProcessInfo.processInfo.environment).mode
    }

    /// Size in cells; nil where it is not a terminal.
    static var size: Size? {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return Size(width: Int(size.ws_col), height: Int(size.ws_row))
    }
}

/// Prints like the standard library's function, which it hides in this module, through `StandardOutput`.
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    StandardOutput.write(items.map { "\($0)" }.joined(separator: separator) + terminator)
}
