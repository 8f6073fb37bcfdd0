/// Computes a graph node by node in double precision with the value rules alone: slow, plain, and what tests believe.
package struct ReferenceInterpreter {
    /// Values of inputs and variables, by name; `run` stores what `assign` changes.
    package var values: [String: [Double]] = [:]
    package var context = ReferenceContext()

    package init(_ values: [String: [Double]] = [:], context: ReferenceContext = .init()) {
        (self.values, self.context) = (values, context)
    }

    /// The values of `outputs`, computed from the current values; assigned variables change afterwards.
    package mutating func run(_ outputs: [Tensor]) -> [[Double]] {
        guard let graph = outputs.first?.graph else { return [] }
        var memo: [Int: [Double]] = [:]
        var stored: [String: [Double]] = [:]
        for id in Plan.reachable(from: outputs.map(\.id), in: graph) {
            let node = graph.nodes[id]
            if let source = node.operation as? Source {
                guard let given = values[source.name] else { preconditionFailure("no value for \(source.name)") }
                precondition(given.count == node.shape.count, "\(given.count) values for \(source.name) of \(node.shape)")
                memo[id] = given
                continue
            }
            let inputs = node.inputs.map { ReferenceValue(shape: graph.nodes[$0].shape, elements: memo[$0]!) }
            memo[id] = node.operation.value(inputs, shape: node.shape, context: context)
            if node.operation is Assign, let variable = graph.nodes[node.inputs[0]].operation as? Source {
                stored[variable.name] = memo[id]
            }
        }
        values.merge(stored) { $1 }
        return outputs.map { memo[$0.id]! }
    }
}
