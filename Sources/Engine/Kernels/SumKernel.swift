/// Adds up the middle extent of an [outer, summed, inner] block.
///
/// The order of additions depends on the extents alone, so results do not change with the number of lanes. Partial sums
/// of at most `block` terms are added to each other, which keeps rounding errors from growing with the length.
package struct SumKernel: Sendable {
    package var outer: Int, summed: Int, inner: Int
    package var source: Int, target: Int

    package init(outer: Int, summed: Int, inner: Int, source: Int, target: Int) {
        (self.outer, self.summed, self.inner, self.source, self.target) = (outer, summed, inner, source, target)
    }

    static let block = 256
    /// Columns a chunk takes when there is only one outer row.
    private static let columnsPerChunk = 256
    private static let smallWork = 1 << 14

    private var splitsColumns: Bool { outer == 1 }
    package var chunks: Int {
        if outer * summed * inner < Self.smallWork { return 1 }
        return splitsColumns ? (inner + Self.columnsPerChunk - 1) / Self.columnsPerChunk : min(outer, 16)
    }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>) {
        let (x, y) = (arena + source, arena + target)
        if splitsColumns {
            let size = chunks == 1 ? inner : Self.columnsPerChunk
            let columns = chunk * size..<min(inner, (chunk + 1) * size)
            if inner == 1 { y[0] = Self.contiguous(x, summed) } else { addRows(x, y, columns) }
        } else {
            for o in outer * chunk / chunks..<outer * (chunk + 1) / chunks {
                let row = x + o * summed * inner
                if inner == 1 { y[o] = Self.contiguous(row, summed) } else { addRows(row, y + o * inner, 0..<inner) }
            }
        }
    }

    private func addRows(_ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ columns: Range<Int>) {
        var start = columns.lowerBound
        while start < columns.upperBound {
            let width = min(16, columns.upperBound - start)
            var total = Vector(repeating: 0)
            for first in stride(from: 0, to: summed, by: Self.block) {
                var partial = Vector(repeating: 0)
                for row in first..<min(summed, first + Self.block) { partial += Self.load(x + row * inner + start, width) }
                total += partial
            }
            for i in 0..<width { y[start + i] = total[i] }
            start += width
        }
    }

    private static func contiguous(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
        var total = Vector(repeating: 0)
        for first in stride(from: 0, to: count, by: block * 16) {
            var partial = Vector(repeating: 0)
            for start in stride(from: first, to: min(count, first + block * 16), by: 16) { partial += load(x + start, min(16, count - start)) }
            total += partial
        }
        return total.sum()
    }

    @inline(__always)
    private static func load(_ x: UnsafeMutablePointer<Float>, _ width: Int) -> Vector {
        if width == 16 { return UnsafeRawPointer(x).loadUnaligned(as: Vector.self) }
        var v = Vector(repeating: 0)
        for i in 0..<width { v[i] = x[i] }
        return v
    }
}
