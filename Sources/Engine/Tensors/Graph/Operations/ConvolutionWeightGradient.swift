/// The weight gradient of `Convolution`: images (N, H, W, C) and output gradients (N, H', W', O) to (O, K).
package struct ConvolutionWeightGradient: Product {
    package let window: Window

    package var name: String { "conv2d weight gradient \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (x, y) = (inputs[0], inputs[1])
        precondition(y.rank == 4 && window.result(x, channels: y[3]) == y, "\(name) of \(x) and \(y)")
        return [y[3], window.taps * x[3]]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var w = [Double](repeating: 0, count: shape.count)
        form(inputs.map(\.shape)).forEach { w[$1] += inputs[0].elements[$0] * inputs[1].elements[$2] }
        return w
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let (x, y) = (inputs[0], inputs[1])
        return [y.convTranspose(g, window, height: x.shape[1], width: x.shape[2]), x.conv2d(g, window)]
    }

    private func form(_ inputs: [Shape]) -> ConvolutionForm {
        ConvolutionForm(window: window, images: inputs[0], results: inputs[1])
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let form = form(context.inputShapes)
        let (x, y, threads) = (context.input(0).offset, context.input(1).offset, context.threads)
        let kernel: any Kernel =
            if context.precision == .bf16, let winograd = form.bfloat16Winograd {
                BFloat16WinogradWeightGradientKernel(
                    winograd, images: x, results: y, epilogue: context.epilogue, threads: threads)
            } else if context.precision == .fp32, let winograd = form.winograd {
                WinogradWeightGradientKernel(
                    winograd, images: x, results: y, epilogue: context.epilogue, threads: threads)
            } else {
                ConvolutionWeightGradientKernel(
                    form.geometry, images: x, results: y, precision: context.precision, epilogue: context.epilogue,
                    threads: threads)
            }
        return LoweredKernel(
            kernel, name: kernel.usesWinograd ? "winograd \(name)" : name, shape: "\(form.images), \(form.results)",
            productOperations: form.geometry.operations)
    }
}

extension Tensor {
    /// The weight gradient (O, window height · window width · C) of a convolution of these images (N, H, W, C) whose
    /// output has the gradient `outputGradient` (N, H', W', O).
    package func convolutionWeightGradient(with outputGradient: Tensor, _ window: Window) -> Tensor {
        graph.add(ConvolutionWeightGradient(window: window), [self, outputGradient])
    }
}
