/// Computes a graph node by node in double precision with the value rules alone: the slow reference for tests.
package struct ReferenceInterpreter {
    /// Values of inputs and variables, by name; `run` updates assigned variables.
    package var values: [String: [Double]] = [:]
    package var context = ReferenceContext()

    package init(_ values: [String: [Double]] = [:], context: ReferenceContext = .init()) {
        (self.values, self.context) = (values, context)
    }

    /// Computes `outputs` from the current values; assigned variables change afterwards.
    package mutating func run(_ outputs: [Tensor]) -> [[Double]] {
        guard let graph = outputs.first?.graph else { return [] }
        var computed: [Int: [Double]] = [:]
        var stored: [String: [Double]] = [:]
        for id in Plan.reachable(from: outputs.map(\.id), in: graph) {
            let node = graph.nodes[id]
            if let source = node.operation as? Source {
                guard let value = values[source.name] else { preconditionFailure("no value for \(source.name)") }
                precondition(
                    value.count == node.shape.count, "\(value.count) values for \(source.name) of \(node.shape)")
                computed[id] = value
                continue
            }
            let inputs = node.inputs.map { ReferenceValue(shape: graph.nodes[$0].shape, elements: computed[$0]!) }
            computed[id] = node.operation.value(inputs, shape: node.shape, context: context)
            if node.operation is Assign, let variable = graph.nodes[node.inputs[0]].operation as? Source {
                stored[variable.name] = computed[id]
            }
        }
        values.merge(stored) { $1 }
        return outputs.map { computed[$0.id]! }
    }
}
