package import Render

/// A terminal in memory: keys go in, the last screen comes out.
package final class TestTerminal: Terminal {
    package var size: Size
    package var colorMode: ColorMode
    package var hasUnicode = true
    package var endSignal: Int32?
    package var wake: @Sendable () -> Void = {}
    package var leaves = false
    /// Input still to be taken, oldest first.
    package var pending: [Input] = []

    package private(set) var screen: CellGrid?
    /// Screens shown, and cells that had to be sent for them.
    package private(set) var frames = 0, cellsSent = 0
    package private(set) var isClosed = false, mouse: Bool?, suspensions = 0
    /// What waits were asked for, in seconds; nobody sleeps here.
    package private(set) var waits: [Double] = []

    package init(width: Int, height: Int, colorMode: ColorMode = .truecolor) {
        (size, self.colorMode) = (Size(width: width, height: height), colorMode)
    }

    package func show(_ grid: CellGrid) {
        cellsSent += grid.changes(since: screen).reduce(0) { $0 + $1.count }
        screen = grid
        frames += 1
    }

    package func wait(_ seconds: Double) -> Awakening {
        waits.append(seconds)
        return leaves || endSignal != nil ? .leave : pending.isEmpty ? [] : .input
    }

    package func nextInput() -> Input? { pending.isEmpty ? nil : pending.removeFirst() }
    package func forgetScreen() { screen = nil }
    package func setMouse(_ on: Bool) { mouse = on }
    package func suspend() { suspensions += 1 }
    package func close() { isClosed = true }

    /// What is written on the screen, a line to a row.
    package var text: String { screen?.text ?? "" }
}
