package import Tensors

// N batch, H height, W width.

/// A convolution: (N, H, W, inputs) to (N, H', W', outputs), H' = (H + 2 padding - size) / stride + 1.
package struct Conv2d: Layer {
    let inputs: Int, outputs: Int
    let window: Window
    let hasBias: Bool
    let initial: Parameter.Initial

    /// - Parameter deviation: of the initial weights; nil for √(2 / inputs of a result) (He et al. 2015).
    package init(
        _ inputs: Int, _ outputs: Int, _ size: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true,
        deviation: Float? = nil
    ) {
        self.init(
            inputs, outputs, Window(size, stride: stride, padding: padding), bias: bias, deviation: deviation)
    }

    /// The same with a window that need not be square.
    package init(_ inputs: Int, _ outputs: Int, _ window: Window, bias: Bool = true, deviation: Float? = nil) {
        (self.inputs, self.outputs, self.window, hasBias) = (inputs, outputs, window, bias)
        initial = .normal(deviation: deviation ?? (2 / Float(inputs * window.taps)).squareRoot())
    }

    package var parameters: [Parameter] {
        let weight = Parameter(
            name: "weight", shape: [outputs, window.taps * inputs], initial: initial,
            kernel: (window.height, window.width, inputs))
        return hasBias ? [weight, Parameter(name: "bias", shape: [outputs], initial: .zeros)] : [weight]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let y = x.conv2d(parameters[0], window)
        return hasBias ? y + parameters[1] : y
    }
}
