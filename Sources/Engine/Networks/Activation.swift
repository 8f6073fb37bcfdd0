/// A function without parameters, applied to every element.
public enum Activation: Layer {
    case leakyReLU(Float)
    case relu
    /// Into -1 to 1, the range of images.
    case tanh

    public var parameters: [Parameter] { [] }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        switch self {
        case .leakyReLU(let slope): x.leakyReLU(slope)
        case .relu: x.leakyReLU(0)
        case .tanh: x.hyperbolicTangent
        }
    }
}
