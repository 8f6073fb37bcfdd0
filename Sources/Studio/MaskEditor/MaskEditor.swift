package import Raster
package import Render

/// The state of the mask editor, and the operations of keys and mouse on it.
///
/// A value like the rest of the model. `changed` is the part of the image that must be redrawn.
package struct MaskEditor: Sendable {
    package enum Tool: String, Sendable, CaseIterable {
        case brush, eraser, line, rectangle, lasso
        /// Fill connected pixels of the same mask value, or of a similar colour.
        case flood, similar
        case hand
    }

    package let image: Bitmap
    package private(set) var mask: MaskPlane
    package private(set) var history = MaskHistory()
    package var tool = Tool.brush
    /// The brush that was chosen, in half cells of the screen; nil for the one that fits image and view.
    var brush: Double?
    /// Diameter in pixels, 1...999. It follows the zoom, so that the brush keeps its size on the screen.
    package var brushSize: Int {
        get {
            let pixels = brush.map { Int(($0 * Double(view.reduction) / Double(view.magnification)).rounded()) }
            return min(max(pixels ?? max(Self.defaultBrush, Self.defaultCells * view.span), 1), Self.largestBrush)
        }
        set { brush = Double(newValue) * Double(view.magnification) / Double(view.reduction) }
    }
    /// The largest difference of similar colours in each channel, 0...255.
    package var tolerance = 24
    package var cursor: MaskShape.Point
    package var view: MaskViewport
    package var overlay = MaskOverlay()
    /// Whether the keyboard's pen is down.
    package private(set) var isPenDown = false
    /// Whether the mask has changes that are not saved.
    package private(set) var isDirty = false
    /// Which parts of the mask have pixels to repair, for drawing.
    private(set) var marked: MarkedTiles
    /// Counts changes, for autosaving.
    package private(set) var revision = 0
    /// The part of the image that changed since the last `takeChanged`.
    package private(set) var changed: Rect

    /// The brush that fits: so many pixels, but at least so many half cells of the screen.
    package static let defaultBrush = 16, defaultCells = 4, largestBrush = 999

    /// The current drag: its points, its tool, and the mask value that it writes.
    private var drag: (points: [MaskShape.Point], tool: Tool, value: UInt8)?
    /// Where the current edit has written: the feather around it is drawn at the end of the edit.
    private var written = Rect(x: 0, y: 0, width: 0, height: 0)

    /// - Parameter mask: the initial mask, of the image's size; nil for an empty one.
    package init(image: Bitmap, mask: MaskPlane? = nil, view: MaskViewport? = nil) {
        let mask = mask ?? MaskPlane(width: image.width, height: image.height)
        precondition(
            mask.width == image.width && mask.height == image.height,
            "a mask of \(mask.width) x \(mask.height) for an image of \(image.width) x \(image.height)")
        (self.image, self.mask, changed, marked) = (image, mask, mask.bounds, MarkedTiles(mask))
        cursor = .init(image.width / 2, image.height / 2)
        self.view = view ?? MaskViewport(image: image.width, image.height, columns: 80, rows: 48)
    }

    /// Returns `changed` and clears it.
    package mutating func takeChanged() -> Rect {
        defer { changed = Rect(x: 0, y: 0, width: 0, height: 0) }
        return changed
    }

    package mutating func markSaved() { isDirty = false }

    /// The unfinished shape, to show over the image; nil for none.
    package var draft: MaskShape? {
        guard let drag, let first = drag.points.first, let last = drag.points.last else { return nil }
        switch drag.tool {
        case .line: return .stroke(from: first, to: last, size: brushSize)
        case .rectangle: return .rectangle(first, last)
        case .lasso: return .lasso(drag.points)
        case .brush, .eraser, .flood, .similar, .hand: return nil
        }
    }

    /// The brush at the cursor, to show over the image; nil for a tool without one.
    package var brushShape: MaskShape? {
        switch tool {
        case .brush, .eraser, .line: .stroke(from: cursor, to: cursor, size: brushSize)
        case .rectangle, .lasso, .flood, .similar, .hand: nil
        }
    }

    /// The part of the image where the cursor and the brush are drawn.
    package var cursorArea: Rect {
        let margin = tool == .brush || tool == .eraser || tool == .line ? brushSize / 2 + 1 : 0
        return Rect(x: cursor.x, y: cursor.y, width: 1, height: 1).grown(by: margin)
    }

    /// Whether a stroke or a shape is unfinished.
    package var isDrawing: Bool { drag != nil }

    // MARK: - Pointing, with the mouse or with the keyboard's cursor

    /// - Parameter erases: whether the tool erases instead of painting, as with the right button.
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
        guard let current = drag, let last = current.points.last, last != point else { return }
        switch current.tool {
        case .brush, .eraser:
            // The mouse reports cells, and skips some: the pixels between two reports are painted too.
            write(.stroke(from: last, to: point, size: brushSize), current.value)
            drag?.points = [point]
        case .hand: view.pan(by: last.x - point.x, last.y - point.y)
        case .line, .rectangle:
            touch(draft?.box)
            drag?.points = [current.points[0], point]
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
        drawFeather()
        history.commit(mask)
    }

    /// Discards the unfinished shape, or the stroke of a brush.
    package mutating func cancel() {
        guard drag != nil else { return }
        touch(draft?.box)
        drag = nil
        isPenDown = false
        written = Rect(x: 0, y: 0, width: 0, height: 0)
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
        let point = MaskShape.Point(
            min(max(cursor.x + x, 0), image.width - 1), min(max(cursor.y + y, 0), image.height - 1))
        if isPenDown { move(to: point) } else { cursor = point }
        view.follow(cursor)
    }

    // MARK: - The whole mask

    package mutating func clear() { replace("clear", MaskPlane(width: mask.width, height: mask.height)) }
    package mutating func coverAll() {
        replace(
            "select all",
            MaskPlane(
                width: mask.width, height: mask.height,
                values: [UInt8](repeating: 255, count: mask.values.count)))
    }
    package mutating func invert() { replace("invert", mask.inverted()) }
    package mutating func grow(by radius: Int) { replace("grow \(radius)", mask.grown(by: radius)) }
    package mutating func shrink(by radius: Int) { replace("shrink \(radius)", mask.shrunk(by: radius)) }
    package mutating func feather(by change: Int) { replace("feather", mask.feathered(by: change)) }
    package mutating func load(_ other: MaskPlane) { replace("load", other) }

    /// Undoes the last edit and returns its name; nil for none.
    @discardableResult package mutating func undo() -> String? { changed(by: history.undo(&mask)) }
    @discardableResult package mutating func redo() -> String? { changed(by: history.redo(&mask)) }

    private mutating func changed(by step: (name: String, area: Rect)?) -> String? {
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
        history.record(mask.bounds, of: mask)
        mask = other
        history.commit(mask)
        noteChange(mask.bounds)
    }

    private mutating func apply(_ name: String, _ shape: MaskShape, _ value: UInt8) {
        history.begin(name, mask)
        write(shape, value)
        drawFeather()
        history.commit(mask)
    }

    /// Draws the feather around what the current edit has written.
    private mutating func drawFeather() {
        let area = mask.feathering(written.intersection(mask.bounds))
        written = Rect(x: 0, y: 0, width: 0, height: 0)
        guard mask.feather > 0, area.width > 0, area.height > 0 else { return }
        history.record(area, of: mask)
        mask.drawFeather(in: area)
        touch(area)
    }

    private mutating func write(_ shape: MaskShape, _ value: UInt8) {
        // A fill may be wide and thin: its rows are recorded one by one, not their box.
        for span in shape.spans {
            history.record(Rect(x: span.columns.lowerBound, y: span.y, width: span.columns.count, height: 1), of: mask)
        }
        mask.fill(shape, with: value)
        if mask.feather > 0 { written = written.union(shape.box) }
        noteChange(shape.box)
    }

    private mutating func noteChange(_ area: Rect) {
        touch(area)
        marked.update(area, of: mask)
        isDirty = true
        revision += 1
    }

    private mutating func touch(_ area: Rect?) {
        // One pixel more on every side: outlines depend on their neighbours.
        if let area { changed = changed.union(area.grown(by: 1).intersection(mask.bounds)) }
    }

    private func floodShape(_ point: MaskShape.Point) -> MaskShape {
        guard point.x >= 0, point.y >= 0, point.x < mask.width, point.y < mask.height else { return MaskShape() }
        let values = mask.values, wanted = values[point.y * mask.width + point.x]
        // A feather is no border: only what is repaired counts.
        if mask.feather > 0 {
            return .flood(from: point, width: mask.width, height: mask.height) {
                (values[$0] >= 128) == (wanted >= 128)
            }
        }
        return .flood(from: point, width: mask.width, height: mask.height) { values[$0] == wanted }
    }

    private func similarShape(_ point: MaskShape.Point) -> MaskShape {
        guard point.x >= 0, point.y >= 0, point.x < mask.width, point.y < mask.height else { return MaskShape() }
        let pixels = image.pixels, channels = image.channels, start = (point.y * image.width + point.x) * channels
        return .flood(from: point, width: mask.width, height: mask.height) { i in
            (0..<channels).allSatisfy { abs(Int(pixels[i * channels + $0]) - Int(pixels[start + $0])) <= tolerance }
        }
    }
}
