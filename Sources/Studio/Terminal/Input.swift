/// Input of the user.
package enum Input: Sendable, Equatable {
    case key(Key)
    case mouse(MouseEvent)
    /// Pasted text; it is never treated as keys.
    case paste(String)
}

/// One report of the mouse, in cells from the top left.
package struct MouseEvent: Sendable, Equatable {
    package enum Action: Sendable, Equatable { case press, release, drag, wheelUp, wheelDown }
    package enum Button: Sendable, Equatable { case left, middle, right, none }

    package var action: Action
    package var button: Button
    package var x, y: Int

    package init(_ action: Action, _ button: Button = .left, x: Int, y: Int) {
        (self.action, self.button, self.x, self.y) = (action, button, x, y)
    }

    /// Reads what follows `ESC [ <` in an SGR report (xterm mode 1006): `button;column;row` and M, or m for a release.
    /// nil for any other text, and for unsupported buttons.
    package init?(report: some StringProtocol) {
        guard let last = report.last, last == "M" || last == "m" else { return nil }
        let numbers = report.dropLast().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2],
            column > 0, row > 0
        else { return nil }
        (x, y) = (column - 1, row - 1)
        if code & 64 != 0 {
            guard code & 3 < 2 else { return nil }
            (action, button) = (code & 1 == 0 ? .wheelUp : .wheelDown, .none)
            return
        }
        guard code & 128 == 0 else { return nil }
        button = [.left, .middle, .right, .none][code & 3]
        action = last == "m" ? .release : code & 32 != 0 ? .drag : .press
    }
}
