/// Turns a graph into kernel calls: order, fuse, decide what needs a buffer, place the buffers, fill in the offsets.
struct Lowering {
    struct Result {
        var steps: [Plan.Step]
        var outputs: [Int: (offset: Int, shape: Shape)]
        var workspace: Int
        var laneScratch: Int
    }

    let graph: Graph
    let layout: StateLayout
    let lanes: Int
    private let wanted: Set<Int>
    private let order: [Int]
    private let groups: [FusedGroup]
    private let groupOf: [Int: Int]
    private let users: [Int: [Int]]
    /// Offsets of values with a buffer of their own.
    private var offsets: [Int: Int] = [:]

    init(outputs: [Tensor], layout: StateLayout, lanes: Int) {
        graph = outputs[0].graph
        (self.layout, self.lanes, wanted) = (layout, lanes, Set(outputs.map(\.id)))
        order = Plan.order(Plan.reachable(from: outputs.map(\.id), in: graph), in: graph)
        var fusion = Fusion(graph, order: order, outputs: wanted)
        groups = fusion.run()
        groupOf = Dictionary(uniqueKeysWithValues: groups.enumerated().flatMap { index, group in group.members.map { ($0, index) } })
        var users: [Int: [Int]] = [:]
        for id in order { for input in graph.nodes[id].inputs { users[input, default: []].append(id) } }
        self.users = users
    }

    mutating func placeBuffers() -> Int {
        // A value needs a buffer when somebody outside its group reads it; an assignment already has the variable's.
        var ids: [Int] = []
        var lifetimes: [Lifetime] = []
        for id in order where needsBuffer(id) {
            let step = groupOf[id]!
            let last = wanted(id) ? groups.count : uses(of: id).map { groupOf[$0]! }.max() ?? step
            ids.append(id)
            lifetimes.append(Lifetime(count: bufferCount(id), first: step, last: last))
        }
        let (places, count) = Placement.place(lifetimes)
        for (id, place) in zip(ids, places) { offsets[id] = layout.count + place }
        return count
    }

    func compile() -> Result {
        var lowering = self
        let workspace = lowering.placeBuffers()
        let steps = groups.flatMap { lowering.steps(for: $0) }
        let outputs = Dictionary(uniqueKeysWithValues: wanted.map { ($0, (lowering.offset(of: $0), graph.nodes[$0].shape)) })
        let scratch = steps.map(\.kernel.scratch).max() ?? 0
        return Result(steps: steps, outputs: outputs, workspace: workspace, laneScratch: Arena.aligned(scratch))
    }

    // MARK: Where a value is

    /// The node whose memory a node's value is: through reshapes.
    private func root(_ id: Int) -> Int {
        var id = id
        while graph.nodes[id].operation is Reshape { id = graph.nodes[id].inputs[0] }
        return id
    }

    private func offset(of id: Int) -> Int {
        let root = root(id)
        if graph.nodes[root].operation is Assign { return offset(of: graph.nodes[root].inputs[0]) }
        guard let offset = layout.offsets[root] ?? offsets[root] else { preconditionFailure("node \(id) has no memory") }
        return offset
    }

    /// Nodes that read this value, seen through reshapes.
    private func uses(of id: Int) -> [Int] {
        (users[id] ?? []).flatMap { graph.nodes[$0].operation is Reshape ? uses(of: $0) : [$0] }
    }

    /// True when the caller reads this value, directly or under another shape.
    private func wanted(_ id: Int) -> Bool {
        wanted.contains(id) || (users[id] ?? []).contains { graph.nodes[$0].operation is Reshape && wanted($0) }
    }

    private func escapes(_ id: Int) -> Bool { wanted(id) || uses(of: id).contains { groupOf[$0] != groupOf[id] } || hasReshapedUse(id) }

    /// A use under another shape reads memory even from within the same group.
    private func hasReshapedUse(_ id: Int) -> Bool { (users[id] ?? []).contains { graph.nodes[$0].operation is Reshape } }

    private func needsBuffer(_ id: Int) -> Bool {
        let operation = graph.nodes[id].operation
        if operation is Source || operation is Reshape || operation is Assign { return false }
        return escapes(id)
    }

    /// A constant that only element-wise functions read is stored once; they read it with stride 0.
    private func bufferCount(_ id: Int) -> Int { isScalarConstant(id) ? 1 : graph.nodes[id].shape.count }

    private func isScalarConstant(_ id: Int) -> Bool {
        graph.nodes[id].operation is Constant && !wanted(id) && !hasReshapedUse(id)
            && uses(of: id).allSatisfy { Fusion.isElementwise(graph.nodes[$0].operation) }
    }

    // MARK: Steps

    private func steps(for group: FusedGroup) -> [Plan.Step] {
        let first = group.members[0], node = graph.nodes[first]
        switch node.operation {
        case let matmul as MatMul:
            return [productStep(matmul, first, Array(group.members.dropFirst()))]
        case let sum as Sum:
            let (outer, summed, inner) = sum.block(graph.nodes[node.inputs[0]].shape)
            let kernel = SumKernel(outer: outer, summed: summed, inner: inner, source: offset(of: node.inputs[0]), target: offset(of: first))
            return [step(.sum(kernel), "sum", "\(outer)x\(summed)x\(inner)", [first], other: outer * summed * inner)]
        case let slice as Slice:
            let source = graph.nodes[node.inputs[0]].shape
            let inner = source.extents[(slice.axis + 1)...].reduce(1, *)
            let kernel = CopyKernel(rows: node.shape.count / (slice.range.count * inner), run: slice.range.count * inner,
                                    source: offset(of: node.inputs[0]) + slice.range.lowerBound * inner, sourceStride: source[slice.axis] * inner,
                                    target: offset(of: first), targetStride: slice.range.count * inner)
            return [step(.copy([kernel]), "slice", "\(node.shape)", [first])]
        case let concatenate as Concatenate:
            let rows = node.shape.extents[..<concatenate.axis].reduce(1, *), width = node.shape.count / rows
            var start = 0
            let parts = node.inputs.map { input in
                let run = graph.nodes[input].shape.count / rows
                defer { start += run }
                return CopyKernel(rows: rows, run: run, source: offset(of: input), sourceStride: run, target: offset(of: first) + start, targetStride: width)
            }
            return [step(.copy(parts), "concatenate", "\(node.shape)", [first])]
        case let constant as Constant:
            guard offsets[first] != nil else { return [] }
            return [step(.fill(FillKernel(value: constant.value, target: offset(of: first), count: bufferCount(first))), "constant", "\(node.shape)", [first])]
        case let normal as RandomNormal:
            let kernel = NormalKernel(stream: normal.stream, target: offset(of: first), count: node.shape.count)
            return [step(.normal(kernel), "normal", "\(node.shape)", [first])]
        default:
            let compiled = ElementwiseCompiler(graph: graph, members: group.members, product: nil, escapes: escapes, location: location)
                .compile(extents: node.shape.extents)
            let operations = compiled.program.instructions.count * node.shape.count
            return [step(.elementwise(compiled.program), compiled.name, "\(node.shape)", group.members, other: operations)]
        }
    }

    private func productStep(_ matmul: MatMul, _ id: Int, _ rest: [Int]) -> Plan.Step {
        let node = graph.nodes[id]
        let (m, n, k) = matmul.extents(graph.nodes[node.inputs[0]].shape, graph.nodes[node.inputs[1]].shape)
        var (destination, epilogue, name) = (MatMulKernel.Destination.scratch, ElementwiseProgram?.none, matmul.name)
        if rest.isEmpty {
            destination = .buffer(offset: offset(of: id))
        } else {
            // The bare product goes where a result of the chain will be, unless others want it, or only state is changed.
            let home = escapes(id) ? id : rest.first { !(graph.nodes[$0].operation is Assign) && escapes($0) }
            if let home { destination = .buffer(offset: offset(of: home)) }
            let compiled = ElementwiseCompiler(graph: graph, members: rest, product: id, productHome: home, escapes: escapes, location: location)
                .compile(extents: [m, n])
            (epilogue, name) = (compiled.program, "\(name) + \(compiled.name)")
        }
        let kernel = MatMulKernel(m: m, n: n, k: k, a: offset(of: node.inputs[0]), b: offset(of: node.inputs[1]), transposeA: matmul.transposeA,
                                  transposeB: matmul.transposeB, destination: destination, epilogue: epilogue, lanes: lanes)
        return step(.matmul(kernel), name, "\(m)x\(n)x\(k)", [id] + rest, product: 2 * m * n * k, other: (epilogue?.instructions.count ?? 0) * m * n)
    }

    /// Offset of a value that a fused chain reads or writes, and the shape it is stored in.
    private func location(_ id: Int) -> (offset: Int, shape: Shape) {
        isScalarConstant(id) ? (offset(of: id), .scalar) : (offset(of: id), graph.nodes[id].shape)
    }

    private func step(_ kernel: Plan.Kernel, _ name: String, _ shape: String, _ members: [Int], product: Int = 0, other: Int = 0) -> Plan.Step {
        let inputs = Set(members.flatMap { graph.nodes[$0].inputs }).subtracting(members)
        let written = members.filter { graph.nodes[$0].operation is Assign || needsBuffer($0) }
        let elements = inputs.reduce(0) { $0 + (isScalarConstant($1) ? 1 : graph.nodes[$1].shape.count) }
            + written.reduce(0) { $0 + bufferCount($1) }
        let variables = inputs.sorted().compactMap { graph.nodes[root($0)].operation as? Source }.filter { $0.kind == .variable }.map(\.name)
        return Plan.Step(kernel: kernel, name: name, shape: shape, variables: variables, productOperations: product, otherOperations: other,
                         bytes: elements * MemoryLayout<Float>.stride)
    }
}
