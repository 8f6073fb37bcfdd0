import Numerics

/// What happens to the result of a matrix product while it is in cache: where it is stored, and the element-wise
/// program fused to it.
package struct Epilogue: Sendable {
    package enum Destination: Sendable {
        /// The result's own range of a buffer that holds the whole product.
        case buffer(offset: Int)
        /// Scratch memory of the thread: only the program reads the product.
        case scratch
    }

    let destination: Destination
    let program: ElementwiseProgram?

    /// Scratch elements for a chunk's result of at most `count` elements: none where it has a buffer.
    func resultScratch(_ count: Int) -> Int { if case .scratch = destination { Arena.aligned(count) } else { 0 } }

    var programScratch: Int { program?.scratch ?? 0 }

    /// The arrays of `columns` columns that the program reads row after row, like the product.
    func arrays(columns: Int, in arena: UnsafeMutablePointer<Float>) -> BFloat16.PrefetchedArrays {
        var arrays = BFloat16.PrefetchedArrays(stride: columns)
        guard let program else { return arrays }
        for index in program.operands.indices where index != program.tileOperand {
            if case .whole = program.readings[index] { arrays.append(arena + program.operands[index].offset) }
        }
        return arrays
    }

    /// Runs the program over a rectangle of the product, which lies in `tile`.
    func run(
        rows: Range<Int>, columns: Range<Int>, tile: ElementwiseKernel.Tile, arena: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        guard let program else { return }
        ElementwiseKernel.run(program, rows: rows, columns: columns, arena: arena, scratch: scratch, tile: tile)
    }
}
