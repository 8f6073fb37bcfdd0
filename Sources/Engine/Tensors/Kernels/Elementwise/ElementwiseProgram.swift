/// A chain of element-wise functions fused into one pass over memory.
///
/// The pass works on tiles that stay in the first-level cache, instruction by instruction over a tile, so memory is
/// read and written once, whatever the length of the chain.
struct ElementwiseProgram: Sendable {
    /// Where the tile of a value is.
    enum Location: Hashable {
        /// An operand of the program.
        case operand(Int)
        /// Scratch tile, by index.
        case scratch(Int)
        /// An output's own memory.
        case output(Int)
    }

    /// A tensor that is read, with the elements between its neighbours along each axis of the iteration space, 0 where
    /// it repeats.
    struct Operand {
        var offset: Int
        var strides: [Int]
    }

    struct Instruction {
        var function: Elementwise.Function
        var result: Location
        var a: Location
        var b: Location
    }

    /// An instruction with its locations as indices: operands, then outputs, then scratch.
    struct Resolved {
        let function: Elementwise.Function
        let result, a, b: Int
    }

    /// How an operand lies under neighbouring rows of the iteration space.
    enum Reading {
        /// Row after row, like the results.
        case whole
        /// One value for all elements.
        case constant
        /// The same row for every row.
        case sameRow
        /// One value for each row.
        case valuePerRow
    }

    /// Dimensions of the iteration space, neighbouring axes merged where every operand allows; the last axis is
    /// contiguous.
    var dimensions: [Int]
    var operands: [Operand]
    /// Offsets of the outputs; each has the shape of the iteration space.
    var outputs: [Int]
    var instructions: [Instruction]
    var scratchTiles: Int
    /// The operand and the outputs that are the matrix product's own tile in an epilogue: their offsets are relative to
    /// that tile, not to the arena.
    var tileOperand: Int?
    var tileOutputs: Set<Int> = []
    /// What the kernel reads; computed once by `seal`.
    private(set) var resolved: [Resolved] = []
    private(set) var readings: [Reading] = []

    /// Elements of a tile: small enough that a dozen tiles fit the first-level cache.
    static let tile = 512

    /// Completes the program: resolves its locations, so that nothing of this is left to a run.
    mutating func seal() {
        let (operandCount, outputCount) = (operands.count, outputs.count)
        func index(_ location: Location) -> Int {
            switch location {
            case .operand(let i): i
            case .output(let i): operandCount + i
            case .scratch(let i): operandCount + outputCount + i
            }
        }
        readings = operands.map { operand in
            let (last, row) = (operand.strides.last ?? 0, operand.strides.dropLast().last ?? 0)
            if operand.strides.allSatisfy({ $0 == 0 }) { return .constant }
            if last == 0 { return .valuePerRow }
            precondition(
                last == 1 && (row == 0 || row == columns || rows == 1),
                "an operand is read with strides \(operand.strides)")
            return row == 0 && rows > 1 ? .sameRow : .whole
        }
        resolved = instructions.map {
            Resolved(function: $0.function, result: index($0.result), a: index($0.a), b: index($0.b))
        }
    }

    var count: Int { dimensions.reduce(1, *) }
    /// Contiguous runs, and the elements of each.
    var rows: Int { dimensions.dropLast().reduce(1, *) }
    var columns: Int { dimensions.last ?? 1 }

    /// Rows of a tile where they follow each other in memory.
    var rowsPerTile: Int { max(1, Self.tile / columns) }
    /// Rows between two jumps of an operand that repeats.
    var rowsInBlock: Int { dimensions.dropLast().last ?? 1 }

    /// Scratch elements of a thread: working tiles, and one tile for each operand that repeats along the last axis.
    var scratch: Int { (scratchTiles + operands.count) * Self.tile }

    /// Where an operand's part of a row starts in the arena.
    func offset(of operand: Int, row: Int) -> Int {
        let strides = operands[operand].strides
        var (rest, offset) = (row, operands[operand].offset)
        for axis in stride(from: dimensions.count - 2, through: 0, by: -1) {
            if strides[axis] != 0 { offset += rest % dimensions[axis] * strides[axis] }
            rest /= dimensions[axis]
        }
        return offset
    }
}
