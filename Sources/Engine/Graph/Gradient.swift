extension Graph {
    /// Adds the nodes that compute d`loss`/d`targets` and returns one tensor per target, shaped like it.
    ///
    /// Reverse mode, symbolically: only nodes between the targets and the loss are visited, so nothing is computed for
    /// parameters that were not asked for. The result is graph like any other and can be differentiated again.
    /// A target that the loss does not depend on gets zeros.
    /// - Complexity: O(nodes).
    public func gradient(of loss: Tensor, withRespectTo targets: [Tensor]) -> [Tensor] {
        precondition(loss.shape.count == 1, "a gradient is taken of one number, got \(loss.shape)")
        var leads = [Bool](repeating: false, count: loss.id + 1)
        for target in targets where target.id <= loss.id { leads[target.id] = true }
        for id in 0...loss.id where !leads[id] { leads[id] = nodes[id].inputs.contains { leads[$0] } }

        var flowing: [Int: Tensor] = [loss.id: constant(1, loss.shape)]
        for id in stride(from: loss.id, through: 0, by: -1) where leads[id] {
            let node = nodes[id]
            guard let into = flowing[id], node.inputs.contains(where: { leads[$0] }) else { continue }
            let gradients = node.operation.gradient(into, output: tensor(id), inputs: node.inputs.map(tensor))
            precondition(gradients.count == node.inputs.count, "\(node.operation.name): one gradient for each input")
            for (input, gradient) in zip(node.inputs, gradients) {
                guard leads[input], let gradient else { continue }
                precondition(gradient.shape == nodes[input].shape,
                             "\(node.operation.name): gradient \(gradient.shape) for an input of \(nodes[input].shape)")
                flowing[input] = flowing[input].map { $0 + gradient } ?? gradient
            }
        }
        return targets.map { flowing[$0.id] ?? constant(0, $0.shape) }
    }
}
