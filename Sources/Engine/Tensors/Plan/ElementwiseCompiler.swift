/// Compiles the element-wise members of a group into one program: operands, instructions, and where every value is.
struct ElementwiseCompiler {
    private let buffers: BufferMap
    /// Element-wise nodes in schedule order.
    private let members: [Int]
    /// The matrix product whose tile the program works on, and the node whose buffer holds that tile, nil for scratch.
    private let product: Int?
    private let productHome: Int?
    /// Shape of the iteration space.
    private let shape: Shape

    private var program = ElementwiseProgram(
        dimensions: [], operands: [], outputs: [], instructions: [], scratchTiles: 0)
    private var locations: [Int: ElementwiseProgram.Location] = [:]
    private var operandOf: [Operand: Int] = [:]

    private struct Operand: Hashable {
        var offset: Int
        var strides: [Int]
        var isTile: Bool
    }

    private var graph: Graph { buffers.uses.graph }

    init(_ buffers: BufferMap, members: [Int], product: Int?, productHome: Int? = nil) {
        (self.buffers, self.members, self.product, self.productHome) = (buffers, members, product, productHome)
        shape = buffers.uses.graph.nodes[product ?? members[0]].shape
    }

    func compile() -> (program: ElementwiseProgram, name: String) {
        var compiler = self
        if let product {
            compiler.locations[product] = compiler.operand(
                Operand(offset: 0, strides: compiler.shape.strides, isTile: true))
            compiler.program.tileOperand = 0
        }
        for id in members { compiler.add(id) }
        compiler.assignScratch()
        // A product's chunks are blocks of its rows, so the last axis is not merged into them.
        compiler.mergeAxes(shape.dimensions, keepingLast: product != nil)
        compiler.program.seal()
        return (compiler.program, compiler.name)
    }

    private mutating func add(_ id: Int) {
        let node = graph.nodes[id]
        let inputs = node.inputs.map { location($0) }
        switch node.operation {
        case let elementwise as Elementwise where elementwise.function != .identity:
            emit(elementwise.function, inputs[0], inputs.count > 1 ? inputs[1] : inputs[0], for: id)
        case is Assign:
            store(inputs[1], for: id)
        default:
            // A broadcast and the identity change only how their input is read.
            if escapes(id) { store(inputs[0], for: id) } else { locations[id] = inputs[0] }
        }
    }

    private mutating func emit(
        _ function: Elementwise.Function, _ a: ElementwiseProgram.Location, _ b: ElementwiseProgram.Location,
        for id: Int
    ) {
        // A new scratch tile for each result: `assignScratch` moves results into outputs and reuses tiles.
        let result = ElementwiseProgram.Location.scratch(program.scratchTiles)
        program.scratchTiles += 1
        program.instructions.append(.init(function: function, result: result, a: a, b: b))
        locations[id] = result
        if escapes(id), !(graph.nodes[id].operation is Assign) { store(result, for: id) }
    }

    private mutating func store(_ location: ElementwiseProgram.Location, for id: Int) {
        let output = program.outputs.count
        let inTile = id == productHome
        program.outputs.append(inTile ? 0 : buffers.offset(of: id))
        if inTile { program.tileOutputs.insert(output) }
        program.instructions.append(.init(function: .identity, result: .output(output), a: location, b: location))
        locations[id] = location
    }

    private func escapes(_ id: Int) -> Bool { buffers.uses.escapes(id) }

    private mutating func location(_ id: Int) -> ElementwiseProgram.Location {
        if let known = locations[id] { return known }
        let buffer = buffers.buffer(of: id)
        return operand(Operand(offset: buffer.offset, strides: buffer.shape.strides(broadcastTo: shape), isTile: false))
    }

    private mutating func operand(_ key: Operand) -> ElementwiseProgram.Location {
        if let known = operandOf[key] { return .operand(known) }
        operandOf[key] = program.operands.count
        program.operands.append(.init(offset: key.offset, strides: key.strides))
        return .operand(program.operands.count - 1)
    }

    /// True where a write to output `index` overwrites what operand `other` reads.
    private func overlaps(output index: Int, operand other: Int) -> Bool {
        let outputIsTile = program.tileOutputs.contains(index), operandIsTile = program.tileOperand == other
        if outputIsTile || operandIsTile { return outputIsTile && operandIsTile }
        return program.outputs[index] == program.operands[other].offset
    }

    /// Writes results directly into outputs where no value is lost, and reuses tiles whose value has no more readers.
    private mutating func assignScratch() {
        var instructions = program.instructions
        // A store of a value that an instruction computed: compute the value in the output itself, and read it there.
        var index = 0
        while index < instructions.count {
            guard case .output(let output) = instructions[index].result, instructions[index].function == .identity,
                case .scratch = instructions[index].a,
                let origin = instructions[..<index].lastIndex(where: { $0.result == instructions[index].a })
            else { index += 1; continue }
            let later = instructions[(origin + 1)...]
            let clobbers = program.operands.indices.contains { other in
                overlaps(output: output, operand: other)
                    && later.contains { $0.a == .operand(other) || $0.b == .operand(other) }
            }
            guard !clobbers else { index += 1; continue }
            let (old, new) = (instructions[index].a, instructions[index].result)
            instructions.remove(at: index)
            for i in instructions.indices {
                if instructions[i].result == old { instructions[i].result = new }
                if instructions[i].a == old { instructions[i].a = new }
                if instructions[i].b == old { instructions[i].b = new }
            }
        }
        // A store that could not be merged must not run before the last reader of what it overwrites.
        let stores = instructions.filter { if case .output = $0.result { $0.function == .identity } else { false } }
        instructions.removeAll { if case .output = $0.result { $0.function == .identity } else { false } }
        instructions += stores

        var free: [Int] = [], tiles = 0, assigned: [Int: Int] = [:]
        for index in instructions.indices {
            let isLastReader: (ElementwiseProgram.Location) -> Bool = { location in
                !instructions[(index + 1)...].contains { $0.a == location || $0.b == location }
            }
            let sources = Set([instructions[index].a, instructions[index].b])
            for source in sources {
                guard case .scratch(let name) = source, isLastReader(source), let tile = assigned[name] else {
                    continue
                }
                free.append(tile)
            }
            let (a, b) = (renamed(instructions[index].a, assigned), renamed(instructions[index].b, assigned))
            if case .scratch(let name) = instructions[index].result {
                if free.isEmpty { free.append(tiles); tiles += 1 }
                assigned[name] = free.removeLast()
            }
            program.instructions[index] = .init(
                function: instructions[index].function, result: renamed(instructions[index].result, assigned), a: a,
                b: b)
        }
        program.instructions.removeLast(program.instructions.count - instructions.count)
        program.scratchTiles = tiles
    }

    private func renamed(_ location: ElementwiseProgram.Location, _ tiles: [Int: Int]) -> ElementwiseProgram.Location {
        if case .scratch(let name) = location, let tile = tiles[name] { .scratch(tile) } else { location }
    }

    /// Joins neighbouring axes that every operand can read as one, so that runs are long.
    private mutating func mergeAxes(_ dimensions: [Int], keepingLast: Bool) {
        var merged: [Int] = [], strides = program.operands.map { _ in [Int]() }
        for axis in dimensions.indices where dimensions[axis] != 1 || (keepingLast && axis == dimensions.count - 1) {
            let isKept = keepingLast && axis == dimensions.count - 1
            let joins =
                !merged.isEmpty && !isKept
                && program.operands.indices.allSatisfy { i in
                    strides[i].last! == program.operands[i].strides[axis] * dimensions[axis]
                }
            if joins {
                merged[merged.count - 1] *= dimensions[axis]
                for i in strides.indices { strides[i][strides[i].count - 1] = program.operands[i].strides[axis] }
            } else {
                merged.append(dimensions[axis])
                for i in strides.indices { strides[i].append(program.operands[i].strides[axis]) }
            }
        }
        program.dimensions = merged
        for i in strides.indices { program.operands[i].strides = strides[i] }
    }

    private var name: String {
        members.compactMap { id in
            switch graph.nodes[id].operation {
            case let elementwise as Elementwise: elementwise.name
            case is Assign: "assign"
            default: nil
            }
        }.joined(separator: " ")
    }
}
