/// Runs an `ElementwiseProgram`: as a step of its own, or over a tile of a matrix product.
struct ElementwiseKernel: Kernel {
    let program: ElementwiseProgram

    /// Elements of a chunk, at least.
    private static let elementsPerChunk = 1 << 15

    /// Chunks are ranges of rows, or of columns where there is only one row.
    var chunks: Int {
        let (rows, columns) = (program.rows, program.columns)
        return min(
            rows > 1 ? rows : (columns + ElementwiseProgram.tile - 1) / ElementwiseProgram.tile,
            max(1, program.count / Self.elementsPerChunk))
    }

    var scratch: Int { program.scratch }

    func run(chunk: Int, in context: KernelContext) {
        let (rows, columns, chunks, length) = (program.rows, program.columns, chunks, ElementwiseProgram.tile)
        if rows > 1 {
            Self.run(
                program, rows: rows * chunk / chunks..<rows * (chunk + 1) / chunks, columns: 0..<columns,
                arena: context.arena,
                scratch: context.scratch)
        } else {
            let tiles = (columns + length - 1) / length
            let range = tiles * chunk / chunks * length..<min(columns, tiles * (chunk + 1) / chunks * length)
            Self.run(program, rows: 0..<1, columns: range, arena: context.arena, scratch: context.scratch)
        }
    }

    /// A matrix product's tile in memory: the address of its first element and the elements between its rows.
    struct Tile {
        var base: UnsafeMutablePointer<Float>
        var rowStride: Int
        var firstRow: Int
        var firstColumn: Int

        func address(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Float> {
            base + (row - firstRow) * rowStride + column - firstColumn
        }
    }

    /// Computes rows `rows` and columns `columns`; `scratch` holds `program.scratch` elements.
    ///
    /// Several short rows are computed at once: what repeats with every row is copied for all of them once.
    static func run(
        _ program: ElementwiseProgram, rows: Range<Int>, columns: Range<Int>,
        arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, tile: Tile? = nil
    ) {
        let length = ElementwiseProgram.tile, operandCount = program.operands.count
        let isWhole = columns.count == program.columns && (tile == nil || tile!.rowStride == columns.count)
        let (rowsAtOnce, block) = (isWhole ? program.rowsPerTile : 1, program.rowsInBlock)
        // Addresses for this tile: operands, outputs, then scratch.
        withUnsafeTemporaryAllocation(
            of: UnsafeMutablePointer<Float>.self,
            capacity: operandCount + program.outputs.count + program.scratchTiles
        ) { addresses in
            for i in 0..<program.scratchTiles {
                addresses.initializeElement(at: operandCount + program.outputs.count + i, to: scratch + i * length)
            }
            let repeated = scratch + program.scratchTiles * length
            for i in 0..<operandCount {
                guard case .constant = program.readings[i] else { continue }
                addresses[i] = repeated + i * length
                addresses[i].update(repeating: arena[program.operands[i].offset], count: length)
            }
            var (row, copiedBlock) = (rows.lowerBound, -1)
            while row < rows.upperBound {
                let count = min(rowsAtOnce, rows.upperBound - row, block - row % block)
                for start in stride(from: columns.lowerBound, to: columns.upperBound, by: length) {
                    let width = min(length, columns.upperBound - start)
                    for i in 0..<operandCount {
                        if i == program.tileOperand, let tile { addresses[i] = tile.address(row, start); continue }
                        let reading = program.readings[i]
                        if case .constant = reading { continue }
                        let source = arena + program.offset(of: i, row: row)
                        switch reading {
                        case .whole: addresses[i] = source + start
                        case .sameRow where count == 1 && rowsAtOnce == 1: addresses[i] = source + start
                        case .sameRow:
                            addresses[i] = repeated + i * length
                            guard copiedBlock != row / block else { continue }
                            for copy in 0..<min(rowsAtOnce, block) {
                                (addresses[i] + copy * width).update(from: source, count: width)
                            }
                        case .valuePerRow:
                            addresses[i] = repeated + i * length
                            let step = program.operands[i].strides.dropLast().last ?? 0
                            for copy in 0..<count {
                                (addresses[i] + copy * width).update(repeating: source[copy * step], count: width)
                            }
                        case .constant: break
                        }
                    }
                    for (i, output) in program.outputs.enumerated() {
                        if program.tileOutputs.contains(i), let tile {
                            addresses[operandCount + i] = tile.address(row, start)
                        } else {
                            addresses[operandCount + i] = arena + output + row * program.columns + start
                        }
                    }
                    for step in program.resolved {
                        apply(
                            step.function, addresses[step.result], addresses[step.a], addresses[step.b], count * width)
                    }
                }
                copiedBlock = row / block
                row += count
            }
        }
    }
}
