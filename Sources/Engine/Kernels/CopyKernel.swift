/// Copies a block of rows between two buffers: one part of a concatenation, or a slice.
package struct CopyKernel: Sendable {
    /// Rows, elements of each, and the elements between rows in the source and in the target.
    package var rows: Int, run: Int
    package var source: Int, sourceStride: Int
    package var target: Int, targetStride: Int

    package init(rows: Int, run: Int, source: Int, sourceStride: Int, target: Int, targetStride: Int) {
        (self.rows, self.run, self.source, self.sourceStride) = (rows, run, source, sourceStride)
        (self.target, self.targetStride) = (target, targetStride)
    }

    func run(arena: UnsafeMutablePointer<Float>) {
        for row in 0..<rows {
            (arena + target + row * targetStride).update(from: arena + source + row * sourceStride, count: run)
        }
    }
}
