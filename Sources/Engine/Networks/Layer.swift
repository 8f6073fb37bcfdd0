/// A stage of a network: what it learns, and what it does to a tensor.
///
/// A layer is a description without numbers or graph; the same one serves every pass, with whichever weights are given.
public protocol Layer: Sendable {
    /// What it learns, named as in PyTorch.
    var parameters: [Parameter] { get }

    /// Adds the layer's computation to `x`'s graph; `own` are its parameters' tensors, in order.
    func callAsFunction(_ x: Tensor, _ own: [Tensor]) -> Tensor
}

/// Something a layer learns.
public struct Parameter: Sendable {
    public enum Initial: Sendable {
        case zeros
        case ones
        /// Uniform in ±bound.
        case uniform(bound: Float)
        case normal(deviation: Float)
    }

    public var name: String
    public var shape: Shape
    public var initial: Initial
}

/// y = x Wᵀ + b: x (N, in) to (N, out).
public struct Dense: Layer {
    public let inputs: Int
    public let outputs: Int

    public init(_ inputs: Int, _ outputs: Int) { (self.inputs, self.outputs) = (inputs, outputs) }

    public var parameters: [Parameter] {
        // Glorot and Bengio 2010: the same variance forwards and backwards.
        let bound = (6 / Float(inputs + outputs)).squareRoot()
        return [Parameter(name: "weight", shape: [outputs, inputs], initial: .uniform(bound: bound)),
                Parameter(name: "bias", shape: [outputs], initial: .zeros)]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor]) -> Tensor { x.matmul(own[0], transposeOther: true) + own[1] }
}

/// A function without parameters, applied to every element.
public enum Activation: Layer {
    case leakyReLU(Float)
    /// Into -1 to 1, the range of images.
    case tanh

    public var parameters: [Parameter] { [] }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor]) -> Tensor {
        switch self {
        case .leakyReLU(let slope): x.leakyReLU(slope)
        case .tanh: x.hyperbolicTangent
        }
    }
}
