import Render

/// The visible rows of a list: those around the selected one. A row has one line of the screen or more.
struct ListLayout: Sendable, Equatable {
    let area: Rect
    /// Indices of the visible rows.
    let rows: Range<Int>
    /// The lines of each visible row; empty where each has one.
    private let heights: [Int]

    /// - Parameters:
    ///   - selected: index of the selected row.
    ///   - count: number of rows.
    init(_ area: Rect, selected: Int, count: Int) {
        let first = max(min(selected - area.height / 2, count - area.height), 0)
        self.area = area
        rows = first..<max(min(first + area.height, count), first)
        heights = []
    }

    /// - Parameter heights: the lines of each row.
    init(_ area: Rect, selected: Int, heights: [Int]) {
        let selected = min(max(selected, 0), max(heights.count - 1, 0))
        // Whole rows above the selected one in the upper half, then as many as fit; the rest above again.
        var first = selected, end = selected, used = 0
        func fits(_ row: Int, _ limit: Int) -> Bool { heights.indices.contains(row) && used + heights[row] <= limit }
        if fits(end, .max) {
            used += heights[end]
            end += 1
        }
        while fits(first - 1, area.height / 2) { first -= 1; used += heights[first] }
        while fits(end, area.height) { used += heights[end]; end += 1 }
        while fits(first - 1, area.height) { first -= 1; used += heights[first] }
        self.area = area
        rows = first..<end
        self.heights = Array(heights[first..<end])
    }

    /// The lines of the screen of a list row.
    func line(_ row: Int) -> Rect {
        let index = row - rows.lowerBound
        guard heights.indices.contains(index) else {
            return Rect(x: area.x, y: area.y + index, width: area.width, height: 1)
        }
        let above = heights[..<index].reduce(0, +)
        return Rect(x: area.x, y: area.y + above, width: area.width, height: min(heights[index], area.height - above))
    }

    /// The list row at a position of the screen; nil for none.
    func row(atX x: Int, y: Int) -> Int? {
        guard area.contains(x: x, y: y) else { return nil }
        return rows.first { line($0).contains(x: x, y: y) }
    }
}
