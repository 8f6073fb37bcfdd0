/// The extents of a tensor, outermost first; a scalar has none.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
    public let extents: [Int]

    public init(_ extents: [Int]) {
        precondition(extents.allSatisfy { $0 > 0 }, "a shape has positive extents, got \(extents)")
        self.extents = extents
    }

    public init(arrayLiteral extents: Int...) { self.init(extents) }

    public static let scalar = Shape([])

    public var rank: Int { extents.count }
    public var count: Int { extents.reduce(1, *) }
    public subscript(axis: Int) -> Int { extents[axis] }
    public var description: String { extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "x") }

    /// Elements between neighbours along each axis, rows stored whole and the last axis contiguous.
    package var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) { strides[axis] = strides[axis + 1] * extents[axis + 1] }
        return strides
    }

    /// The shape both stretch to: aligned at the last axis, an extent of 1 or a missing axis repeats. Nil if they clash.
    package static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
        let rank = max(a.rank, b.rank)
        let (x, y) = (a.padded(to: rank), b.padded(to: rank))
        var extents: [Int] = []
        for (p, q) in zip(x, y) {
            guard p == q || p == 1 || q == 1 else { return nil }
            extents.append(max(p, q))
        }
        return Shape(extents)
    }

    /// Strides that read a tensor of this shape as if it had been stretched to `target`: 0 where it repeats.
    package func strides(stretchedTo target: Shape) -> [Int] {
        let own = Array(repeating: 0, count: target.rank - rank) + strides
        return zip(own, zip(padded(to: target.rank), target.extents)).map { $1.0 == 1 && $1.1 != 1 ? 0 : $0 }
    }

    package func padded(to rank: Int) -> [Int] { Array(repeating: 1, count: rank - self.rank) + extents }
}
