/// A screen, or a part of one, as a value: what is drawn here is what a terminal is asked to show.
///
/// Everything that draws clips: a place outside the grid is left out, never an error.
public struct CellGrid: Sendable, Equatable {
    public let width, height: Int
    /// Row after row.
    public private(set) var cells: [Cell]

    public init(_ size: Size, filledWith cell: Cell) {
        precondition(size.width >= 0 && size.height >= 0, "a grid of \(size.width)x\(size.height) cells")
        (width, height) = (size.width, size.height)
        cells = Array(repeating: cell, count: size.width * size.height)
    }

    public var size: Size { Size(width: width, height: height) }
    public var bounds: Rect { Rect(size) }

    public subscript(x: Int, y: Int) -> Cell {
        get { cells[y * width + x] }
        set { cells[y * width + x] = newValue }
    }

    public mutating func fill(_ area: Rect, with cell: Cell) {
        let part = area.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { cells[y * width + x] = cell }
        }
    }

    /// Changes the colours in `area` and leaves what is written there.
    public mutating func tint(_ area: Rect, _ change: (inout Cell) -> Void) {
        let part = area.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { change(&cells[y * width + x]) }
        }
    }

    /// Copies `other` so that its first cell comes to stand at (x, y).
    public mutating func blit(_ other: CellGrid, x: Int, y: Int) {
        let part = Rect(x: x, y: y, width: other.width, height: other.height).intersection(bounds)
        for row in part.y..<part.bottom {
            for column in part.x..<part.right {
                cells[row * width + column] = other.cells[(row - y) * other.width + column - x]
            }
        }
    }

    /// What is written, a line to a row, without trailing spaces; for tests and for copying.
    public var text: String {
        (0..<height).map { y in
            var line = String.UnicodeScalarView()
            for x in 0..<width where self[x, y].scalar != Cell.continuation { line.append(self[x, y].scalar) }
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }
}
