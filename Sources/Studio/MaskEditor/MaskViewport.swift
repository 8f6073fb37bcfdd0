package import Render

/// Which part of the picture is seen, and how large.
///
/// Places on the screen are counted in halves of cells: as wide as a cell and half as high, about square.
package struct MaskViewport: Sendable, Hashable {
    let pictureWidth, pictureHeight: Int
    /// Size in half cells.
    package private(set) var columns, rows: Int
    /// 2 to this power is how large a pixel is: -1 is 1/2, 4 is 16.
    package private(set) var power = 0
    /// The pixel in the upper left corner; a multiple of what one half cell shows.
    package private(set) var x = 0, y = 0

    package static let largestPower = 4

    /// Begins with all of the picture in sight.
    package init(picture width: Int, _ height: Int, columns: Int, rows: Int) {
        (pictureWidth, pictureHeight) = (max(width, 1), max(height, 1))
        (self.columns, self.rows) = (max(columns, 1), max(rows, 1))
        fit()
    }

    /// Half cells that a pixel takes across, 1 where a half cell shows several.
    package var magnification: Int { power > 0 ? 1 << power : 1 }
    /// Pixels that a half cell shows across, 1 where a pixel takes several.
    package var reduction: Int { power < 0 ? 1 << -power : 1 }
    /// "1/2", "1", "16".
    package var label: String { power < 0 ? "1/\(reduction)" : "\(magnification)" }

    /// The least power: 1/2, or as small as it takes to see everything.
    private var fitting: Int {
        var power = Self.largestPower
        while power > -16, scaled(columns, power) < pictureWidth || scaled(rows, power) < pictureHeight { power -= 1 }
        return power
    }

    private func scaled(_ cells: Int, _ power: Int) -> Int { power < 0 ? cells << -power : cells >> power }

    package mutating func fit() {
        power = min(fitting, 0)
        (x, y) = (0, 0)
    }

    package mutating func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (max(columns, 1), max(rows, 1))
        settle()
    }

    /// Steps in or out around a pixel, which stays where it is as well as it can.
    package mutating func zoom(by steps: Int, around point: MaskShape.Point) {
        let before = place(of: point)
        power = min(max(power + steps, min(fitting, -1)), Self.largestPower)
        x = point.x - scaled(before.x, power)
        y = point.y - scaled(before.y, power)
        settle()
    }

    package mutating func zoomToPixels(around point: MaskShape.Point) { zoom(by: -power, around: point) }

    /// Moves by pixels of the picture.
    package mutating func pan(by right: Int, _ down: Int) {
        x += right
        y += down
        settle()
    }

    /// Moves as little as brings the pixel into sight.
    package mutating func follow(_ point: MaskShape.Point) {
        let width = max(scaled(columns, power), 1), height = max(scaled(rows, power), 1)
        if point.x < x { x = point.x } else if point.x >= x + width { x = point.x - width + 1 + (reduction - 1) }
        if point.y < y { y = point.y } else if point.y >= y + height { y = point.y - height + 1 + (reduction - 1) }
        settle()
    }

    private mutating func settle() {
        let step = reduction
        x = min(max(x, 0), max(pictureWidth - scaled(columns, power), 0))
        y = min(max(y, 0), max(pictureHeight - scaled(rows, power), 0))
        (x, y) = ((x + step - 1) / step * step, (y + step - 1) / step * step)
    }

    /// The half cell that shows a pixel; it may lie outside.
    package func place(of point: MaskShape.Point) -> (x: Int, y: Int) {
        ((point.x - x) * magnification / reduction, (point.y - y) * magnification / reduction)
    }

    /// The pixel under a half cell, held within the picture.
    package func pixel(atX column: Int, y row: Int) -> MaskShape.Point {
        .init(min(max(x + column * reduction / magnification, 0), pictureWidth - 1),
              min(max(y + row * reduction / magnification, 0), pictureHeight - 1))
    }

    /// The cells (not halves) on which some pixels are seen.
    package func cells(showing area: Rect) -> Rect {
        guard area.width > 0, area.height > 0 else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        func down(_ a: Int) -> Int { a >= 0 ? a * magnification / reduction : (a * magnification - reduction + 1) / reduction }
        let left = down(area.x - x), top = down(area.y - y)
        let right = down(area.right - 1 - x) + magnification, bottom = down(area.bottom - 1 - y) + magnification
        let topCell = max(top, 0) / 2, bottomCell = (max(bottom, 0) + 1) / 2
        return Rect(x: left, y: topCell, width: right - left, height: bottomCell - topCell)
            .intersection(Rect(x: 0, y: 0, width: columns, height: (rows + 1) / 2))
    }
}
