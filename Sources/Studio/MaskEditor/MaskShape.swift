package import Render

/// What a tool covers, as rows of pixels.
package struct MaskShape: Sendable, Equatable {
    package struct Point: Sendable, Hashable {
        package var x, y: Int
        package init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }
    }

    /// Pixels `columns` of row `y`; they may overlap and lie outside the picture.
    package struct Span: Sendable, Equatable {
        package var y: Int
        package var columns: Range<Int>
    }

    package var spans: [Span] = []

    package var box: Rect {
        spans.reduce(Rect(x: 0, y: 0, width: 0, height: 0)) {
            $0.union(Rect(x: $1.columns.lowerBound, y: $1.y, width: $1.columns.count, height: 1))
        }
    }

    /// A round brush drawn from `start` to `end`: all pixels whose middle is within half of `size` of the line between.
    ///
    /// An even brush has its middle on a corner, the upper left one of the pixel pointed at.
    /// - Complexity: O(rows and columns of the box around it).
    package static func stroke(from start: Point, to end: Point, size: Int) -> MaskShape {
        precondition(size >= 1, "a brush of \(size) pixels")
        let shift = size % 2 == 0 ? 0.5 : 0, radius = Double(size) / 2
        let (ax, ay) = (Double(start.x) - shift, Double(start.y) - shift)
        let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
        let length = dx * dx + dy * dy, reach = size / 2 + 1
        var shape = MaskShape()
        for y in min(start.y, end.y) - reach...max(start.y, end.y) + reach {
            var first: Int?, last = 0
            for x in min(start.x, end.x) - reach...max(start.x, end.x) + reach {
                let (px, py) = (Double(x) - ax, Double(y) - ay)
                let along = length > 0 ? min(max((px * dx + py * dy) / length, 0), 1) : 0
                let (ex, ey) = (px - along * dx, py - along * dy)
                guard ex * ex + ey * ey <= radius * radius + 1e-9 else { continue }
                if first == nil { first = x }
                last = x
            }
            // The shape is convex: a row of it has no gaps.
            if let first { shape.spans.append(Span(y: y, columns: first..<last + 1)) }
        }
        return shape
    }

    /// The rectangle with these two corners, both within it.
    package static func rectangle(_ a: Point, _ b: Point) -> MaskShape {
        let columns = min(a.x, b.x)..<max(a.x, b.x) + 1
        return MaskShape(spans: (min(a.y, b.y)...max(a.y, b.y)).map { Span(y: $0, columns: columns) })
    }

    /// What a line through `points`, closed from the last to the first, goes around (even-odd rule at pixels' middles), and
    /// the line itself.
    package static func lasso(_ points: [Point]) -> MaskShape {
        guard let first = points.first else { return MaskShape() }
        var shape = MaskShape()
        for (a, b) in zip(points, points.dropFirst() + [first]) {
            shape.spans += stroke(from: a, to: b, size: 1).spans
        }
        let rows = points.map(\.y)
        for y in (rows.min() ?? 0)...(rows.max() ?? 0) {
            var crossings: [Double] = []
            for (a, b) in zip(points, points.dropFirst() + [first]) where (a.y <= y) != (b.y <= y) {
                crossings.append(Double(a.x) + Double(y - a.y) * Double(b.x - a.x) / Double(b.y - a.y))
            }
            crossings.sort()
            for i in stride(from: 0, to: crossings.count - 1, by: 2) {
                let from = Int(crossings[i].rounded(.up)), to = Int(crossings[i + 1].rounded(.down))
                if from <= to { shape.spans.append(Span(y: y, columns: from..<to + 1)) }
            }
        }
        return shape
    }

    /// All pixels joined by their sides to `start` for which `belongs` is true; nothing where it is not true there.
    /// - Complexity: O(pixels filled).
    package static func flood(from start: Point, width: Int, height: Int, _ belongs: (Int) -> Bool) -> MaskShape {
        var shape = MaskShape(), seen = Set<Int>()
        guard (0..<width).contains(start.x), (0..<height).contains(start.y), belongs(start.y * width + start.x) else { return shape }
        // Spans of a row are found whole; `seen` holds the first pixel of each.
        var waiting = [start]
        while let point = waiting.popLast() {
            let row = point.y * width
            var left = point.x, right = point.x + 1
            while left > 0, belongs(row + left - 1) { left -= 1 }
            guard seen.insert(row + left).inserted else { continue }
            while right < width, belongs(row + right) { right += 1 }
            shape.spans.append(Span(y: point.y, columns: left..<right))
            for y in [point.y - 1, point.y + 1] where (0..<height).contains(y) {
                var x = left
                while x < right {
                    if belongs(y * width + x) {
                        waiting.append(Point(x, y))
                        while x < right, belongs(y * width + x) { x += 1 }
                    }
                    x += 1
                }
            }
        }
        return shape
    }
}

extension MaskPlane {
    /// Writes `value` over the shape, as far as it lies in the mask.
    package mutating func fill(_ shape: MaskShape, with value: UInt8) {
        for span in shape.spans where (0..<height).contains(span.y) {
            let columns = span.columns.clamped(to: 0..<width), start = span.y * width
            for i in start + columns.lowerBound..<start + columns.upperBound { values[i] = value }
        }
    }
}
