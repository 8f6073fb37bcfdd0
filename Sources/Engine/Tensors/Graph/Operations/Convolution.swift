package import Numerics

/// A convolution y = x * w: images (N, H, W, C) and weights (O, K) to (N, H', W', O).
package struct Convolution: Product {
    package let window: Window

    package var name: String { "conv2d \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (x, w) = (inputs[0], inputs[1])
        precondition(x.rank == 4 && w.rank == 2 && w[1] == window.taps * x[3], "\(name) of \(x) with weights of \(w)")
        return window.result(x, channels: w[0])
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var y = [Double](repeating: 0, count: shape.count)
        form([inputs[0].shape], shape).forEach { y[$2] += inputs[0].elements[$0] * inputs[1].elements[$1] }
        return y
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let (x, w) = (inputs[0], inputs[1])
        return [
            g.convTranspose(w, window, height: x.shape[1], width: x.shape[2]),
            x.convolutionWeightGradient(with: g, window),
        ]
    }

    private func form(_ inputs: [Shape], _ output: Shape) -> ConvolutionForm {
        ConvolutionForm(window: window, images: inputs[0], results: output)
    }

    package func preparation(inputs: [Shape], output: Shape, precision: Precision) -> Preparation? {
        form(inputs, output).weightTransform(precision, for: .convolution)
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let form = form(context.inputShapes, context.shape)
        let (x, w, threads) = (context.input(0).offset, context.input(1).offset, context.threads)
        let kernel: any Kernel =
            if context.precision == .bf16, let winograd = form.bfloat16Winograd, let transform = preparation(context) {
                BFloat16WinogradKernel(
                    winograd, source: x, weights: context.prepared(transform), epilogue: context.epilogue,
                    threads: threads)
            } else if context.precision == .fp32, let winograd = form.winograd, let transform = preparation(context) {
                WinogradKernel(
                    winograd, source: x, weights: context.prepared(transform), epilogue: context.epilogue,
                    threads: threads)
            } else {
                ConvolutionKernel(
                    form.geometry, source: x, weights: w, precision: context.precision, epilogue: context.epilogue,
                    threads: threads)
            }
        return LoweredKernel(
            kernel, name: kernel.usesWinograd ? "winograd \(name)" : name, shape: "\(form.images) -> \(form.results)",
            productOperations: form.geometry.operations)
    }
}

extension Tensor {
    /// Convolution of images (N, H, W, C) with weights (O, window height · window width · C): (N, H', W', O).
    package func conv2d(_ weights: Tensor, _ window: Window) -> Tensor {
        graph.add(Convolution(window: window), [self, weights])
    }
}
