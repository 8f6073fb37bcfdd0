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
    /// Matrices that convolutions by minimal filtering multiply with, by the node they are spread from.
    private var spreads: [Int: Spread] = [:]

    private struct Spread {
        let geometry: WinogradGeometry
        /// Groups that need it, the first of which makes it.
        var first: Int
        var last: Int
        var offset = 0
    }

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
        findSpreads()
        let spreadIDs = spreads.keys.sorted()
        lifetimes += spreadIDs.map { Lifetime(count: spreads[$0]!.geometry.weights, first: spreads[$0]!.first, last: spreads[$0]!.last) }
        let (places, count) = Placement.place(lifetimes)
        for (id, place) in zip(ids, places) { offsets[id] = layout.count + place }
        for (id, place) in zip(spreadIDs, places[ids.count...]) { spreads[id]!.offset = layout.count + place }
        return count
    }

    /// The matrices of all convolutions that run by minimal filtering, each spread once for everybody who multiplies with it.
    private mutating func findSpreads() {
        for (index, group) in groups.enumerated() {
            let node = graph.nodes[group.members[0]]
            guard node.operation is Convolution || node.operation is ConvolutionTranspose, let geometry = winograd(node) else { continue }
            spreads[node.inputs[1], default: Spread(geometry: geometry, first: index, last: index)].last = index
        }
    }

    /// How a convolution runs by minimal filtering; nil when it does not.
    private func winograd(_ node: Graph.Node) -> WinogradGeometry? { windowGeometry(node).flatMap(WinogradGeometry.init) }

    private func windowGeometry(_ node: Graph.Node) -> WindowGeometry? {
        let inputs = node.inputs.map { graph.nodes[$0].shape }
        return switch node.operation {
        case let convolution as Convolution: WindowGeometry(convolution.window, pictures: inputs[0], results: node.shape)
        case let transpose as ConvolutionTranspose: WindowGeometry(transpose.window, pictures: node.shape, results: inputs[0])
        case let matrix as ConvolutionMatrix: WindowGeometry(matrix.window, pictures: inputs[0], results: inputs[1])
        default: nil
        }
    }

    func compile() -> Result {
        var lowering = self
        let workspace = lowering.placeBuffers()
        let steps = groups.indices.flatMap { lowering.spreadSteps(before: $0) + lowering.steps(for: groups[$0]) }
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
        case is any Product:
            return [productStep(first, Array(group.members.dropFirst()))]
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
        case let permute as Permute:
            let strides = permute.strides(graph.nodes[node.inputs[0]].shape)
            let kernel = PermuteKernel(extents: node.shape.extents, strides: strides, source: offset(of: node.inputs[0]), target: offset(of: first))
            return [step(.permute(kernel), "permute", "\(node.shape)", [first])]
        case let constant as Constant:
            guard offsets[first] != nil else { return [] }
            return [step(.fill(FillKernel(value: constant.value, target: offset(of: first), count: bufferCount(first))), "constant", "\(node.shape)", [first])]
        case let normal as RandomNormal:
            let kernel = NormalKernel(stream: normal.stream, target: offset(of: first), count: node.shape.count)
            return [step(.normal(kernel), "normal", "\(node.shape)", [first])]
        case let uniform as RandomUniform:
            let kernel = UniformKernel(stream: uniform.stream, target: offset(of: first), count: node.shape.count)
            return [step(.uniform(kernel), "uniform", "\(node.shape)", [first])]
        case let displace as Displace:
            return [displaceStep(.move(sign: displace.isBack ? -1 : 1), first)]
        case let cut as CutOut:
            return [displaceStep(.cut(height: cut.height, width: cut.width), first)]
        default:
            let compiled = ElementwiseCompiler(graph: graph, members: group.members, product: nil, escapes: escapes, location: location)
                .compile(extents: node.shape.extents)
            let operations = compiled.program.instructions.count * node.shape.count
            return [step(.elementwise(compiled.program), compiled.name, "\(node.shape)", group.members, other: operations)]
        }
    }

    private func displaceStep(_ change: DisplaceKernel.Change, _ id: Int) -> Plan.Step {
        let node = graph.nodes[id], shape = node.shape
        let kernel = DisplaceKernel(change: change, pictures: shape[0], height: shape[1], width: shape[2], channels: shape[3],
                                    source: offset(of: node.inputs[0]), numbers: offset(of: node.inputs[1]), target: offset(of: id))
        return step(.displace(kernel), node.operation.name, "\(shape)", [id])
    }

    private func spreadSteps(before group: Int) -> [Plan.Step] {
        spreads.filter { $0.value.first == group }.sorted { $0.key < $1.key }.map { id, spread in
            let kernel = WinogradWeightsKernel(spread.geometry, matrix: offset(of: id), target: spread.offset, lanes: lanes)
            let count = spread.geometry.weights, source = graph.nodes[id].shape
            let variable = graph.nodes[root(id)].operation as? Source
            return Plan.Step(kernel: .winogradWeights(kernel), name: "spread weights", shape: "\(source)", variables: [variable?.name].compactMap(\.self),
                             productOperations: 0, otherOperations: count, bytes: (count + source.count) * MemoryLayout<Float>.stride)
        }
    }

    private func productStep(_ id: Int, _ rest: [Int]) -> Plan.Step {
        let node = graph.nodes[id]
        var (destination, epilogue, name) = (ProductDestination.scratch, ElementwiseProgram?.none, node.operation.name)
        if rest.isEmpty {
            destination = .buffer(offset: offset(of: id))
        } else {
            // The bare product goes where a result of the chain will be, unless others want it, or only state is changed.
            let home = escapes(id) ? id : rest.first { !(graph.nodes[$0].operation is Assign) && escapes($0) }
            if let home { destination = .buffer(offset: offset(of: home)) }
            let compiled = ElementwiseCompiler(graph: graph, members: rest, product: id, productHome: home, escapes: escapes, location: location)
                .compile(extents: node.shape.extents)
            (epilogue, name) = (compiled.program, "\(name) + \(compiled.name)")
        }
        let (a, b) = (offset(of: node.inputs[0]), offset(of: node.inputs[1]))
        let (left, right) = (graph.nodes[node.inputs[0]].shape, graph.nodes[node.inputs[1]].shape)
        let (kernel, shape, operations): (Plan.Kernel, String, Int)
        let filtering = winograd(node)
        if filtering != nil { name = name.replacing("convol", with: "winograd convol", maxReplacements: 1) }
        switch node.operation {
        case let matmul as MatMul:
            let (m, n, k) = matmul.extents(left, right)
            kernel = .matmul(MatMulKernel(m: m, n: n, k: k, a: a, b: b, transposeA: matmul.transposeA, transposeB: matmul.transposeB,
                                          destination: destination, epilogue: epilogue, lanes: lanes))
            (shape, operations) = ("\(m)x\(n)x\(k)", 2 * m * n * k)
        case let convolution as Convolution:
            let geometry = WindowGeometry(convolution.window, pictures: left, results: node.shape)
            kernel = if let filtering {
                .winograd(WinogradKernel(filtering, source: a, weights: spreads[node.inputs[1]]!.offset, destination: destination, epilogue: epilogue,
                                         lanes: lanes))
            } else {
                .convolution(ConvolutionKernel(geometry, source: a, matrix: b, destination: destination, epilogue: epilogue, lanes: lanes))
            }
            (shape, operations) = ("\(left) -> \(node.shape)", geometry.operations)
        case let transpose as ConvolutionTranspose:
            let geometry = WindowGeometry(transpose.window, pictures: node.shape, results: left)
            kernel = if let filtering {
                .winogradTranspose(WinogradTransposeKernel(filtering, source: a, weights: spreads[node.inputs[1]]!.offset, destination: destination,
                                                           epilogue: epilogue, lanes: lanes))
            } else {
                .convolutionTranspose(ConvolutionTransposeKernel(geometry, source: a, matrix: b, destination: destination,
                                                                 epilogue: epilogue, lanes: lanes))
            }
            (shape, operations) = ("\(left) -> \(node.shape)", geometry.operations)
        case let matrix as ConvolutionMatrix:
            let geometry = WindowGeometry(matrix.window, pictures: left, results: right)
            kernel = if let filtering {
                .winogradMatrix(WinogradMatrixKernel(filtering, pictures: a, results: b, destination: destination, epilogue: epilogue, lanes: lanes))
            } else {
                .convolutionMatrix(ConvolutionMatrixKernel(geometry, pictures: a, results: b, destination: destination, epilogue: epilogue,
                                                           lanes: lanes))
            }
            (shape, operations) = ("\(left), \(right)", geometry.operations)
        default:
            preconditionFailure("no kernel for \(node.operation.name)")
        }
        return step(kernel, name, shape, [id] + rest, product: operations, other: (epilogue?.instructions.count ?? 0) * node.shape.count)
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
