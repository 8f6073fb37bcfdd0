/// Nodes that run as one step: a chain of element-wise operations, after a product or alone; or any other operation
/// alone.
struct FusedGroup {
    /// In schedule order; a product is always the first.
    var members: [Int]
    /// Schedule position of the last member: where the whole group runs.
    var position: Int
}

/// Gathers a schedule's nodes into groups.
///
/// A node may join the group of one of its inputs where the shapes agree and no node outside the group has read it yet:
/// the group then runs later, at the node's own position. Where a node's inputs are in several groups, these merge.
struct Fusion {
    let graph: Graph
    let order: [Int]
    private var groups: [Int: FusedGroup] = [:]
    private var groupOf: [Int: Int] = [:]
    private let position: [Int: Int]
    private let users: [Int: [Int]]
    /// Position of the assignment to each variable.
    private let assigned: [Int: Int]

    init(_ graph: Graph, order: [Int]) {
        (self.graph, self.order) = (graph, order)
        position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        var users: [Int: [Int]] = [:]
        var assigned: [Int: Int] = [:]
        for (slot, id) in order.enumerated() {
            for input in graph.nodes[id].inputs { users[input, default: []].append(id) }
            if graph.nodes[id].operation is Assign { assigned[graph.nodes[id].inputs[0]] = slot }
        }
        (self.users, self.assigned) = (users, assigned)
    }

    /// The groups in the order in which they run.
    mutating func run() -> [FusedGroup] {
        for (slot, id) in order.enumerated() {
            let node = graph.nodes[id]
            if node.operation is Source || node.operation is Reshape { continue }
            var home: Int?
            if node.operation is any ElementwiseOperation {
                for input in Set(node.inputs).sorted() {
                    guard graph.nodes[input].shape == node.shape, let candidate = groupOf[input], candidate != home,
                        isFusable(candidate), canMove(candidate, with: home, to: slot, joining: id)
                    else { continue }
                    if let other = home {
                        guard !(hasProduct(candidate) && hasProduct(other)) else { continue }
                        merge(other, into: candidate)
                    }
                    home = candidate
                }
            }
            let group = home ?? id
            groups[group, default: FusedGroup(members: [], position: slot)].members.append(id)
            groups[group]!.position = slot
            groupOf[id] = group
        }
        return groups.values.sorted { $0.position < $1.position }
    }

    private func hasProduct(_ group: Int) -> Bool { graph.nodes[groups[group]!.members[0]].operation is any Product }

    private func isFusable(_ group: Int) -> Bool {
        let first = graph.nodes[groups[group]!.members[0]].operation
        return first is any Product || first is any ElementwiseOperation
    }

    /// True where no result changes if the group runs at `slot` instead.
    private func canMove(_ group: Int, with other: Int?, to slot: Int, joining id: Int) -> Bool {
        let members = groups[group]!.members
        for member in members {
            // Read by a node that runs earlier than that?
            for user in usersThroughReshapes(of: member)
            where user != id && groupOf[user] != group && groupOf[user] != other {
                if position[user]! < slot { return false }
            }
            // Reads a variable that has been assigned by then? An element-wise operation may work in place, a product
            // may not.
            let isProduct = graph.nodes[member].operation is any Product
            for input in graph.nodes[member].inputs {
                guard let assignment = assigned[rootOf(input)] else { continue }
                let assigner = order[assignment]
                let sameGroup =
                    assigner == id || groupOf[assigner] == group || (other != nil && groupOf[assigner] == other)
                if isProduct ? assignment <= slot : assignment < slot && !sameGroup { return false }
            }
        }
        return true
    }

    private func rootOf(_ id: Int) -> Int {
        var id = id
        while graph.nodes[id].operation is Reshape { id = graph.nodes[id].inputs[0] }
        return id
    }

    private func usersThroughReshapes(of id: Int) -> [Int] {
        (users[id] ?? []).flatMap { graph.nodes[$0].operation is Reshape ? usersThroughReshapes(of: $0) : [$0] }
    }

    private mutating func merge(_ group: Int, into target: Int) {
        let moved = groups.removeValue(forKey: group)!
        for member in moved.members { groupOf[member] = target }
        let head = groups[target]!.members
        // The product leads; everything else keeps schedule order.
        groups[target]!.members = (head + moved.members).sorted {
            let (a, b) = (graph.nodes[$0].operation is any Product, graph.nodes[$1].operation is any Product)
            return a == b ? position[$0]! < position[$1]! : a
        }
    }
}
