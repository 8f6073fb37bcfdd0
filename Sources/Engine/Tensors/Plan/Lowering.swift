import Numerics

/// Turns a graph into kernels: orders the nodes, fuses them, places the buffers, and lets every operation make its
/// kernel.
struct Lowering {
    struct Result {
        let steps: [Plan.Step]
        let outputs: [Int: (offset: Int, shape: Shape)]
        let workspace: Int
        let threadScratch: Int
    }

    private let graph: Graph
    private let threads: Int
    private let precision: Precision
    private let outputs: Set<Int>
    private let groups: [FusedGroup]
    private let preparations: [SharedPreparation]
    private let buffers: BufferMap

    init(outputs: [Tensor], layout: StateLayout, threads: Int, precision: Precision) {
        (graph, self.outputs) = (outputs[0].graph, Set(outputs.map(\.id)))
        (self.threads, self.precision) = (threads, precision)
        let order = Plan.order(Plan.reachable(from: outputs.map(\.id), in: graph), in: graph)
        var fusion = Fusion(graph, order: order)
        groups = fusion.run()
        preparations = SharedPreparation.all(groups, in: graph, precision: precision)
        let uses = ValueUses(graph, order: order, groups: groups, outputs: self.outputs)
        buffers = BufferMap(uses, layout: layout, order: order, groups: groups.count, preparations: preparations)
    }

    func compile() -> Result {
        let steps = groups.indices.flatMap { index in
            preparations.filter { $0.first == index }.map(step) + [step(for: groups[index])].compactMap(\.self)
        }
        return Result(
            steps: steps,
            outputs: Dictionary(
                uniqueKeysWithValues: outputs.map { ($0, (buffers.offset(of: $0), graph.nodes[$0].shape)) }),
            workspace: buffers.workspace, threadScratch: Arena.aligned(steps.map(\.kernel.scratch).max() ?? 0))
    }

    private func step(for group: FusedGroup) -> Plan.Step? {
        let context = LoweringContext(group, buffers, threads: threads, precision: precision), uses = buffers.uses
        guard let lowered = context.node.operation.lowered(context) else { return nil }
        let inputs = Set(group.members.flatMap { graph.nodes[$0].inputs }).subtracting(group.members)
        let written = group.members.filter { graph.nodes[$0].operation is Assign || uses.needsBuffer($0) }
        let elements = inputs.reduce(0) { $0 + uses.bufferCount($1) } + written.reduce(0) { $0 + uses.bufferCount($1) }
        let fused = (context.epilogue.program?.instructions.count ?? 0) * context.shape.count
        return Plan.Step(
            kernel: lowered.kernel,
            name: (lowered.kernel.precision == .bf16 ? "bf16 " : "") + lowered.name
                + (context.epilogueName.isEmpty ? "" : " + \(context.epilogueName)"),
            shape: lowered.shape,
            variables: inputs.sorted().compactMap(variable), productOperations: lowered.productOperations,
            otherOperations: lowered.otherOperations + fused, bytes: elements * MemoryLayout<Float>.stride)
    }

    private func step(_ shared: SharedPreparation) -> Plan.Step {
        let (preparation, source) = (shared.preparation, graph.nodes[shared.key.node].shape)
        let kernel = preparation.kernel(buffers.offset(of: shared.key.node), buffers.prepared[shared.key]!, threads)
        return Plan.Step(
            kernel: kernel, name: preparation.name, shape: "\(source)",
            variables: [variable(shared.key.node)].compactMap(\.self),
            productOperations: 0, otherOperations: preparation.count,
            bytes: (preparation.count + source.count) * MemoryLayout<Float>.stride)
    }

    /// The variable whose memory a value is.
    private func variable(_ id: Int) -> String? {
        guard let source = graph.nodes[buffers.uses.root(id)].operation as? Source, source.kind == .variable else {
            return nil
        }
        return source.name
    }
}
