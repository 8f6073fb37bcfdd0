import Engine
import Raster
import Render

/// The data spread out by meaning: at every place of the panel the picture that lies nearest to it in the joint space, and where what is
/// asked for lies.
struct MapPanel {
    var data: DataMap
    var theme: Theme
    var mosaic: Mosaic
    var zoom: Int
    var ascii: Bool

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let share = "the two main axes of the joint space, \(Int((data.map.share * 100).rounded())) % of its variance"
        let inside = Panel(theme: theme).draw(into: &grid, area, title: [.init(text: "map of the data", style: theme.style(.text, .bold))],
                                              right: [.init(text: share, style: theme.style(.dim))])
        let tile = tile(inside), columns = inside.width / tile.width, rows = inside.height / tile.height
        guard columns > 0, rows > 0 else { return }
        for (place, index) in nearest(columns, rows) {
            let (x, y) = (inside.x + place % columns * tile.width, inside.y + place / columns * tile.height)
            grid.blit(mosaic.cells(of: data.pictures[index].picture, size: Size(width: tile.width - 1, height: tile.height)), x: x, y: y)
        }
        guard let wish = data.wish else { return }
        let x = inside.x + Int((clamped(wish.x) + 1) / 2 * Float(inside.width - 1)), y = inside.y + Int((1 - clamped(wish.y)) / 2 * Float(inside.height - 1))
        grid.put(ascii ? "X" : "◆", x: x, y: y, TextStyle(theme[.accent], on: theme[.background], .bold))
    }

    /// Cells of a place: pictures in half blocks, one of them wide apart.
    private func tile(_ inside: Rect) -> Size {
        guard let picture = data.pictures.first?.picture else { return Size(width: 1, height: 1) }
        let width = min(max(inside.width / 14 + 2 * zoom, 6), max(inside.width, 1))
        return Size(width: width + 1, height: max((width * picture.height / picture.width + 1) / 2, 1))
    }

    private func clamped(_ value: Float) -> Float { min(max(value, -1), 1) }

    /// For each place of `columns` by `rows` that has any, the picture nearest to its middle.
    func nearest(_ columns: Int, _ rows: Int) -> [Int: Int] {
        var best: [Int: (distance: Float, index: Int)] = [:]
        for (index, place) in data.map.places.enumerated() {
            // From the top left, in places.
            let x = (clamped(place.x) + 1) / 2 * Float(columns), y = (1 - clamped(place.y)) / 2 * Float(rows)
            let column = min(Int(x), columns - 1), row = min(Int(y), rows - 1)
            let distance = (x - Float(column) - 0.5) * (x - Float(column) - 0.5) + (y - Float(row) - 0.5) * (y - Float(row) - 0.5)
            if let other = best[row * columns + column], other.distance <= distance { continue }
            best[row * columns + column] = (distance, index)
        }
        return best.mapValues(\.index)
    }
}
