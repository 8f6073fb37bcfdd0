import CIntrinsics

/// Runs an `ElementwiseProgram` over rows and columns of its iteration space.
package enum ElementwiseKernel {
    /// A matrix product's tile in memory: the address of its element (0, 0) and the elements between its rows.
    struct Tile {
        var base: UnsafeMutablePointer<Float>
        var rowStride: Int
        var firstRow: Int
        var firstColumn: Int

        func address(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Float> { base + (row - firstRow) * rowStride + column - firstColumn }
    }

    /// Computes rows `rows` and columns `columns`; `scratch` holds `program.scratch` elements.
    ///
    /// Short rows are taken several at a time: what repeats with every row is laid out for all of them once.
    static func run(_ program: ElementwiseProgram, rows: Range<Int>, columns: Range<Int>,
                    arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, tile: Tile? = nil) {
        let length = ElementwiseProgram.tile, operandCount = program.operands.count
        let isWhole = columns.count == program.columns && (tile == nil || tile!.rowStride == columns.count)
        let (rowsAtOnce, block) = (isWhole ? program.rowsPerTile : 1, program.rowsInBlock)
        // Addresses of this tile: operands, outputs, then scratch.
        withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self,
                                      capacity: operandCount + program.outputs.count + program.scratchTiles) { places in
            for i in 0..<program.scratchTiles { places.initializeElement(at: operandCount + program.outputs.count + i, to: scratch + i * length) }
            let repeated = scratch + program.scratchTiles * length
            for i in 0..<operandCount {
                guard case .constant = program.readings[i] else { continue }
                places[i] = repeated + i * length
                places[i].update(repeating: arena[program.operands[i].offset], count: length)
            }
            var (row, laidOutBlock) = (rows.lowerBound, -1)
            while row < rows.upperBound {
                let count = min(rowsAtOnce, rows.upperBound - row, block - row % block)
                for start in stride(from: columns.lowerBound, to: columns.upperBound, by: length) {
                    let width = min(length, columns.upperBound - start)
                    for i in 0..<operandCount {
                        if i == program.tileOperand, let tile { places[i] = tile.address(row, start); continue }
                        let reading = program.readings[i]
                        if case .constant = reading { continue }
                        let source = arena + program.offset(of: i, row: row)
                        switch reading {
                        case .whole: places[i] = source + start
                        case .sameRow where count == 1 && rowsAtOnce == 1: places[i] = source + start
                        case .sameRow:
                            places[i] = repeated + i * length
                            guard laidOutBlock != row / block else { continue }
                            for copy in 0..<min(rowsAtOnce, block) { (places[i] + copy * width).update(from: source, count: width) }
                        case .numberForRow:
                            places[i] = repeated + i * length
                            let step = program.operands[i].strides.dropLast().last ?? 0
                            for copy in 0..<count { (places[i] + copy * width).update(repeating: source[copy * step], count: width) }
                        case .constant: break
                        }
                    }
                    for (i, output) in program.outputs.enumerated() {
                        if program.tileOutputs.contains(i), let tile {
                            places[operandCount + i] = tile.address(row, start)
                        } else {
                            places[operandCount + i] = arena + output + row * program.columns + start
                        }
                    }
                    for step in program.numbered { apply(step.function, places[step.result], places[step.a], places[step.b], count * width) }
                }
                laidOutBlock = row / block
                row += count
            }
        }
    }

    /// y += x over `count` neighbouring elements.
    static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int) {
        zip(y, y, UnsafeMutablePointer(mutating: x), count) { $0 + $1 }
    }

    /// One function over `count` neighbouring elements. The result may be the place of an input.
    static func apply(_ function: Elementwise.Function, _ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>,
                      _ b: UnsafeMutablePointer<Float>, _ count: Int) {
        let zero = Vector(repeating: 0)
        switch function {
        case .identity, .detached: map(d, a, count) { $0 }
        case .scale(let factor): map(d, a, count) { $0 * factor }
        case .offset(let amount): map(d, a, count) { $0 + amount }
        case .reciprocal: map(d, a, count) { 1 / $0 }
        case .squareRoot: map(d, a, count) { VectorMath.squareRoot($0) }
        case .exponential: map(d, a, count) { VectorMath.exponential($0) }
        case .logarithm: map(d, a, count) { VectorMath.logarithm($0) }
        case .hyperbolicTangent: map(d, a, count) { VectorMath.hyperbolicTangent($0) }
        case .sigmoid: map(d, a, count) { VectorMath.sigmoid($0) }
        case .softplus: map(d, a, count) { VectorMath.softplus($0) }
        case .absolute: map(d, a, count) { VectorMath.absolute($0) }
        case .sign: map(d, a, count) { zero.replacing(with: 1, where: $0 .> 0).replacing(with: -1, where: $0 .< 0) }
        case .leakyReLU(let slope): map(d, a, count) { $0.replacing(with: $0 * slope, where: $0 .<= 0) }
        case .add: zip(d, a, b, count) { $0 + $1 }
        case .subtract: zip(d, a, b, count) { $0 - $1 }
        case .multiply: zip(d, a, b, count) { $0 * $1 }
        case .divide: zip(d, a, b, count) { $0 / $1 }
        case .maximum: zip(d, a, b, count) { $0.replacing(with: $1, where: $1 .> $0) }
        case .minimum: zip(d, a, b, count) { $0.replacing(with: $1, where: $1 .< $0) }
        case .atLeast: zip(d, a, b, count) { zero.replacing(with: 1, where: $0 .>= $1) }
        case .leakyReLUGradient(let slope): zip(d, a, b, count) { g, y in (g * slope).replacing(with: g, where: y .> 0) }
        }
    }

    @inline(__always)
    private static func map(_ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int,
                            _ f: (Vector) -> Vector) {
        let (target, source) = (UnsafeMutableRawPointer(d), UnsafeRawPointer(a))
        let whole = count & ~15
        var i = 0
        while i < whole {
            target.storeBytes(of: f(source.loadUnaligned(fromByteOffset: i * 4, as: Vector.self)), toByteOffset: i * 4, as: Vector.self)
            i += 16
        }
        guard whole < count else { return }
        store(f(load(a + whole, count - whole)), d + whole, count - whole)
    }

    @inline(__always)
    private static func zip(_ d: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>,
                            _ count: Int, _ f: (Vector, Vector) -> Vector) {
        let (target, left, right) = (UnsafeMutableRawPointer(d), UnsafeRawPointer(a), UnsafeRawPointer(b))
        let whole = count & ~15
        var i = 0
        while i < whole {
            let value = f(left.loadUnaligned(fromByteOffset: i * 4, as: Vector.self), right.loadUnaligned(fromByteOffset: i * 4, as: Vector.self))
            target.storeBytes(of: value, toByteOffset: i * 4, as: Vector.self)
            i += 16
        }
        guard whole < count else { return }
        store(f(load(a + whole, count - whole), load(b + whole, count - whole)), d + whole, count - whole)
    }

    /// The last elements of a run, fewer than sixteen; lanes beyond them hold 1, which every function takes.
    private static func load(_ a: UnsafeMutablePointer<Float>, _ count: Int) -> Vector {
        var v = Vector(repeating: 1)
        for i in 0..<count { v[i] = a[i] }
        return v
    }

    private static func store(_ v: Vector, _ d: UnsafeMutablePointer<Float>, _ count: Int) {
        for i in 0..<count { d[i] = v[i] }
    }
}
