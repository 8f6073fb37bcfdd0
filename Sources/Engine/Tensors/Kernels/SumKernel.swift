import Numerics

/// Sums over the middle dimension of a block (outer, summed, inner).
///
/// The order of additions depends on the dimensions alone, so results do not change with the number of threads. Partial
/// sums of at most `block` terms are added to each other, which keeps rounding errors from growing with the length.
struct SumKernel: Kernel {
    let outer: Int, summed: Int, inner: Int
    let source: Int, target: Int

    static let block = 256
    /// Columns of a chunk where there is only one outer row.
    private static let columnsPerChunk = 256
    private static let smallWork = 1 << 14

    private var splitsColumns: Bool { outer == 1 }
    var chunks: Int {
        if outer * summed * inner < Self.smallWork { return 1 }
        return splitsColumns ? (inner + Self.columnsPerChunk - 1) / Self.columnsPerChunk : min(outer, 16)
    }

    func run(chunk: Int, in context: KernelContext) {
        let (x, y) = (context.arena + source, context.arena + target)
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
                for row in first..<min(summed, first + Self.block) {
                    partial += Self.load(x + row * inner + start, width)
                }
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
            for start in stride(from: first, to: min(count, first + block * 16), by: 16) {
                partial += load(x + start, min(16, count - start))
            }
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
