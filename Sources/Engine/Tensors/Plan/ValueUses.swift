/// Who reads each value of a schedule, and so which values need a buffer.
struct ValueUses {
    let graph: Graph
    /// Nodes whose values the caller reads.
    private let outputs: Set<Int>
    private let users: [Int: [Int]]
    /// The group of each node.
    private let groupOf: [Int: Int]

    init(_ graph: Graph, order: [Int], groups: [FusedGroup], outputs: Set<Int>) {
        (self.graph, self.outputs) = (graph, outputs)
        groupOf = Dictionary(
            uniqueKeysWithValues: groups.enumerated().flatMap { index, group in group.members.map { ($0, index) } })
        var users: [Int: [Int]] = [:]
        for id in order { for input in graph.nodes[id].inputs { users[input, default: []].append(id) } }
        self.users = users
    }

    /// The node whose memory a node's value is: reshapes have none of their own.
    func root(_ id: Int) -> Int {
        var id = id
        while graph.nodes[id].operation is Reshape { id = graph.nodes[id].inputs[0] }
        return id
    }

    /// Nodes that read this value, directly or through reshapes.
    private func readers(of id: Int) -> [Int] {
        (users[id] ?? []).flatMap { graph.nodes[$0].operation is Reshape ? readers(of: $0) : [$0] }
    }

    /// True where the caller reads this value, directly or under another shape.
    func isOutput(_ id: Int) -> Bool {
        outputs.contains(id) || (users[id] ?? []).contains { graph.nodes[$0].operation is Reshape && isOutput($0) }
    }

    /// True where somebody outside the value's group reads it.
    func escapes(_ id: Int) -> Bool {
        isOutput(id) || readers(of: id).contains { groupOf[$0] != groupOf[id] } || isReshaped(id)
    }

    /// A reader under another shape reads memory even within the same group.
    private func isReshaped(_ id: Int) -> Bool { (users[id] ?? []).contains { graph.nodes[$0].operation is Reshape } }

    /// True where the value has a buffer of its own; an assignment has its variable's.
    func needsBuffer(_ id: Int) -> Bool {
        let operation = graph.nodes[id].operation
        if operation is Source || operation is Reshape || operation is Assign { return false }
        return escapes(id)
    }

    /// Elements of the value's buffer: a constant that only element-wise operations read is stored once, and read with
    /// stride 0.
    func bufferCount(_ id: Int) -> Int { isStoredOnce(id) ? 1 : graph.nodes[id].shape.count }

    func isStoredOnce(_ id: Int) -> Bool {
        graph.nodes[id].operation is Constant && !isOutput(id) && !isReshaped(id)
            && readers(of: id).allSatisfy { graph.nodes[$0].operation is any ElementwiseOperation }
    }

    /// Groups between the first of which writes the value and the last of which reads it, of `count` groups in all.
    func lifetime(_ id: Int, groups count: Int) -> Lifetime {
        let first = groupOf[id]!
        let last = isOutput(id) ? count : readers(of: id).map { groupOf[$0]! }.max() ?? first
        return Lifetime(count: bufferCount(id), first: first, last: last)
    }
}
