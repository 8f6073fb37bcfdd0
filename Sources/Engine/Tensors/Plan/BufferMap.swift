/// Where every value of a compiled graph lies in the arena.
struct BufferMap {
    let uses: ValueUses
    /// Inputs and variables.
    let layout: StateLayout
    /// Values with a buffer in the workspace, by node.
    private(set) var offsets: [Int: Int] = [:]
    /// Buffers of preparations.
    private(set) var prepared: [SharedPreparation.Key: Int] = [:]
    /// Elements of the workspace.
    let workspace: Int

    /// Places the buffers of the nodes in `order` and of `preparations` so that buffers alive at the same time do not
    /// overlap.
    init(_ uses: ValueUses, layout: StateLayout, order: [Int], groups: Int, preparations: [SharedPreparation]) {
        (self.uses, self.layout) = (uses, layout)
        let ids = order.filter(uses.needsBuffer)
        let lifetimes = ids.map { uses.lifetime($0, groups: groups) } + preparations.map(\.lifetime)
        let (positions, count) = Placement.offsets(lifetimes)
        workspace = count
        for (id, offset) in zip(ids, positions) { offsets[id] = layout.count + offset }
        for (preparation, offset) in zip(preparations, positions[ids.count...]) {
            prepared[preparation.key] = layout.count + offset
        }
    }

    func offset(of id: Int) -> Int {
        let root = uses.root(id)
        let node = uses.graph.nodes[root]
        if node.operation is Assign { return offset(of: node.inputs[0]) }
        guard let offset = layout.offsets[root] ?? offsets[root] else {
            preconditionFailure("node \(id) has no memory")
        }
        return offset
    }

    /// The buffer of a value, in the shape in which it is stored.
    func buffer(of id: Int) -> Buffer {
        Buffer(offset: offset(of: id), shape: uses.isStoredOnce(id) ? .scalar : uses.graph.nodes[id].shape)
    }
}

/// A value in the arena: its first element and the shape in which it is stored.
package struct Buffer {
    package let offset: Int
    package let shape: Shape
}
