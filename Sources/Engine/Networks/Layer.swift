/// A stage of a network: what it learns, and what it does to a tensor.
///
/// A layer is a description without numbers or graph; the same one serves every pass, with whichever weights are given.
public protocol Layer: Sendable {
    /// What it learns and keeps, named as in PyTorch.
    var parameters: [Parameter] { get }

    /// Adds the layer's computation to `x`'s graph; `own` are its parameters' tensors, in order.
    func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor
}

/// One way through a network: for training, where normalisation looks at the batch, or for use.
public struct Pass {
    public let isTraining: Bool
    /// What the pass has made of running statistics: variable and new value, in the order of the layers.
    private(set) var statistics: [(variable: Tensor, value: Tensor)] = []

    /// What the networks are told about each picture of the batch, (N, E); nil where nothing is.
    public var condition: Tensor?

    public init(isTraining: Bool, condition: Tensor? = nil) { (self.isTraining, self.condition) = (isTraining, condition) }

    /// The condition, for a layer that needs one.
    func conditioning(extent: Int) -> Tensor {
        guard let condition, condition.shape[1] == extent else {
            preconditionFailure("a layer for conditions of \(extent) numbers in a pass with \(condition.map { "\($0.shape)" } ?? "none")")
        }
        return condition
    }

    /// Moves a running statistic towards what this pass has seen; a second pass moves it on from there.
    mutating func move(_ variable: Tensor, towards seen: Tensor, by share: Float) {
        if let index = statistics.firstIndex(where: { $0.variable.id == variable.id }) {
            statistics[index].value = statistics[index].value * (1 - share) + seen * share
        } else {
            statistics.append((variable, variable * (1 - share) + seen * share))
        }
    }

    /// Keeps `value` for the next step's passes.
    mutating func replace(_ variable: Tensor, with value: Tensor) {
        statistics.removeAll { $0.variable.id == variable.id }
        statistics.append((variable, value))
    }

    /// Stores the new statistics; the results are what must be computed for it.
    func updates() -> [Tensor] { statistics.map { $0.variable.assign($0.value) } }
}
