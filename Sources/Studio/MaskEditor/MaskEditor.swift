package import Raster
package import Render

/// The mask editor without a screen: what it knows, and what keys and the mouse do to it.
///
/// A value like the rest of the studio's model. `changed` says which part of the picture must be drawn again.
package struct MaskEditor: Sendable {
    package enum Tool: String, Sendable, CaseIterable {
        case brush, eraser, line, rectangle, lasso
        /// Fills what has the same mask value; what has a similar colour.
        case flood, similar
        case hand
    }

    package let picture: Bitmap
    package private(set) var mask: MaskPlane
    package private(set) var history = MaskHistory()
    package var tool = Tool.brush
    /// Across, in pixels.
    package var brushSize = MaskEditor.defaultBrush
    /// The most that two colours may differ in a channel and still be similar.
    package var tolerance = 24
    package var cursor: MaskShape.Point
    package var view: MaskViewport
    package var overlay = MaskOverlay()
    /// The keyboard's pen.
    package private(set) var isPenDown = false
    /// Whether there is something that no file holds yet.
    package private(set) var isDirty = false
    /// Counts changes, for autosaving.
    package private(set) var revision = 0
    /// The part of the picture to be drawn again since it was last taken.
    package private(set) var changed: Rect

    static let defaultBrush = 16, largestBrush = 999

    /// A drag under way: its points, and what the tool writes.
    private var drag: (points: [MaskShape.Point], tool: Tool, value: UInt8)?

    /// - Parameter mask: one to go on with, of the picture's size.
    package init(picture: Bitmap, mask: MaskPlane? = nil, view: MaskViewport? = nil) {
        let mask = mask ?? MaskPlane(width: picture.width, height: picture.height)
        precondition(mask.width == picture.width && mask.height == picture.height,
                     "a mask of \(mask.width) x \(mask.height) for a picture of \(picture.width) x \(picture.height)")
        (self.picture, self.mask, changed) = (picture, mask, mask.bounds)
        cursor = .init(picture.width / 2, picture.height / 2)
        self.view = view ?? MaskViewport(picture: picture.width, picture.height, columns: 80, rows: 48)
    }

    /// Hands out what is to be drawn again, and begins anew.
    package mutating func takeChanged() -> Rect {
        defer { changed = Rect(x: 0, y: 0, width: 0, height: 0) }
        return changed
    }

    package mutating func markSaved() { isDirty = false }

    /// The outline of a shape that is still being drawn, to show over the picture; nil where there is none.
    package var draft: MaskShape? {
        guard let drag, let first = drag.points.first, let last = drag.points.last else { return nil }
        switch drag.tool {
        case .line: return .stroke(from: first, to: last, size: brushSize)
        case .rectangle: return .rectangle(first, last)
        case .lasso: return .lasso(drag.points)
        case .brush, .eraser, .flood, .similar, .hand: return nil
        }
    }

    /// Whether a stroke or a shape is under way.
    package var isDrawing: Bool { drag != nil }

    // MARK: Pointing: the mouse, or the keyboard's cursor with its pen down.

    /// - Parameter erases: the right button takes away, whatever the tool.
    package mutating func press(_ point: MaskShape.Point, erases: Bool = false) {
        if drag != nil { release() }
        cursor = point
        let value: UInt8 = erases || tool == .eraser ? 0 : 255
        switch tool {
        case .hand: drag = ([point], .hand, value)
        case .flood: apply(value == 0 ? "unfill" : "fill", floodShape(point), value)
        case .similar: apply("similar colours", similarShape(point), value)
        case .brush, .eraser, .line, .rectangle, .lasso:
            history.begin(value == 0 ? "eraser" : tool.rawValue, mask)
            drag = ([point], tool, value)
            if tool == .brush || tool == .eraser { write(.stroke(from: point, to: point, size: brushSize), value) }
        }
    }

    package mutating func move(to point: MaskShape.Point) {
        cursor = point
        guard let under = drag, let last = under.points.last, last != point else { return }
        switch under.tool {
        case .brush, .eraser:
            // The mouse reports cells, and not each of them: what lies between is painted too.
            write(.stroke(from: last, to: point, size: brushSize), under.value)
            drag?.points = [point]
        case .hand: view.pan(by: last.x - point.x, last.y - point.y)
        case .line, .rectangle:
            touch(draft?.box)
            drag?.points = [under.points[0], point]
            touch(draft?.box)
        case .lasso:
            drag?.points.append(point)
            touch(draft?.box)
        case .flood, .similar: break
        }
    }

    package mutating func release() {
        if let shape = draft, let drag { write(shape, drag.value) }
        drag = nil
        isPenDown = false
        history.commit(mask)
    }

    /// Forgets a shape under way; what a brush has painted is taken back.
    package mutating func cancel() {
        guard drag != nil else { return }
        touch(draft?.box)
        drag = nil
        isPenDown = false
        if let area = history.abandon(&mask), area.width > 0 { noteChange(area) }
    }

    package mutating func togglePen() {
        if isPenDown {
            release()
        } else {
            press(cursor)
            isPenDown = drag != nil
        }
    }

    package mutating func moveCursor(by x: Int, _ y: Int) {
        let point = MaskShape.Point(min(max(cursor.x + x, 0), picture.width - 1), min(max(cursor.y + y, 0), picture.height - 1))
        if isPenDown { move(to: point) } else { cursor = point }
        view.follow(cursor)
    }

    // MARK: The whole mask.

    package mutating func clear() { replace("clear", MaskPlane(width: mask.width, height: mask.height)) }
    package mutating func coverAll() {
        replace("select all", MaskPlane(width: mask.width, height: mask.height,
                                        values: [UInt8](repeating: 255, count: mask.values.count)))
    }
    package mutating func invert() { replace("invert", mask.inverted()) }
    package mutating func grow(by radius: Int) { replace("grow \(radius)", mask.grown(by: radius)) }
    package mutating func shrink(by radius: Int) { replace("shrink \(radius)", mask.shrunk(by: radius)) }
    package mutating func feather(by radius: Int) { replace("feather \(radius)", mask.feathered(by: radius)) }
    package mutating func load(_ other: MaskPlane) { replace("load", other) }

    /// The name of what was taken back; nil where there was nothing.
    @discardableResult package mutating func undo() -> String? { took(history.undo(&mask)) }
    @discardableResult package mutating func redo() -> String? { took(history.redo(&mask)) }

    private mutating func took(_ step: (name: String, area: Rect)?) -> String? {
        guard let step else { return nil }
        drag = nil
        isPenDown = false
        noteChange(step.area)
        return step.name
    }

    private mutating func replace(_ name: String, _ other: MaskPlane) {
        precondition(other.width == mask.width && other.height == mask.height, "a mask of another size")
        if drag != nil { release() }
        history.begin(name, mask)
        history.keep(mask.bounds, of: mask)
        mask = other
        history.commit(mask)
        noteChange(mask.bounds)
    }

    private mutating func apply(_ name: String, _ shape: MaskShape, _ value: UInt8) {
        history.begin(name, mask)
        write(shape, value)
        history.commit(mask)
    }

    private mutating func write(_ shape: MaskShape, _ value: UInt8) {
        // A flood may reach far and be thin: its rows are kept one by one, not their box.
        for span in shape.spans {
            history.keep(Rect(x: span.columns.lowerBound, y: span.y, width: span.columns.count, height: 1), of: mask)
        }
        mask.fill(shape, with: value)
        noteChange(shape.box)
    }

    private mutating func noteChange(_ area: Rect) {
        touch(area)
        isDirty = true
        revision += 1
    }

    private mutating func touch(_ area: Rect?) {
        // One more on every side: outlines look at their neighbours.
        if let area { changed = changed.union(area.grown(by: 1).intersection(mask.bounds)) }
    }

    private func floodShape(_ point: MaskShape.Point) -> MaskShape {
        guard point.x >= 0, point.y >= 0, point.x < mask.width, point.y < mask.height else { return MaskShape() }
        let values = mask.values, wanted = values[point.y * mask.width + point.x]
        return .flood(from: point, width: mask.width, height: mask.height) { values[$0] == wanted }
    }

    private func similarShape(_ point: MaskShape.Point) -> MaskShape {
        guard point.x >= 0, point.y >= 0, point.x < mask.width, point.y < mask.height else { return MaskShape() }
        let pixels = picture.pixels, channels = picture.channels, start = (point.y * picture.width + point.x) * channels
        return .flood(from: point, width: mask.width, height: mask.height) { i in
            (0..<channels).allSatisfy { abs(Int(pixels[i * channels + $0]) - Int(pixels[start + $0])) <= tolerance }
        }
    }
}
