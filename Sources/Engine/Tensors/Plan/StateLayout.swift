/// Where inputs and variables lie: at the front of the arena, the same for all plans of a graph.
package struct StateLayout: Sendable {
    package struct Entry: Sendable {
        package let name: String
        package let shape: Shape
        /// True for a variable, false for an input.
        package let isVariable: Bool
        package let offset: Int
    }

    /// In the order in which the graph declared them.
    package let entries: [Entry]
    package let offsets: [Int: Int]
    private let indices: [String: Int]
    /// Elements.
    package let count: Int

    /// Lays out every source of the finished graph.
    package init(_ graph: Graph) {
        var (entries, offsets, indices, end) = ([Entry](), [Int: Int](), [String: Int](), 0)
        for (id, node) in graph.nodes.enumerated() {
            guard let source = node.operation as? Source else { continue }
            indices[source.name] = entries.count
            offsets[id] = end
            entries.append(
                Entry(name: source.name, shape: node.shape, isVariable: source.kind == .variable, offset: end))
            end += Arena.aligned(node.shape.count)
        }
        (self.entries, self.offsets, self.indices, count) = (entries, offsets, indices, end)
    }

    package var variables: [Entry] { entries.filter(\.isVariable) }

    package subscript(name: String) -> Entry {
        guard let index = indices[name] else { preconditionFailure("the graph has no input or variable \(name)") }
        return entries[index]
    }

    package func contains(_ name: String) -> Bool { indices[name] != nil }
}
