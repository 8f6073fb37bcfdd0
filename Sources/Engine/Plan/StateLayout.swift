/// Where inputs and variables live: the front of the arena, shared by all plans of a graph.
public struct StateLayout: Sendable {
    public struct Entry: Sendable {
        public let name: String
        public let shape: Shape
        /// True for a variable, false for an input.
        public let isVariable: Bool
        package let offset: Int
    }

    /// In the order in which the graph declared them.
    public let entries: [Entry]
    package let offsets: [Int: Int]
    private let indices: [String: Int]
    /// Elements.
    package let count: Int

    /// Lays out every source of the finished graph.
    public init(_ graph: Graph) {
        var (entries, offsets, indices, end) = ([Entry](), [Int: Int](), [String: Int](), 0)
        for (id, node) in graph.nodes.enumerated() {
            guard let source = node.operation as? Source else { continue }
            indices[source.name] = entries.count
            offsets[id] = end
            entries.append(Entry(name: source.name, shape: node.shape, isVariable: source.kind == .variable, offset: end))
            end += Arena.aligned(node.shape.count)
        }
        (self.entries, self.offsets, self.indices, count) = (entries, offsets, indices, end)
    }

    public var variables: [Entry] { entries.filter(\.isVariable) }

    public subscript(name: String) -> Entry {
        guard let index = indices[name] else { preconditionFailure("no input or variable is named \(name)") }
        return entries[index]
    }

    public func contains(_ name: String) -> Bool { indices[name] != nil }
}
