/// Reorders the axes of a tensor: writes the result in order and reads the input with strides.
struct PermuteKernel: Kernel {
    /// Dimensions of the result, and elements of the input between its neighbours along each axis.
    let dimensions: [Int], strides: [Int]
    let source: Int, target: Int

    private static let elementsPerChunk = 1 << 15
    private var rows: Int { dimensions.dropLast().reduce(1, *) }
    var chunks: Int { min(rows, max(1, rows * dimensions.last! / Self.elementsPerChunk)) }

    func run(chunk: Int, in context: KernelContext) {
        let arena = context.arena
        let length = dimensions[dimensions.count - 1], step = strides[strides.count - 1]
        for row in rows * chunk / chunks..<rows * (chunk + 1) / chunks {
            var (rest, offset) = (row, source)
            for axis in stride(from: dimensions.count - 2, through: 0, by: -1) {
                offset += rest % dimensions[axis] * strides[axis]
                rest /= dimensions[axis]
            }
            let (from, to) = (arena + offset, arena + target + row * length)
            if step == 1 {
                to.update(from: from, count: length)
            } else {
                for i in 0..<length { to[i] = from[i * step] }
            }
        }
    }
}
