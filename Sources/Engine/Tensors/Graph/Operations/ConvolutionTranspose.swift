package import Numerics

/// A transposed convolution, the input gradient of `Convolution`: (N, H', W', O) and weights (O, K) to (N, H, W, C).
package struct ConvolutionTranspose: Product {
    package let window: Window
    package let height: Int
    package let width: Int

    package var name: String { "conv_transpose2d \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (y, w) = (inputs[0], inputs[1])
        precondition(
            y.rank == 4 && w.rank == 2 && w[0] == y[3] && w[1] % window.taps == 0,
            "\(name) of \(y) with weights of \(w)")
        let x: Shape = [y[0], height, width, w[1] / window.taps]
        precondition(window.result(x, channels: y[3]) == y, "\(name) of \(y) does not give \(x)")
        return x
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var x = [Double](repeating: 0, count: shape.count)
        form([inputs[0].shape], shape).forEach { x[$0] += inputs[0].elements[$2] * inputs[1].elements[$1] }
        return x
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.conv2d(inputs[1], window), g.convolutionWeightGradient(with: inputs[0], window)]
    }

    private func form(_ inputs: [Shape], _ output: Shape) -> ConvolutionForm {
        ConvolutionForm(window: window, images: output, results: inputs[0])
    }

    package func preparation(inputs: [Shape], output: Shape, precision: Precision) -> Preparation? {
        form(inputs, output).weightTransform(precision, for: .transpose)
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let form = form(context.inputShapes, context.shape)
        let (y, w, threads) = (context.input(0).offset, context.input(1).offset, context.threads)
        let kernel: any Kernel =
            if context.precision == .bf16, let winograd = form.bfloat16Winograd, let transform = preparation(context) {
                BFloat16WinogradTransposeKernel(
                    winograd, source: y, weights: context.prepared(transform), epilogue: context.epilogue,
                    threads: threads)
            } else if context.precision == .fp32, let winograd = form.winograd, let transform = preparation(context) {
                WinogradTransposeKernel(
                    winograd, source: y, weights: context.prepared(transform), epilogue: context.epilogue,
                    threads: threads)
            } else {
                ConvolutionTransposeKernel(
                    form.geometry, source: y, weights: w, precision: context.precision, epilogue: context.epilogue,
                    threads: threads)
            }
        return LoweredKernel(
            kernel, name: kernel.usesWinograd ? "winograd \(name)" : name, shape: "\(form.results) -> \(form.images)",
            productOperations: form.geometry.operations)
    }
}

extension Tensor {
    /// Transposed convolution of (N, H', W', O) with weights (O, window height · window width · C): (N, `height`,
    /// `width`, C).
    package func convTranspose(_ weights: Tensor, _ window: Window, height: Int, width: Int) -> Tensor {
        graph.add(ConvolutionTranspose(window: window, height: height, width: width), [self, weights])
    }
}
