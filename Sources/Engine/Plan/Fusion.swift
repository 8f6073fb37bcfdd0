/// Nodes that run as one step: a chain of element-wise functions, with the product in front of it if there is one.
struct FusedGroup {
    /// In schedule order; a product is always the first.
    var members: [Int]
    /// Schedule position of the last member: where the whole group runs.
    var position: Int
}

/// Gathers a schedule's nodes into groups.
///
/// A node may join the group of one of its inputs when the shapes agree and nobody outside has used the group yet: the
/// group then simply runs later, at the node's own position. Where a node's inputs lie in several groups, they merge.
struct Fusion {
    let graph: Graph
    let order: [Int]
    /// Nodes whose values the caller reads.
    let outputs: Set<Int>
    private var groups: [Int: FusedGroup] = [:]
    private var groupOf: [Int: Int] = [:]
    private let position: [Int: Int]
    private let users: [Int: [Int]]
    /// Position of the assignment to each variable.
    private let assigned: [Int: Int]

    init(_ graph: Graph, order: [Int], outputs: Set<Int>) {
        (self.graph, self.order, self.outputs) = (graph, order, outputs)
        position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        var users: [Int: [Int]] = [:]
        var assigned: [Int: Int] = [:]
        for (place, id) in order.enumerated() {
            for input in graph.nodes[id].inputs { users[input, default: []].append(id) }
            if graph.nodes[id].operation is Assign { assigned[graph.nodes[id].inputs[0]] = place }
        }
        (self.users, self.assigned) = (users, assigned)
    }

    /// The groups in the order in which they run.
    mutating func run() -> [FusedGroup] {
        for (place, id) in order.enumerated() {
            let node = graph.nodes[id]
            if node.operation is Source || node.operation is Reshape { continue }
            var home: Int?
            if Self.isElementwise(node.operation) {
                for input in Set(node.inputs).sorted() {
                    guard graph.nodes[input].shape == node.shape, let candidate = groupOf[input], candidate != home,
                          isFusable(candidate), canMove(candidate, with: home, to: place, joining: id) else { continue }
                    if let other = home {
                        guard !(hasProduct(candidate) && hasProduct(other)) else { continue }
                        merge(other, into: candidate)
                    }
                    home = candidate
                }
            }
            let group = home ?? id
            groups[group, default: FusedGroup(members: [], position: place)].members.append(id)
            groups[group]!.position = place
            groupOf[id] = group
        }
        return groups.values.sorted { $0.position < $1.position }
    }

    static func isElementwise(_ operation: any Operation) -> Bool {
        operation is Elementwise || operation is Broadcast || operation is Assign
    }

    private func hasProduct(_ group: Int) -> Bool { graph.nodes[groups[group]!.members[0]].operation is any Product }

    private func isFusable(_ group: Int) -> Bool {
        let first = graph.nodes[groups[group]!.members[0]].operation
        return first is any Product || Self.isElementwise(first)
    }

    /// True when running the group at `place` instead changes nothing for anybody.
    private func canMove(_ group: Int, with other: Int?, to place: Int, joining id: Int) -> Bool {
        let members = groups[group]!.members
        for member in members {
            // Used by somebody who runs earlier than that?
            for user in usersThroughReshapes(of: member) where user != id && groupOf[user] != group && groupOf[user] != other {
                if position[user]! < place { return false }
            }
            // Reads a variable that has been assigned by then? In place is fine, element by element, but not in a product.
            let isProduct = graph.nodes[member].operation is any Product
            for input in graph.nodes[member].inputs {
                guard let assignment = assigned[rootOf(input)] else { continue }
                let assigner = order[assignment]
                let sameGroup = assigner == id || groupOf[assigner] == group || (other != nil && groupOf[assigner] == other)
                if isProduct ? assignment <= place : assignment < place && !sameGroup { return false }
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
