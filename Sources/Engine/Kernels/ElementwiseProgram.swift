/// A chain of element-wise functions fused into one pass: for every element, all instructions, then on.
///
/// The pass works on tiles that stay in the first-level cache, instruction by instruction over a tile, so memory is read
/// and written once however long the chain is.
package struct ElementwiseProgram: Sendable {
    /// Where a tile of a register is found.
    package enum Place: Sendable, Hashable {
        /// An operand of the program.
        case operand(Int)
        /// Scratch tile, by number.
        case scratch(Int)
        /// Straight into an output.
        case output(Int)
    }

    /// A tensor that is read: elements between neighbours along each extent of the iteration space, 0 where it repeats.
    package struct Operand: Sendable {
        package var offset: Int
        package var strides: [Int]
    }

    package struct Instruction: Sendable {
        package var function: Elementwise.Function
        package var result: Place
        package var a: Place
        package var b: Place
    }

    /// An instruction with its places numbered through: operands, then outputs, then scratch.
    struct Numbered: Sendable {
        let function: Elementwise.Function
        let result, a, b: Int
    }

    /// How an operand lies under neighbouring rows of the iteration space.
    enum Reading: Sendable {
        /// Row after row, as the results do.
        case whole
        /// One number for everything.
        case constant
        /// The same row again.
        case sameRow
        /// One number for each row.
        case numberForRow
    }

    /// The iteration space, neighbouring axes merged where every operand allows; the last one is walked contiguously.
    package var extents: [Int]
    package var operands: [Operand]
    /// Offsets of the outputs; each has the shape of the iteration space.
    package var outputs: [Int]
    package var instructions: [Instruction]
    package var scratchTiles: Int
    /// The operand and outputs that live in the matrix product's own tile when this is an epilogue: their offsets are
    /// then relative to that tile, not to the arena.
    package var tileOperand: Int?
    package var tileOutputs: Set<Int> = []
    /// What the kernel reads; made once by `seal`.
    private(set) var numbered: [Numbered] = []
    private(set) var readings: [Reading] = []

    /// Elements of a tile: small enough that a dozen tiles fit the first-level cache.
    package static let tile = 512

    /// Ends the making of a program: numbers the places, so that a run has nothing left to work out.
    mutating func seal() {
        let (operandCount, outputCount) = (operands.count, outputs.count)
        func number(_ place: Place) -> Int {
            switch place {
            case .operand(let i): i
            case .output(let i): operandCount + i
            case .scratch(let i): operandCount + outputCount + i
            }
        }
        readings = operands.map { operand in
            let (last, row) = (operand.strides.last ?? 0, operand.strides.dropLast().last ?? 0)
            if operand.strides.allSatisfy({ $0 == 0 }) { return .constant }
            if last == 0 { return .numberForRow }
            precondition(last == 1 && (row == 0 || row == columns || rows == 1), "an operand is read with strides \(operand.strides)")
            return row == 0 && rows > 1 ? .sameRow : .whole
        }
        numbered = instructions.map { Numbered(function: $0.function, result: number($0.result), a: number($0.a), b: number($0.b)) }
    }

    package var count: Int { extents.reduce(1, *) }
    /// Contiguous runs, and the elements of each.
    package var rows: Int { extents.dropLast().reduce(1, *) }
    package var columns: Int { extents.last ?? 1 }

    /// Rows that a tile takes at once when they follow each other in memory.
    var rowsPerTile: Int { max(1, Self.tile / columns) }
    /// Rows between two jumps of an operand that repeats.
    var rowsInBlock: Int { extents.dropLast().last ?? 1 }

    /// Scratch elements one lane needs: working tiles, and one tile for each operand that repeats along the last axis.
    package var scratch: Int { (scratchTiles + operands.count) * Self.tile }
}

extension ElementwiseProgram {
    /// Where an operand's part of a row starts in the arena.
    func offset(of operand: Int, row: Int) -> Int {
        let strides = operands[operand].strides
        var (rest, offset) = (row, operands[operand].offset)
        for axis in stride(from: extents.count - 2, through: 0, by: -1) {
            if strides[axis] != 0 { offset += rest % extents[axis] * strides[axis] }
            rest /= extents[axis]
        }
        return offset
    }
    /// Elements a chunk takes at least.
    private static let elementsPerChunk = 1 << 15

    /// Chunks a step of this program is cut into: along the rows, or along the columns when there is only one row.
    package var chunks: Int { min(rows > 1 ? rows : (columns + Self.tile - 1) / Self.tile, max(1, count / Self.elementsPerChunk)) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        if rows > 1 {
            ElementwiseKernel.run(self, rows: rows * chunk / chunks..<rows * (chunk + 1) / chunks, columns: 0..<columns, arena: arena, scratch: scratch)
        } else {
            let tiles = (columns + Self.tile - 1) / Self.tile
            let range = tiles * chunk / chunks * Self.tile..<min(columns, tiles * (chunk + 1) / chunks * Self.tile)
            ElementwiseKernel.run(self, rows: 0..<1, columns: range, arena: arena, scratch: scratch)
        }
    }
}
