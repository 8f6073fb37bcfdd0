/// What a drawing does not show whole. Only names, paths and tags may be shortened, by `Cut` before they are drawn, so the texts here are
/// faults: a test draws every screen and expects none.
package struct DrawingRecord: Sendable, Hashable {
    package struct Text: Sendable, Hashable {
        package let text: String
        /// The file that drew it, as `#fileID`.
        package let source: String
    }

    package fileprivate(set) var shortened: [Text] = []
    /// The files that drew a box, as `#fileID`.
    package fileprivate(set) var boxes: Set<String> = []
}

/// A screen, or a part of it, as a value.
///
/// All drawing clips to the grid; drawing outside is not an error.
package struct CellGrid: Sendable, Equatable {
    package let width, height: Int
    /// Row after row.
    package private(set) var cells: [Cell]
    /// The combining marks of the few cells that have any, by the cells' indices.
    private(set) var marks: [Int: [Unicode.Scalar]] = [:]
    /// What the drawing left out, and who drew; not part of the picture.
    package private(set) var record = DrawingRecord()

    package init(_ size: Size, filledWith cell: Cell) {
        precondition(size.width >= 0 && size.height >= 0, "a grid of \(size.width)x\(size.height) cells")
        (width, height) = (size.width, size.height)
        cells = Array(repeating: cell, count: size.width * size.height)
    }

    package var size: Size { Size(width: width, height: height) }
    package var bounds: Rect { Rect(size) }

    package subscript(x: Int, y: Int) -> Cell {
        get { cells[y * width + x] }
        set {
            cells[y * width + x] = newValue
            if !marks.isEmpty { marks[y * width + x] = nil }
        }
    }

    /// The combining marks over a cell's character, at most four; empty for nearly all cells.
    package func marks(x: Int, y: Int) -> [Unicode.Scalar] { marks.isEmpty ? [] : marks[y * width + x] ?? [] }

    /// Sets the marks of a cell that has its character; writing the cell again removes them. Clips like all drawing.
    mutating func setMarks(_ new: [Unicode.Scalar], x: Int, y: Int) {
        guard bounds.contains(x: x, y: y) else { return }
        marks[y * width + x] = new
    }

    mutating func removeMarks() { marks = [:] }

    /// Notes a text that is not shown whole.
    package mutating func noteShortened(_ text: some StringProtocol, source: String) {
        record.shortened.append(.init(text: String(text), source: source))
    }

    /// Notes that a file drew a box.
    package mutating func noteBox(source: String) { record.boxes.insert(source) }

    package mutating func fill(_ area: Rect, with cell: Cell) {
        let part = area.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { self[x, y] = cell }
        }
    }

    /// Applies `change` to every cell of `area`.
    package mutating func tint(_ area: Rect, _ change: (inout Cell) -> Void) {
        let part = area.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { change(&cells[y * width + x]) }
        }
    }

    /// Copies `other`, with its top left cell at (x, y).
    package mutating func blit(_ other: CellGrid, x: Int, y: Int) {
        let part = Rect(x: x, y: y, width: other.width, height: other.height).intersection(bounds)
        for row in part.y..<part.bottom {
            for column in part.x..<part.right {
                self[column, row] = other[column - x, row - y]
                if !other.marks.isEmpty {
                    let new = other.marks(x: column - x, y: row - y)
                    if !new.isEmpty { setMarks(new, x: column, y: row) }
                }
            }
        }
    }

    /// The text, one line for each row, without trailing spaces.
    package var text: String {
        (0..<height).map { y in
            var line = String.UnicodeScalarView()
            for x in 0..<width where self[x, y].scalar != Cell.continuation {
                line.append(self[x, y].scalar)
                line.append(contentsOf: marks(x: x, y: y))
            }
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }
}
