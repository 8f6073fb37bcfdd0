package import Tensors

// N batch, H height, W width.

/// A transposed convolution, which enlarges images: (N, H, W, inputs) to (N, H', W', outputs), H' = (H - 1) stride - 2
/// padding + size.
package struct ConvTranspose2d: Layer {
    let inputs: Int, outputs: Int
    let window: Window
    let hasBias: Bool
    let initial: Parameter.Initial

    /// - Parameter deviation: of the initial weights; nil for √(2 / inputs of a result) (He et al. 2015).
    package init(
        _ inputs: Int, _ outputs: Int, _ size: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true,
        deviation: Float? = nil
    ) {
        (self.inputs, self.outputs, hasBias) = (inputs, outputs, bias)
        window = Window(size, stride: stride, padding: padding)
        // A result depends on size / stride input pixels along each axis.
        let taps = max(1, size / stride)
        initial = .normal(deviation: deviation ?? (2 / Float(inputs * taps * taps)).squareRoot())
    }

    package var parameters: [Parameter] {
        let weight = Parameter(
            name: "weight", shape: [inputs, window.taps * outputs], initial: initial,
            kernel: (window.height, window.width, outputs))
        return hasBias ? [weight, Parameter(name: "bias", shape: [outputs], initial: .zeros)] : [weight]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        func enlarged(_ size: Int) -> Int { (size - 1) * window.stride - 2 * window.padding + window.height }
        let y = x.convTranspose(parameters[0], window, height: enlarged(x.shape[1]), width: enlarged(x.shape[2]))
        return hasBias ? y + parameters[1] : y
    }
}
