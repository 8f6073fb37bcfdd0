/// Reorders the axes of a tensor: walks the result in order and reads the input with strides.
package struct PermuteKernel: Sendable {
    let extents: [Int], strides: [Int]
    let source: Int, target: Int

    /// - Parameter strides: elements in the input between neighbours of the result along each axis.
    package init(extents: [Int], strides: [Int], source: Int, target: Int) {
        (self.extents, self.strides, self.source, self.target) = (extents, strides, source, target)
    }

    private static let elementsPerChunk = 1 << 15
    private var rows: Int { extents.dropLast().reduce(1, *) }
    package var chunks: Int { min(rows, max(1, rows * extents.last! / Self.elementsPerChunk)) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>) {
        let length = extents[extents.count - 1], step = strides[strides.count - 1]
        for row in rows * chunk / chunks..<rows * (chunk + 1) / chunks {
            var (rest, offset) = (row, source)
            for axis in stride(from: extents.count - 2, through: 0, by: -1) {
                offset += rest % extents[axis] * strides[axis]
                rest /= extents[axis]
            }
            let (from, to) = (arena + offset, arena + target + row * length)
            if step == 1 { to.update(from: from, count: length) } else { for i in 0..<length { to[i] = from[i * step] } }
        }
    }
}
