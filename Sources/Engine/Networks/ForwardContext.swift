package import Tensors

/// One forward pass: its mode, its condition, and the new values of the buffers that it updates.
package struct ForwardContext {
    /// True for training, where batch normalisation uses the batch's statistics; false for use.
    package let isTraining: Bool
    /// The condition of each image of the batch (N, size); nil where there is none.
    package var condition: Tensor?
    /// Variables and their new values, in the order of the layers.
    private var buffers: [(variable: Tensor, value: Tensor)] = []

    package init(isTraining: Bool, condition: Tensor? = nil) {
        (self.isTraining, self.condition) = (isTraining, condition)
    }

    /// The condition, for a layer that needs one of `size` dimensions; traps where there is no such condition.
    func condition(size: Int) -> Tensor {
        guard let condition, condition.shape[1] == size else {
            preconditionFailure(
                "a layer for conditions of size \(size) in a pass with \(condition.map { "\($0.shape)" } ?? "none")")
        }
        return condition
    }

    /// Running statistic: value += momentum (`batch` - value). A second pass with the same context continues from the
    /// first one's value.
    mutating func updateRunningStatistic(_ variable: Tensor, towards batch: Tensor, momentum: Float) {
        if let index = buffers.firstIndex(where: { $0.variable.id == variable.id }) {
            buffers[index].value = buffers[index].value * (1 - momentum) + batch * momentum
        } else {
            buffers.append((variable, variable * (1 - momentum) + batch * momentum))
        }
    }

    /// Gives a buffer a new value for the next step's passes.
    mutating func setBuffer(_ variable: Tensor, to value: Tensor) {
        buffers.removeAll { $0.variable.id == variable.id }
        buffers.append((variable, value))
    }

    /// The assignments of the new values; a plan has to compute them.
    package func bufferUpdates() -> [Tensor] { buffers.map { $0.variable.assign($0.value) } }
}
