package import Render

/// What ended a wait.
package struct Awakening: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let input = Awakening(rawValue: 1)
    /// Somebody called the waker, or the window has a new size.
    package static let wake = Awakening(rawValue: 2)
    /// The terminal is gone, or a signal asks us to leave.
    package static let leave = Awakening(rawValue: 4)
}

/// A screen and the keys before it: the only thing the interface knows of a terminal. Main thread only.
@MainActor package protocol Terminal: AnyObject {
    var size: Size { get }
    var colorMode: ColorMode { get }
    /// False where only ASCII can be shown.
    var hasUnicode: Bool { get }

    /// Makes the screen look like `grid`, sending what differs from the last one.
    /// - Returns: how many cells that were.
    @discardableResult
    func show(_ grid: CellGrid) -> Int
    /// Bytes written so far, by whoever has called `show`; nil where nobody counts. Costs a system call or three.
    var bytesWritten: Int? { get }
    /// Sleeps until something happens, at most `seconds`.
    func wait(_ seconds: Double) -> Awakening
    /// The oldest input not taken yet; nil when there is none.
    func nextInput() -> Input?
    /// The next `show` sends everything.
    func forgetScreen()
    func setMouse(_ on: Bool)
    /// Gives the terminal to the shell until the user comes back.
    func suspend()
    /// Gives the terminal back for good.
    func close()
    /// The signal that asks us to leave, nil when the terminal is only gone.
    var endSignal: Int32? { get }
    /// Ends a wait, from any thread.
    var wake: @Sendable () -> Void { get }
}
