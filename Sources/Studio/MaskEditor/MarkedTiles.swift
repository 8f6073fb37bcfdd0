import Render

/// Which tiles of a mask have a pixel to repair, so that a small view of a large mask misses none and reads few.
struct MarkedTiles: Sendable {
    /// Side of a tile in pixels.
    private static let side = 16

    private let across: Int
    private var isMarked: [Bool]

    /// - Complexity: O(pixels).
    init(_ mask: MaskPlane) {
        across = (mask.width + Self.side - 1) / Self.side
        isMarked = Array(repeating: false, count: across * ((mask.height + Self.side - 1) / Self.side))
        update(mask.bounds, of: mask)
    }

    /// Reads the tiles of an area of the mask again.
    mutating func update(_ area: Rect, of mask: MaskPlane) {
        let area = area.intersection(mask.bounds)
        guard area.width > 0, area.height > 0 else { return }
        for row in area.y / Self.side...(area.bottom - 1) / Self.side {
            for column in area.x / Self.side...(area.right - 1) / Self.side {
                isMarked[row * across + column] = Self.hasMarked(Self.tile(column, row, mask), of: mask)
            }
        }
    }

    /// Whether any pixel of an area is to be repaired.
    func hasMarked(in area: Rect, of mask: MaskPlane) -> Bool {
        let area = area.intersection(mask.bounds)
        guard area.width > 0, area.height > 0 else { return false }
        for row in area.y / Self.side...(area.bottom - 1) / Self.side {
            for column in area.x / Self.side...(area.right - 1) / Self.side where isMarked[row * across + column] {
                let tile = Self.tile(column, row, mask), part = tile.intersection(area)
                if part == tile || Self.hasMarked(part, of: mask) { return true }
            }
        }
        return false
    }

    private static func tile(_ column: Int, _ row: Int, _ mask: MaskPlane) -> Rect {
        Rect(x: column * side, y: row * side, width: side, height: side).intersection(mask.bounds)
    }

    private static func hasMarked(_ area: Rect, of mask: MaskPlane) -> Bool {
        for y in area.y..<area.bottom {
            let row = y * mask.width
            for i in row + area.x..<row + area.right where mask.values[i] >= 128 { return true }
        }
        return false
    }
}
