package import Render

/// Why a wait ended.
package struct Awakening: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let input = Awakening(rawValue: 1)
    /// `wake` was called, or the window has a new size.
    package static let wake = Awakening(rawValue: 2)
    /// The terminal is gone, or a signal ends the program.
    package static let quit = Awakening(rawValue: 4)
}

/// A terminal with screen, keyboard and mouse; everything else depends only on this protocol. Main thread only.
@MainActor package protocol Terminal: AnyObject {
    var size: Size { get }
    var colorMode: ColorMode { get }
    /// False for a terminal that shows only ASCII.
    var hasUnicode: Bool { get }

    /// Shows `grid`; sends only the cells that changed.
    /// - Returns: the number of cells sent.
    @discardableResult
    func show(_ grid: CellGrid) -> Int
    /// Bytes written by this thread so far; nil where the system does not count them. Costs three system calls.
    var bytesWritten: Int? { get }
    /// Waits for input or a wake-up, at most `seconds`.
    func wait(_ seconds: Double) -> Awakening
    /// Removes and returns the oldest input; nil for none.
    func nextInput() -> Input?
    /// Lets the next `show` send every cell.
    func forgetScreen()
    func setMouse(_ on: Bool)
    /// Suspends the program; returns when the user continues it.
    func suspend()
    /// Restores the terminal.
    func close()
    /// The signal that ends the program; nil for none.
    var endSignal: Int32? { get }
    /// Ends a wait, from any thread.
    var wake: @Sendable () -> Void { get }
}
