package import Tensors

/// An activation function: no parameters, applied to each element; the shape stays.
package enum Activation: Layer {
    case leakyReLU(Float)
    case relu
    /// Results in -1...1, the range of images.
    case tanh

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        switch self {
        case .leakyReLU(let slope): x.leakyReLU(slope)
        case .relu: x.leakyReLU(0)
        case .tanh: x.hyperbolicTangent
        }
    }
}
