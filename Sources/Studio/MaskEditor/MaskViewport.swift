package import Render

/// The visible part of the image, and its magnification.
///
/// Screen coordinates are in half cells: as wide as a cell and half as high, about square. At first the whole image fits the
/// screen; the zoom steps are powers of two. An image smaller than the screen is centred.
package struct MaskViewport: Sendable, Hashable {
    /// The size of a pixel on the screen.
    private enum Scale: Sendable, Hashable {
        case fit
        /// 2 to this power half cells: -1 is 1/2, 4 is 16.
        case power(Int)
    }

    let imageWidth, imageHeight: Int
    /// Size of the screen in half cells.
    package private(set) var columns, rows: Int
    private var scale = Scale.fit
    /// A pixel takes `magnification` / `reduction` half cells.
    package private(set) var magnification = 1
    package private(set) var reduction = 1
    /// The pixel in the upper left corner; negative where the image does not fill the screen.
    package private(set) var x = 0, y = 0

    package static let largestPower = 4
    /// The scale that fits the image is a multiple of 1/64 half cell.
    private static let parts = 64

    /// Fits the whole image.
    package init(image width: Int, _ height: Int, columns: Int, rows: Int) {
        (imageWidth, imageHeight) = (max(width, 1), max(height, 1))
        (self.columns, self.rows) = (max(columns, 1), max(rows, 1))
        fit()
    }

    /// "1/2", "1", "16"; "0.44" for a scale that fits the image.
    package var label: String {
        if reduction == 1 { return "\(magnification)" }
        if magnification == 1 { return "1/\(reduction)" }
        return "0." + String(1000 + 1000 * magnification / reduction).dropFirst().prefix(2)
    }

    /// Pixels across in a half cell, rounded up; at least 1.
    package var span: Int { max((reduction + magnification - 1) / magnification, 1) }

    /// Pixels across in a number of half cells.
    private func scaled(_ cells: Int) -> Int { cells * reduction / magnification }

    package mutating func fit() {
        scale = .fit
        settle()
    }

    package mutating func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (max(columns, 1), max(rows, 1))
        settle()
    }

    /// Zooms by powers of two around a pixel, which keeps its position as far as possible. The smallest scale fits the image, or is
    /// 1/2 for a small image.
    package mutating func zoom(by steps: Int, around point: MaskShape.Point) {
        let before = position(of: point), now = nearestPower, fitting = fittingPower
        let wanted = min(now.power + steps + (steps < 0 && !now.isExact ? 1 : 0), Self.largestPower)
        scale = fitting < -1 && wanted <= fitting ? .fit : .power(max(wanted, min(fitting, -1)))
        setRatio()
        x = point.x - scaled(before.x)
        y = point.y - scaled(before.y)
        settle()
    }

    package mutating func zoomToPixels(around point: MaskShape.Point) {
        let before = position(of: point)
        scale = .power(0)
        setRatio()
        (x, y) = (point.x - before.x, point.y - before.y)
        settle()
    }

    /// The largest power that is at most the current scale, and whether they are equal.
    private var nearestPower: (power: Int, isExact: Bool) {
        func scaled(_ power: Int) -> (pixel: Int, power: Int) {
            power < 0 ? (magnification << -power, reduction) : (magnification, reduction << power)
        }
        var power = Self.largestPower
        while power > -24, scaled(power).pixel < scaled(power).power { power -= 1 }
        return (power, scaled(power).pixel == scaled(power).power)
    }

    /// The largest power at which the whole image is visible.
    private var fittingPower: Int {
        var power = Self.largestPower
        func shown(_ cells: Int) -> Int { power < 0 ? cells << -power : cells >> power }
        while power > -24, shown(columns) < imageWidth || shown(rows) < imageHeight { power -= 1 }
        return power
    }

    private mutating func setRatio() {
        switch scale {
        case .power(let power): (magnification, reduction) = power < 0 ? (1, 1 << -power) : (1 << power, 1)
        case .fit:
            let whole = min(columns / imageWidth, rows / imageHeight, 1 << Self.largestPower)
            if whole >= 1 {
                (magnification, reduction) = (whole, 1)
                return
            }
            func needed(_ pixels: Int, _ cells: Int) -> Int { (Self.parts * pixels + cells - 1) / cells }
            let least = max(needed(imageWidth, columns), needed(imageHeight, rows))
            (magnification, reduction) = least % Self.parts == 0 ? (1, least / Self.parts) : (Self.parts, least)
        }
    }

    /// Moves the view by pixels of the image.
    package mutating func pan(by right: Int, _ down: Int) {
        x += right
        y += down
        settle()
    }

    /// Moves the view by the least distance that makes the pixel visible.
    package mutating func follow(_ point: MaskShape.Point) {
        let width = max(scaled(columns), 1), height = max(scaled(rows), 1)
        if point.x < x { x = point.x } else if point.x >= x + width { x = point.x - width + span }
        if point.y < y { y = point.y } else if point.y >= y + height { y = point.y - height + span }
        settle()
    }

    private mutating func settle() {
        setRatio()
        x = settled(x, imageWidth, columns, even: false)
        y = settled(y, imageHeight, rows, even: true)
    }

    /// A corner within the image at a whole half cell; centred where the image is smaller than the screen. `even` rounds to whole
    /// cells, so that the same pairs of pixels share a cell at every position.
    private func settled(_ corner: Int, _ pixels: Int, _ cells: Int, even: Bool) -> Int {
        let spare = cells - (pixels * magnification + reduction - 1) / reduction
        if spare > 0 {
            let before = even ? spare / 4 * 2 : spare / 2
            return -((before * reduction + magnification - 1) / magnification)
        }
        let held = min(max(corner, 0), max(pixels - scaled(cells), 0))
        return magnification == 1 ? (held + reduction - 1) / reduction * reduction : held
    }

    /// The half cell of a pixel; it may lie outside of the screen.
    package func position(of point: MaskShape.Point) -> (x: Int, y: Int) { (down(point.x - x), down(point.y - y)) }

    /// The pixel of a half cell, clamped to the image.
    package func pixel(atX column: Int, y row: Int) -> MaskShape.Point {
        let start = self.start(column: column, row: row)
        return .init(min(max(start.x, 0), imageWidth - 1), min(max(start.y, 0), imageHeight - 1))
    }

    /// Whether a half cell shows a part of the image.
    func shows(column: Int, row: Int) -> Bool {
        let start = self.start(column: column, row: row)
        return (0..<imageWidth).contains(start.x) && (0..<imageHeight).contains(start.y)
    }

    /// The first pixel of a half cell; it may lie outside of the image.
    func start(column: Int, row: Int) -> (x: Int, y: Int) {
        // Rounded up, so that `position` is the inverse.
        let rounding = magnification < reduction ? magnification - 1 : 0
        func first(_ cell: Int) -> Int {
            let numerator = cell * reduction + rounding
            return numerator >= 0 ? numerator / magnification : (numerator - magnification + 1) / magnification
        }
        return (x + first(column), y + first(row))
    }

    private func down(_ pixels: Int) -> Int {
        let numerator = pixels * magnification
        return numerator >= 0 ? numerator / reduction : (numerator - reduction + 1) / reduction
    }

    /// The cells (not half cells) that show an area of the image.
    package func cells(showing area: Rect) -> Rect {
        guard area.width > 0, area.height > 0 else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        func up(_ pixels: Int) -> Int { -down(-pixels) }
        let left = down(area.x - x), top = down(area.y - y)
        let right = max(up(area.right - x), left + 1), bottom = max(up(area.bottom - y), top + 1)
        let topCell = max(top, 0) / 2, bottomCell = (max(bottom, 0) + 1) / 2
        return Rect(x: left, y: topCell, width: right - left, height: bottomCell - topCell)
            .intersection(Rect(x: 0, y: 0, width: columns, height: (rows + 1) / 2))
    }
}
