/// The mouse in the mask editor: the left button paints, the right one erases, the middle one drags the view, the wheel zooms.
package struct MaskPointer: Sendable {
    private var panFrom: (x: Int, y: Int)?

    package init() {}

    /// - Parameter event: in cells from the view's upper left corner; presses outside of `height` rows or of the image are ignored.
    package mutating func handle(_ event: MouseEvent, _ editor: inout MaskEditor, height: Int) {
        let pixel = editor.view.pixel(atX: event.x, y: 2 * event.y)
        let isInside = (0..<height).contains(event.y) && editor.view.shows(column: event.x, row: 2 * event.y)
        switch (event.action, event.button) {
        case (.press, .middle): panFrom = (event.x, event.y)
        case (.press, .left) where isInside: editor.press(pixel)
        case (.press, .right) where isInside: editor.press(pixel, erases: true)
        case (.drag, _):
            guard panFrom != nil else { return editor.move(to: pixel) }
            pan(to: event, &editor.view)
        case (.release, _):
            panFrom = nil
            editor.release()
        case (.wheelUp, _): editor.view.zoom(by: 1, around: pixel)
        case (.wheelDown, _): editor.view.zoom(by: -1, around: pixel)
        default: break
        }
    }

    /// Only drags the view and zooms; false for other events.
    mutating func navigate(_ event: MouseEvent, _ view: inout MaskViewport) -> Bool {
        let pixel = view.pixel(atX: event.x, y: 2 * event.y)
        switch (event.action, event.button) {
        case (.press, .middle): panFrom = (event.x, event.y)
        case (.drag, _) where panFrom != nil: pan(to: event, &view)
        case (.release, _) where panFrom != nil: panFrom = nil
        case (.wheelUp, _): view.zoom(by: 1, around: pixel)
        case (.wheelDown, _): view.zoom(by: -1, around: pixel)
        default: return false
        }
        return true
    }

    private mutating func pan(to event: MouseEvent, _ view: inout MaskViewport) {
        guard let from = panFrom else { return }
        let here = view.pixel(atX: event.x, y: 2 * event.y), there = view.pixel(atX: from.x, y: 2 * from.y)
        view.pan(by: there.x - here.x, there.y - here.y)
        panFrom = (event.x, event.y)
    }
}
