package import Raster

extension DataMap {
    /// By tile of a grid, the index of the image nearest to its centre; no entry for an empty tile.
    func nearest(_ columns: Int, _ rows: Int) -> [Int: Int] {
        var best: [Int: (distance: Float, index: Int)] = [:]
        for (index, point) in map.points.enumerated() {
            // In tiles from the top left.
            let x = (Self.clamped(point.x) + 1) / 2 * Float(columns), y = (1 - Self.clamped(point.y)) / 2 * Float(rows)
            let column = min(Int(x), columns - 1), row = min(Int(y), rows - 1)
            let distance =
                (x - Float(column) - 0.5) * (x - Float(column) - 0.5) + (y - Float(row) - 0.5) * (y - Float(row) - 0.5)
            if let other = best[row * columns + column], other.distance <= distance { continue }
            best[row * columns + column] = (distance, index)
        }
        return best.mapValues(\.index)
    }

    static func clamped(_ value: Float) -> Float { min(max(value, -1), 1) }

    /// Pixels of a side of the map, at least, and of the mark of the prompt.
    private static let side = 768, mark = 9

    /// The map as an image in the images' own size: each tile has the image nearest to its centre; a cross marks the prompt.
    package var bitmap: Bitmap {
        guard let first = images.first?.image else { return Bitmap(width: 1, height: 1, channels: 3, filledWith: 0) }
        let (columns, rows) = (max(Self.side / (first.width + 1), 4), max(Self.side / (first.height + 1), 4))
        var result = Bitmap(
            width: columns * (first.width + 1), height: rows * (first.height + 1), channels: 3, filledWith: 32)
        for (cell, index) in nearest(columns, rows) {
            result.copy(
                images[index].image.converted(toChannels: 3), x: cell % columns * (first.width + 1),
                y: cell / columns * (first.height + 1))
        }
        guard let prompt else { return result }
        let x = Int((Self.clamped(prompt.x) + 1) / 2 * Float(result.width - 1))
        let y = Int((1 - Self.clamped(prompt.y)) / 2 * Float(result.height - 1))
        let red = Bitmap(width: 1, height: 1, channels: 3, pixels: [255, 64, 64])
        for offset in -Self.mark...Self.mark {
            for width in -1...1 {
                result.copy(red, x: x + offset, y: y + width)
                result.copy(red, x: x + width, y: y + offset)
            }
        }
        return result
    }
}
