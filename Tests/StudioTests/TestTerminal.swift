import Render
import Studio

/// A terminal in memory: keys go in, the last screen comes out.
final class TestTerminal: Terminal {
    var size: Size
    var colorMode: ColorMode
    var hasUnicode = true
    var endSignal: Int32?
    var wake: @Sendable () -> Void = {}
    var leaves = false
    /// Input still to be taken, oldest first.
    var pending: [Input] = []

    private(set) var screen: CellGrid?
    /// Screens shown, and cells that had to be sent for them.
    private(set) var frames = 0, cellsSent = 0
    private(set) var isClosed = false, mouse: Bool?, suspensions = 0
    /// What waits were asked for, in seconds; nobody sleeps here.
    private(set) var waits: [Double] = []

    init(width: Int, height: Int, colorMode: ColorMode = .truecolor) {
        (size, self.colorMode) = (Size(width: width, height: height), colorMode)
    }

    /// As if a cell were ten bytes.
    var bytesWritten: Int? { 10 * cellsSent }

    func show(_ grid: CellGrid) -> Int {
        let changed = grid.changes(since: screen).reduce(0) { $0 + $1.count }
        cellsSent += changed
        screen = grid
        frames += 1
        return changed
    }

    func wait(_ seconds: Double) -> Awakening {
        waits.append(seconds)
        return leaves || endSignal != nil ? .quit : pending.isEmpty ? [] : .input
    }

    /// Called for each input that is taken.
    var onInput: () -> Void = {}

    func nextInput() -> Input? {
        guard !pending.isEmpty else { return nil }
        onInput()
        return pending.removeFirst()
    }
    func forgetScreen() { screen = nil }
    func setMouse(_ on: Bool) { mouse = on }
    func suspend() { suspensions += 1 }
    func close() { isClosed = true }

    /// What is written on the screen, a line to a row.
    var text: String { screen?.text ?? "" }
}
