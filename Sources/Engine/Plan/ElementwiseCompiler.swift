/// Compiles the element-wise members of a group into one program: operands, instructions, where every value lives.
struct ElementwiseCompiler {
    let graph: Graph
    /// Element-wise nodes in schedule order.
    let members: [Int]
    /// The matrix product whose tile the program works on, and the node whose buffer that tile belongs to, nil for scratch.
    let product: Int?
    var productHome: Int?
    let escapes: (Int) -> Bool
    let location: (Int) -> (offset: Int, shape: Shape)

    private var program = ElementwiseProgram(extents: [], operands: [], outputs: [], instructions: [], scratchTiles: 0)
    private var places: [Int: ElementwiseProgram.Place] = [:]
    private var operandOf: [Operand: Int] = [:]
    private var shape: Shape = .scalar

    private struct Operand: Hashable {
        var offset: Int
        var strides: [Int]
        var isTile: Bool
    }

    init(graph: Graph, members: [Int], product: Int?, productHome: Int? = nil, escapes: @escaping (Int) -> Bool,
         location: @escaping (Int) -> (offset: Int, shape: Shape)) {
        (self.graph, self.members, self.product, self.productHome) = (graph, members, product, productHome)
        (self.escapes, self.location) = (escapes, location)
    }

    func compile(extents: [Int]) -> (program: ElementwiseProgram, name: String) {
        var compiler = self
        compiler.shape = Shape(extents)
        if let product {
            compiler.places[product] = compiler.operand(Operand(offset: 0, strides: compiler.shape.strides, isTile: true))
            compiler.program.tileOperand = 0
        }
        for id in members { compiler.add(id) }
        compiler.shareScratch()
        // A product's chunks are blocks of its rows, so those stay rows.
        compiler.mergeAxes(extents, keepingLast: product != nil)
        compiler.program.seal()
        return (compiler.program, compiler.name)
    }

    private mutating func add(_ id: Int) {
        let node = graph.nodes[id]
        let inputs = node.inputs.map { place($0, stretched: node.operation is Broadcast) }
        switch node.operation {
        case let elementwise as Elementwise where elementwise.function != .identity:
            emit(elementwise.function, inputs[0], inputs.count > 1 ? inputs[1] : inputs[0], for: id)
        case is Assign:
            store(inputs[1], for: id)
        default:
            // Stretching and identity are only ways of reading.
            if escapes(id) { store(inputs[0], for: id) } else { places[id] = inputs[0] }
        }
    }

    private mutating func emit(_ function: Elementwise.Function, _ a: ElementwiseProgram.Place, _ b: ElementwiseProgram.Place, for id: Int) {
        // A fresh scratch place for each result: `shareScratch` moves results into outputs and reuses tiles.
        let result = ElementwiseProgram.Place.scratch(program.scratchTiles)
        program.scratchTiles += 1
        program.instructions.append(.init(function: function, result: result, a: a, b: b))
        places[id] = result
        if escapes(id), !(graph.nodes[id].operation is Assign) { store(result, for: id) }
    }

    private mutating func store(_ place: ElementwiseProgram.Place, for id: Int) {
        let output = program.outputs.count
        let inTile = id == productHome
        program.outputs.append(inTile ? 0 : location(id).offset)
        if inTile { program.tileOutputs.insert(output) }
        program.instructions.append(.init(function: .identity, result: .output(output), a: place, b: place))
        places[id] = place
    }

    private mutating func place(_ id: Int, stretched: Bool) -> ElementwiseProgram.Place {
        if let known = places[id] { return known }
        let (offset, stored) = location(id)
        return operand(Operand(offset: offset, strides: stored.strides(stretchedTo: shape), isTile: false))
    }

    private mutating func operand(_ key: Operand) -> ElementwiseProgram.Place {
        if let known = operandOf[key] { return .operand(known) }
        operandOf[key] = program.operands.count
        program.operands.append(.init(offset: key.offset, strides: key.strides))
        return .operand(program.operands.count - 1)
    }

    /// True when writing output `index` overwrites what operand `other` reads.
    private func overlaps(output index: Int, operand other: Int) -> Bool {
        let outputIsTile = program.tileOutputs.contains(index), operandIsTile = program.tileOperand == other
        if outputIsTile || operandIsTile { return outputIsTile && operandIsTile }
        return program.outputs[index] == program.operands[other].offset
    }

    /// Writes results straight into outputs where nothing is lost by it, and gives tiles whose value is spent to later results.
    private mutating func shareScratch() {
        var instructions = program.instructions
        // A store right after the instruction that made the value: make the value in the output itself, and read it there.
        var index = 0
        while index < instructions.count {
            guard case .output(let output) = instructions[index].result, instructions[index].function == .identity,
                  case .scratch = instructions[index].a,
                  let maker = instructions[..<index].lastIndex(where: { $0.result == instructions[index].a }) else { index += 1; continue }
            let later = instructions[(maker + 1)...]
            let clobbers = program.operands.indices.contains { other in
                overlaps(output: output, operand: other) && later.contains { $0.a == .operand(other) || $0.b == .operand(other) }
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
            let lastReaders: (ElementwiseProgram.Place) -> Bool = { place in
                !instructions[(index + 1)...].contains { $0.a == place || $0.b == place }
            }
            let sources = Set([instructions[index].a, instructions[index].b])
            for source in sources {
                guard case .scratch(let name) = source, lastReaders(source), let tile = assigned[name] else { continue }
                free.append(tile)
            }
            let (a, b) = (renamed(instructions[index].a, assigned), renamed(instructions[index].b, assigned))
            if case .scratch(let name) = instructions[index].result {
                if free.isEmpty { free.append(tiles); tiles += 1 }
                assigned[name] = free.removeLast()
            }
            program.instructions[index] = .init(function: instructions[index].function, result: renamed(instructions[index].result, assigned), a: a, b: b)
        }
        program.instructions.removeLast(program.instructions.count - instructions.count)
        program.scratchTiles = tiles
    }

    private func renamed(_ place: ElementwiseProgram.Place, _ tiles: [Int: Int]) -> ElementwiseProgram.Place {
        if case .scratch(let name) = place, let tile = tiles[name] { .scratch(tile) } else { place }
    }

    /// Joins neighbouring axes that every operand walks as one, so that runs are long.
    private mutating func mergeAxes(_ extents: [Int], keepingLast: Bool) {
        var merged: [Int] = [], strides = program.operands.map { _ in [Int]() }
        for axis in extents.indices where extents[axis] != 1 || (keepingLast && axis == extents.count - 1) {
            let isKept = keepingLast && axis == extents.count - 1
            let joins = !merged.isEmpty && !isKept && program.operands.indices.allSatisfy { i in
                strides[i].last! == program.operands[i].strides[axis] * extents[axis]
            }
            if joins {
                merged[merged.count - 1] *= extents[axis]
                for i in strides.indices { strides[i][strides[i].count - 1] = program.operands[i].strides[axis] }
            } else {
                merged.append(extents[axis])
                for i in strides.indices { strides[i].append(program.operands[i].strides[axis]) }
            }
        }
        program.extents = merged
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
