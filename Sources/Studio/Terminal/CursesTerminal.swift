import CNcurses
import Foundation
package import Render

/// The terminal on stdin and stdout, through ncurses.
package final class CursesTerminal: Terminal {
    package let colorMode: ColorMode
    package let hasUnicode: Bool
    private let encoding: CellEncoding
    private var pairs: PairTable
    private var shown: CellGrid?
    private var isOpen = true
    /// The paste that has begun, and when its last character came; nil for none.
    var paste: (text: String, at: ContinuousClock.Instant)?
    /// Whether frames are written without ncurses. In direct colour, which only our own descriptions have, nearly every cell of an
    /// image has its own colours, and ncurses takes three times as long to encode them.
    private let writesFrames: Bool
    /// Whether the terminal is gone, e.g. after a lost connection.
    package private(set) var isGone = false

    /// Frames with more changed cells are synchronised (mode 2026). Small frames do not flicker, and some versions of tmux redraw the
    /// whole pane in this mode.
    private static let bigFrame = 400

    /// Opens the screen.
    /// - Parameters:
    ///   - color: the requested mode; nil for that of the environment.
    ///   - log: the file for stderr while the screen is open.
    package init(color: ColorMode?, log: String) throws(TerminalError) {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        let term = environment["TERM"] ?? ""
        guard !term.isEmpty, term != "dumb" else { throw .dumb }
        hasUnicode = nc_choose_utf8()
        let profile = TerminalProfile(requested: color, environment: environment)
        // Before the screen opens: ncurses would catch signals that are not caught yet, and exit with code 1.
        nc_catch_signals()
        let isOurs = profile.entry != .native && Self.open(profile.entry)
        guard isOurs || nc_open(nil) || nc_open("xterm-256color") else {
            nc_release_signals(0)
            throw .unknownType(term)
        }
        nc_capture_stderr(log)
        colorMode = profile.mode(colors: Int(nc_colors()))
        writesFrames = isOurs && colorMode == .truecolor
        encoding = CellEncoding(mode: colorMode, colors: Int(nc_colors()))
        pairs = PairTable(pairs: Int(nc_pairs()))
    }

    /// Opens with one of our own descriptions, which ncurses reads from the environment.
    private static func open(_ entry: TerminalProfile.Entry) -> Bool {
        let terminfo: Terminfo
        switch entry {
        case .native: return nc_open(nil)
        case .direct: terminfo = .direct
        case .tmux: terminfo = .tmux
        }
        let before = ProcessInfo.processInfo.environment["TERMINFO"]
        setenv("TERMINFO", terminfo.description, 1)
        // Child processes must find the original description.
        defer { if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") } }
        return nc_open(terminfo.name)
    }

    package var size: Size { Size(width: Int(nc_width()), height: Int(nc_height())) }

    package var bytesWritten: Int? { WrittenBytes.ofThisThread() }

    package func show(_ grid: CellGrid) -> Int {
        var changes = grid.changes(since: shown)
        if writesFrames { return write(grid, changes) }
        let most = changes.reduce(0) { $0 + $1.count }
        if colorMode != .none, most > pairs.room, !pairs.hasRoom(for: pairs(in: changes, of: grid)) {
            nc_forget_pairs()
            pairs = PairTable(pairs: Int(nc_pairs()))
            changes = grid.changes(since: nil)
        }
        var count = 0
        for run in changes {
            count += run.count
            for x in run.x..<run.x + run.count { put(grid[x, run.y], grid.marks(x: x, y: run.y), x: x, y: run.y) }
        }
        shown = grid
        if count > 0 { nc_flush(count > Self.bigFrame) }
        return count
    }

    private func write(_ grid: CellGrid, _ changes: [CellGrid.Run]) -> Int {
        let count = changes.reduce(0) { $0 + $1.count }
        shown = grid
        guard count > 0 else { return 0 }
        let bytes = grid.escaped(changes, mode: .truecolor)
        nc_send(bytes, bytes.count, count > Self.bigFrame)
        return count
    }

    private func pairs(in runs: [CellGrid.Run], of grid: CellGrid) -> some Sequence<PairTable.Colors> {
        runs.lazy.flatMap { run in (run.x..<run.x + run.count).lazy.map { self.encoding.pair(of: grid[$0, run.y]) } }
    }

    private func put(_ cell: Cell, _ marks: [Unicode.Scalar], x: Int, y: Int) {
        if cell.scalar == Cell.continuation { return }
        var pair: Int32 = 0
        if colorMode != .none {
            let colors = encoding.pair(of: cell), (number, isNew) = pairs.number(colors)
            if isNew { nc_define_pair(number, colors.foreground, colors.background) }
            pair = number
        }
        let attributes = encoding.attributes(of: cell)
        if marks.isEmpty {
            var scalar = cell.scalar.value
            nc_put(Int32(y), Int32(x), &scalar, 1, attributes, pair)
        } else {
            let scalars = [cell.scalar.value] + marks.map(\.value)
            nc_put(Int32(y), Int32(x), scalars, Int32(scalars.count), attributes, pair)
        }
    }

    package func wait(_ seconds: Double) -> Awakening {
        let ready = Int(nc_wait(Int32(min(max((seconds * 1000).rounded(.up), 0), 60_000))))
        var awakening: Awakening = []
        if ready & NC_READY_INPUT != 0 { awakening.insert(.input) }
        if ready & NC_READY_WAKE != 0 {
            awakening.insert(.wake)
            if nc_take_size() { shown = nil }
        }
        if ready & NC_READY_GONE != 0 { isGone = true }
        if isGone || nc_end_signal() != 0 { awakening.insert(.quit) }
        return awakening
    }

    package func nextInput() -> Input? {
        var value: UInt32 = 0
        while true {
            let kind = Int(nc_read(0, &value))
            if paste != nil {
                if let input = pasted(kind, value) { return input }
                if kind == NC_NOTHING { return nil }
                continue
            }
            switch kind {
            case NC_SCALAR:
                if let key = Unicode.Scalar(value).flatMap({ Key($0) }) { return .key(key) }
            case NC_KEY:
                switch Int(value) {
                case NC_MOUSE: if let event = readMouse() { return .mouse(event) }
                case NC_PASTE_BEGIN: paste = ("", .now)
                default: if let key = Self.key(Int(value)) { return .key(key) }
                }
            default: return nil
            }
        }
    }

    package func forgetScreen() {
        shown = nil
        if !writesFrames { nc_repaint() }
    }

    package func setMouse(_ on: Bool) { nc_set_mouse(on) }

    package func suspend() {
        nc_suspend()
        shown = nil
    }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        nc_close()
        nc_release_stderr()
        nc_release_signals(endSignal != nil || isGone ? 1 : 0)
    }

    package var endSignal: Int32? { nc_end_signal() == 0 ? nil : nc_end_signal() }

    /// Ends the process by `signal`, after `close`.
    package static func die(of signal: Int32) { nc_die_of(signal) }

    package var wake: @Sendable () -> Void { { @Sendable in nc_wake() } }
}
