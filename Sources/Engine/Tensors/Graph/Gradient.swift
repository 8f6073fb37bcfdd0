extension Graph {
    /// Adds the nodes that compute d`loss`/d`targets` and returns one tensor per target, shaped like it.
    ///
    /// Reverse mode, symbolic: only nodes between the targets and the loss are visited, so nothing is computed for
    /// other parameters. The result consists of ordinary nodes and can be differentiated again. A target that the loss
    /// does not depend on gets zeros.
    /// - Complexity: O(nodes).
    package func gradient(of loss: Tensor, withRespectTo targets: [Tensor]) -> [Tensor] {
        precondition(loss.shape.count == 1, "the loss must be a scalar, got \(loss.shape)")
        var isOnPath = [Bool](repeating: false, count: loss.id + 1)
        for target in targets where target.id <= loss.id { isOnPath[target.id] = true }
        for id in 0...loss.id where !isOnPath[id] { isOnPath[id] = nodes[id].inputs.contains { isOnPath[$0] } }

        var gradientOf: [Int: Tensor] = [loss.id: constant(1, loss.shape)]
        for id in stride(from: loss.id, through: 0, by: -1) where isOnPath[id] {
            let node = nodes[id]
            guard let outputGradient = gradientOf[id], node.inputs.contains(where: { isOnPath[$0] }) else { continue }
            let gradients = node.operation.gradient(outputGradient, output: tensor(id), inputs: node.inputs.map(tensor))
            precondition(gradients.count == node.inputs.count, "\(node.operation.name): one gradient for each input")
            for (input, gradient) in zip(node.inputs, gradients) {
                guard isOnPath[input], let gradient else { continue }
                precondition(
                    gradient.shape == nodes[input].shape,
                    "\(node.operation.name): gradient \(gradient.shape) for an input of \(nodes[input].shape)")
                gradientOf[input] = gradientOf[input].map { $0 + gradient } ?? gradient
            }
        }
        return targets.map { gradientOf[$0.id] ?? constant(0, $0.shape) }
    }
}
