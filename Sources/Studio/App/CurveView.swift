/// Where a reader of curves stands: the cursor, the part that is zoomed to, the kind of curves.
package struct CurveView: Sendable, Equatable {
    /// A step.
    package var cursor: Double?
    /// Steps shown; nil shows all.
    package var window: ClosedRange<Double>?
    /// Counts the kinds that there are.
    package var kind = 0

    package init() {}

    /// Columns that an arrow key moves the cursor by, of a view of a hundred.
    private static let stride = 0.01
    /// No view is narrower, in steps.
    private static let narrowest = 10.0

    /// Does what a command says to a view of curves over `whole`; false for one that is no such command.
    mutating func perform(_ command: Command, whole: ClosedRange<Double>) -> Bool {
        let view = window ?? whole, width = view.upperBound - view.lowerBound
        switch command {
        case .cursorLeft: move(to: (cursor ?? view.upperBound) - max(width * Self.stride, 1), whole)
        case .cursorRight: move(to: (cursor ?? view.upperBound) + max(width * Self.stride, 1), whole)
        case .zoomIn: zoom(by: 0.5, around: cursor ?? (view.lowerBound + view.upperBound) / 2, whole)
        case .zoomOut: zoom(by: 2, around: cursor ?? (view.lowerBound + view.upperBound) / 2, whole)
        case .panLeft: pan(by: -width / 4, whole)
        case .panRight: pan(by: width / 4, whole)
        case .whole: (cursor, window) = (nil, nil)
        default: return false
        }
        return true
    }

    /// Puts the cursor at a step, and the view where it can be seen.
    mutating func move(to step: Double, _ whole: ClosedRange<Double>) {
        let step = min(max(step.rounded(), whole.lowerBound), whole.upperBound)
        cursor = step
        guard let view = window, !view.contains(step) else { return }
        pan(by: step < view.lowerBound ? step - view.lowerBound : step - view.upperBound, whole)
    }

    mutating func zoom(by factor: Double, around step: Double, _ whole: ClosedRange<Double>) {
        let view = window ?? whole, width = view.upperBound - view.lowerBound
        let wanted = max(width * factor, min(Self.narrowest, width))
        guard wanted < whole.upperBound - whole.lowerBound else { return window = nil }
        // What stands at `step` stays where it is on the screen.
        let place = width > 0 ? (step - view.lowerBound) / width : 0.5
        let start = min(max(step - place * wanted, whole.lowerBound), whole.upperBound - wanted)
        window = start...start + wanted
    }

    private mutating func pan(by steps: Double, _ whole: ClosedRange<Double>) {
        guard let view = window else { return }
        let width = view.upperBound - view.lowerBound
        let start = min(max(view.lowerBound + steps, whole.lowerBound), max(whole.upperBound - width, whole.lowerBound))
        window = start...start + width
    }
}
