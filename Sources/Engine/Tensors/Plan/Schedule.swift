extension Plan {
    /// The nodes that `outputs` depend on, inputs before users.
    package static func reachable(from outputs: [Int], in graph: Graph) -> [Int] {
        var needed = Set<Int>()
        var open = outputs
        while let id = open.popLast() {
            if needed.insert(id).inserted { open += graph.nodes[id].inputs }
        }
        return needed.sorted()  // a node's inputs have smaller indices than the node
    }

    /// An order in which every node comes after its inputs, and every assignment after all readers of the old value.
    static func order(_ nodes: [Int], in graph: Graph) -> [Int] {
        var before: [Int: Set<Int>] = [:]
        for id in nodes { before[id] = Set(graph.nodes[id].inputs) }
        for id in nodes where graph.nodes[id].operation is Assign {
            let variable = graph.nodes[id].inputs[0]
            for reader in readers(of: variable, among: nodes, in: graph) where reader != id {
                before[id]!.insert(reader)
            }
        }
        var after: [Int: [Int]] = [:]
        for (id, earlier) in before { for other in earlier { after[other, default: []].append(id) } }
        var waiting = before.mapValues(\.count)
        var ready = MinHeap(nodes.filter { waiting[$0] == 0 })
        var order: [Int] = []
        while let next = ready.popSmallest() {
            order.append(next)
            for id in after[next] ?? [] {
                waiting[id]! -= 1
                if waiting[id] == 0 { ready.insert(id) }
            }
        }
        precondition(order.count == nodes.count, "a node that reads an assigned variable depends on its new value")
        return order
    }

    /// The readers of a variable's memory: its users, and the users of its reshapes.
    private static func readers(of variable: Int, among nodes: [Int], in graph: Graph) -> [Int] {
        var names = [variable]
        var readers: [Int] = []
        while let name = names.popLast() {
            for id in nodes where graph.nodes[id].inputs.contains(name) {
                if graph.nodes[id].operation is Reshape { names.append(id) } else { readers.append(id) }
            }
        }
        return readers
    }
}
