/// The view of curves: cursor, zoom, and the kind of curves.
package struct CurveView: Sendable, Equatable {
    /// The step of the cursor; nil for none.
    package var cursor: Double?
    /// The visible steps; nil for all.
    package var window: ClosedRange<Double>?
    /// Index of the kind of curves, modulo their number.
    package var kind = 0

    package init() {}

    /// Fraction of the view that an arrow key moves the cursor by.
    private static let stride = 0.01
    /// Fewest visible steps.
    private static let narrowest = 10.0

    /// Runs a command on curves over the steps `whole`; false for a command that is not the view's.
    mutating func handle(_ command: Command, whole: ClosedRange<Double>) -> Bool {
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

    /// Moves the cursor to a step, and the view so that it is visible.
    mutating func move(to step: Double, _ whole: ClosedRange<Double>) {
        let step = min(max(step.rounded(), whole.lowerBound), whole.upperBound)
        cursor = step
        guard let view = window, !view.contains(step) else { return }
        pan(by: step < view.lowerBound ? step - view.lowerBound : step - view.upperBound, whole)
    }

    mutating func zoom(by factor: Double, around step: Double, _ whole: ClosedRange<Double>) {
        let view = window ?? whole, width = view.upperBound - view.lowerBound
        let zoomed = max(width * factor, min(Self.narrowest, width))
        guard zoomed < whole.upperBound - whole.lowerBound else { return window = nil }
        // The step keeps its position on the screen.
        let position = width > 0 ? (step - view.lowerBound) / width : 0.5
        let start = min(max(step - position * zoomed, whole.lowerBound), whole.upperBound - zoomed)
        window = start...start + zoomed
    }

    private mutating func pan(by steps: Double, _ whole: ClosedRange<Double>) {
        guard let view = window else { return }
        let width = view.upperBound - view.lowerBound
        let start = min(max(view.lowerBound + steps, whole.lowerBound), max(whole.upperBound - width, whole.lowerBound))
        window = start...start + width
    }
}
