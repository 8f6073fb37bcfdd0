/// The dimensions of a tensor, outermost first; a scalar has none.
package struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
    package let dimensions: [Int]

    package init(_ dimensions: [Int]) {
        precondition(dimensions.allSatisfy { $0 > 0 }, "dimensions are positive, got \(dimensions)")
        self.dimensions = dimensions
    }

    package init(arrayLiteral dimensions: Int...) { self.init(dimensions) }

    package static let scalar = Shape([])

    package var rank: Int { dimensions.count }
    package var count: Int { dimensions.reduce(1, *) }
    package subscript(axis: Int) -> Int { dimensions[axis] }
    package var description: String {
        dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "x")
    }

    /// Elements between neighbours along each axis, in row-major order.
    package var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * dimensions[axis + 1]
        }
        return strides
    }

    /// The shape that both broadcast to, as in NumPy: aligned at the last axis, a size of 1 or a missing axis repeats.
    /// Nil where they do not fit.
    package static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
        let rank = max(a.rank, b.rank)
        let (x, y) = (a.padded(to: rank), b.padded(to: rank))
        var dimensions: [Int] = []
        for (p, q) in zip(x, y) {
            guard p == q || p == 1 || q == 1 else { return nil }
            dimensions.append(max(p, q))
        }
        return Shape(dimensions)
    }

    /// Strides that read a tensor of this shape as if it had been broadcast to `target`: 0 where it repeats.
    package func strides(broadcastTo target: Shape) -> [Int] {
        let padded = Array(repeating: 0, count: target.rank - rank) + strides
        return zip(padded, zip(self.padded(to: target.rank), target.dimensions)).map { $1.0 == 1 && $1.1 != 1 ? 0 : $0 }
    }

    /// The same with another size along one axis.
    package func replacing(_ axis: Int, by size: Int) -> Shape {
        var dimensions = dimensions
        dimensions[axis] = size
        return Shape(dimensions)
    }

    /// The dimensions with leading ones, `rank` in all.
    package func padded(to rank: Int) -> [Int] { Array(repeating: 1, count: rank - self.rank) + dimensions }
}
