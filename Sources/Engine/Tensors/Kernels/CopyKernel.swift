/// Copies blocks of rows between buffers: the parts of a concatenation, or a slice. A chunk is one block.
struct CopyKernel: Kernel {
    struct Block {
        /// Rows, and elements of each.
        let rows: Int, run: Int
        let source: Int, sourceStride: Int
        let target: Int, targetStride: Int
    }

    let blocks: [Block]

    var chunks: Int { blocks.count }

    func run(chunk: Int, in context: KernelContext) {
        let block = blocks[chunk], arena = context.arena
        for row in 0..<block.rows {
            (arena + block.target + row * block.targetStride).update(
                from: arena + block.source + row * block.sourceStride, count: block.run)
        }
    }
}
