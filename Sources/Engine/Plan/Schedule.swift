extension Plan {
    /// The nodes that `outputs` depend on, inputs before users.
    package static func reachable(from outputs: [Int], in graph: Graph) -> [Int] {
        var needed = Set<Int>()
        var open = outputs
        while let id = open.popLast() {
            if needed.insert(id).inserted { open += graph.nodes[id].inputs }
        }
        return needed.sorted()   // a node's inputs are always older than it
    }

    /// An order in which every node comes after its inputs, and every assignment after all that read the old value.
    static func order(_ nodes: [Int], in graph: Graph) -> [Int] {
        var before: [Int: Set<Int>] = [:]
        for id in nodes { before[id] = Set(graph.nodes[id].inputs) }
        for id in nodes where graph.nodes[id].operation is Assign {
            let variable = graph.nodes[id].inputs[0]
            for reader in readers(of: variable, among: nodes, in: graph) where reader != id { before[id]!.insert(reader) }
        }
        var after: [Int: [Int]] = [:]
        for (id, earlier) in before { for other in earlier { after[other, default: []].append(id) } }
        var waiting = before.mapValues(\.count)
        var ready = OrderedNumbers(nodes.filter { waiting[$0] == 0 })
        var order: [Int] = []
        while let next = ready.popSmallest() {
            order.append(next)
            for id in after[next] ?? [] {
                waiting[id]! -= 1
                if waiting[id] == 0 { ready.insert(id) }
            }
        }
        precondition(order.count == nodes.count, "an assigned variable is read by something that needs its new value")
        return order
    }

    /// Who reads a variable's memory: its users, and the users of its reshapes.
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

/// Numbers handed out smallest first: a binary heap.
private struct OrderedNumbers {
    private var heap: [Int] = []

    init(_ numbers: [Int]) { heap = numbers.sorted() }

    mutating func insert(_ number: Int) {
        heap.append(number)
        var child = heap.count - 1
        while child > 0, heap[(child - 1) / 2] > heap[child] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popSmallest() -> Int? {
        guard let smallest = heap.first else { return nil }
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { break }
            heap.swapAt(parent, child)
            parent = child
        }
        return smallest
    }
}
