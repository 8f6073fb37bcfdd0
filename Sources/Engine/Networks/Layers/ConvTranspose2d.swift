package import Tensors

// N batch, H height, W width.

/// A transposed convolution, which enlarges images: (N, H, W, inputs) to (N, H', W', outputs), H' = (H - 1) stride - 2
/// padding + size + output padding.
package struct ConvTranspose2d: Layer {
    let inputs: Int, outputs: Int
    let window: Window
    /// Rows and columns at the far edges of the result that a convolution with this window leaves over (PyTorch's output_padding).
    let outputPadding: (rows: Int, columns: Int)
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
    package init(
        _ inputs: Int, _ outputs: Int, _ window: Window, outputPadding: (rows: Int, columns: Int) = (0, 0),
        bias: Bool = true, deviation: Float? = nil
    ) {
        (self.inputs, self.outputs, self.window, hasBias) = (inputs, outputs, window, bias)
        self.outputPadding = outputPadding
        // A result depends on size / stride input pixels along each axis.
        let taps = max(1, window.height / window.stride) * max(1, window.width / window.stride)
        initial = .normal(deviation: deviation ?? (2 / Float(inputs * taps)).squareRoot())
    }

    package var parameters: [Parameter] {
        let weight = Parameter(
            name: "weight", shape: [inputs, window.taps * outputs], initial: initial,
            kernel: (window.height, window.width, outputs))
        return hasBias ? [weight, Parameter(name: "bias", shape: [outputs], initial: .zeros)] : [weight]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        func enlarged(_ size: Int) -> Int { (size - 1) * window.stride - 2 * window.padding }
        let y = x.convTranspose(
            parameters[0], window, height: enlarged(x.shape[1]) + window.height + outputPadding.rows,
            width: enlarged(x.shape[2]) + window.width + outputPadding.columns)
        return hasBias ? y + parameters[1] : y
    }
}
