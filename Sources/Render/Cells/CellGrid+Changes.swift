extension CellGrid {
    /// Consecutive changed cells of a row.
    package struct Run: Sendable, Equatable {
        package var x, y, count: Int
        package init(x: Int, y: Int, count: Int) { (self.x, self.y, self.count) = (x, y, count) }
    }

    /// The runs, in reading order, that differ from `earlier`; all rows where the sizes differ.
    /// - Complexity: O(cells).
    package func changes(since earlier: CellGrid?) -> [Run] {
        guard let earlier, earlier.width == width, earlier.height == height else {
            return width == 0 ? [] : (0..<height).map { Run(x: 0, y: $0, count: width) }
        }
        let hasMarks = !marks.isEmpty || !earlier.marks.isEmpty
        var runs: [Run] = []
        for y in 0..<height {
            var start: Int?
            for x in 0..<width {
                let i = y * width + x
                if cells[i] != earlier.cells[i] || hasMarks && marks[i] != earlier.marks[i] {
                    if start == nil { start = x }
                } else if let from = start {
                    runs.append(Run(x: from, y: y, count: x - from))
                    start = nil
                }
            }
            if let from = start { runs.append(Run(x: from, y: y, count: width - from)) }
        }
        return runs
    }
}
