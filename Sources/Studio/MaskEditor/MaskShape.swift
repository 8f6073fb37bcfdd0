package import Render

/// The pixels that a tool covers, as rows.
package struct MaskShape: Sendable, Equatable {
    package struct Point: Sendable, Hashable {
        package var x, y: Int
        package init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }
    }

    /// Pixels `columns` of row `y`; they may overlap and lie outside the image.
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

    /// A round brush moved from `start` to `end`: all pixels whose centre is within `size` / 2 of the line.
    ///
    /// The centre of an even brush is the upper left corner of the pixel.
    /// - Complexity: O(pixels of the bounding box).
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
            // The shape is convex, so that a row has no gaps.
            if let first { shape.spans.append(Span(y: y, columns: first..<last + 1)) }
        }
        return shape
    }

    /// The rectangle with these two corners, both included.
    package static func rectangle(_ a: Point, _ b: Point) -> MaskShape {
        let columns = min(a.x, b.x)..<max(a.x, b.x) + 1
        return MaskShape(spans: (min(a.y, b.y)...max(a.y, b.y)).map { Span(y: $0, columns: columns) })
    }

    /// The closed polygon through `points`, with its outline (even-odd rule at the centres of pixels).
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

    /// The 4-connected region around `start` where `isIncluded` is true; empty where it is false at `start`.
    /// - Complexity: O(pixels filled).
    package static func flood(from start: Point, width: Int, height: Int, _ isIncluded: (Int) -> Bool) -> MaskShape {
        var shape = MaskShape(), seen = Set<Int>()
        guard (0..<width).contains(start.x), (0..<height).contains(start.y), isIncluded(start.y * width + start.x)
        else { return shape }
        // `seen` holds the first pixel of each span.
        var waiting = [start]
        while let point = waiting.popLast() {
            let row = point.y * width
            var left = point.x, right = point.x + 1
            while left > 0, isIncluded(row + left - 1) { left -= 1 }
            guard seen.insert(row + left).inserted else { continue }
            while right < width, isIncluded(row + right) { right += 1 }
            shape.spans.append(Span(y: point.y, columns: left..<right))
            for y in [point.y - 1, point.y + 1] where (0..<height).contains(y) {
                var x = left
                while x < right {
                    if isIncluded(y * width + x) {
                        waiting.append(Point(x, y))
                        while x < right, isIncluded(y * width + x) { x += 1 }
                    }
                    x += 1
                }
            }
        }
        return shape
    }
}

extension MaskPlane {
    /// Writes `value` to the pixels of the shape that lie in the mask.
    package mutating func fill(_ shape: MaskShape, with value: UInt8) {
        for span in shape.spans where (0..<height).contains(span.y) {
            let columns = span.columns.clamped(to: 0..<width), start = span.y * width
            for i in start + columns.lowerBound..<start + columns.upperBound { values[i] = value }
        }
    }
}
