import Numerics

/// The products of some tiles and one panel at all nine points: small enough for the first-level cache.
enum BFloat16WinogradBlock {
    /// Tiles of a block: the rows that a product keeps in registers.
    static let rows = 12
    /// Floats of a block: (9, 12, 32).
    static let count = WinogradGeometry.points * rows * BFloat16.panelWidth

    /// Tiles that are transformed at once, of `count`: as many as fit in the second-level cache with what they are added to, where `bytes` is
    /// what one tile has of both; but not so few that the weights, which are read again each time, take longer.
    static func tiles(_ count: Int, bytes: Int) -> Int { min(count, max(least, cache / (bytes * rows)) * rows) }

    private static let cache = 3 << 18

    /// Tiles of a chunk, about: its results stay in the second-level cache until the epilogue has run.
    static let tilesOfChunk = 128
    /// Blocks.
    private static let least = 8

    /// C (9, 12, 32) = A B at each point.
    /// - Parameters:
    ///   - block: of the `tiles` that A (9, tiles, pairs) holds.
    ///   - panel: of the `panels` that B (9, panels, pairs, 32) holds.
    @inline(__always)
    static func multiply(
        _ block: Range<Int>, of tiles: Int, pairs: Int, a: UnsafePointer<UInt32>, b: UnsafePointer<UInt32>, panel: Int,
        of panels: Int, into c: UnsafeMutablePointer<Float>
    ) {
        let width = BFloat16.panelWidth
        for point in 0..<WinogradGeometry.points {
            BFloat16.multiply(
                m: block.count, n: width, pairs: pairs, a: a + (point * tiles + block.lowerBound) * pairs,
                inPanels: false, b: b + (point * panels + panel) * pairs * width, c: c + point * rows * width,
                ldc: width)
        }
    }

    /// The nine points of tile `index` of a block, sixteen channels from `half` on.
    @inline(__always)
    static func square(_ c: UnsafePointer<Float>, _ index: Int, _ half: Int) -> VectorSquare {
        let start = c + index * BFloat16.panelWidth + half, distance = rows * BFloat16.panelWidth
        func point(_ point: Int) -> Vector { (start + point * distance).vector }
        return VectorSquare(
            VectorTriple(point(0), point(1), point(2)), VectorTriple(point(3), point(4), point(5)),
            VectorTriple(point(6), point(7), point(8)))
    }

    /// Stores two vectors of neighbouring channels at each point, rounded; points lie `distance` pairs apart.
    @inline(__always)
    static func store(
        _ first: VectorSquare, _ second: VectorSquare, to d: UnsafeMutablePointer<UInt32>, distance: Int
    ) {
        func row(_ a: VectorTriple, _ b: VectorTriple, _ point: Int) {
            (d + point * distance).vector = BFloat16.neighbours(a.first, b.first)
            (d + (point + 1) * distance).vector = BFloat16.neighbours(a.second, b.second)
            (d + (point + 2) * distance).vector = BFloat16.neighbours(a.third, b.third)
        }
        row(first.top, second.top, 0)
        row(first.middle, second.middle, 3)
        row(first.bottom, second.bottom, 6)
    }
}
