import Numerics

// N batch, H height, W width, C channels of the images; O channels of the results; K = window height · window width ·
// C.

/// The trilinear form whose derivatives are the three convolutions: the sum of y · w · x over all positions, taps and
/// channels.
///
/// Each convolution leaves one of the three arguments open, and its gradients are the other two convolutions: the three
/// are closed under differentiation, to any order (compare Dumoulin and Visin 2016).
struct ConvolutionForm {
    let window: Window
    /// (N, H, W, C)
    let images: Shape
    /// (N, H', W', O)
    let results: Shape

    /// Calls `body` with flat indices into images, weights (O, K) and results.
    func forEach(_ body: (_ x: Int, _ w: Int, _ y: Int) -> Void) {
        let (H, W, C, O) = (images[1], images[2], images[3], results[3])
        for position in 0..<results.count / O {
            let (n, row, column) = (
                position / (results[1] * results[2]), position / results[2] % results[1], position % results[2]
            )
            for tap in 0..<window.taps {
                let h = row * window.stride - window.padding + tap / window.width
                let w = column * window.stride - window.padding + tap % window.width
                guard 0..<H ~= h, 0..<W ~= w else { continue }
                for c in 0..<C {
                    for o in 0..<O {
                        body(((n * H + h) * W + w) * C + c, (o * window.taps + tap) * C + c, position * O + o)
                    }
                }
            }
        }
    }

    var geometry: WindowGeometry { WindowGeometry(window, images: images, results: results) }

    /// How it runs by Winograd's method; nil where it does not.
    var winograd: WinogradGeometry? { WinogradGeometry(geometry) }

    /// How it runs by Winograd's method in bfloat16, where panels are whole; nil where it does not.
    var bfloat16Winograd: WinogradGeometry? {
        winograd.flatMap { $0.channels % 32 == 0 && $0.results % 32 == 0 ? $0 : nil }
    }

    /// The transform of the weights, input 1: in fp32 the convolution and its transpose share it.
    func weightTransform(_ precision: Precision, for use: BFloat16WinogradWeightKernel.Use) -> Preparation? {
        if precision == .bf16 {
            return bfloat16Winograd.map { winograd in
                Preparation(
                    input: 1, name: "winograd weight transform bf16" + (use == .transpose ? ", transposed" : ""),
                    count: winograd.weights / 2
                ) { source, target, _ in
                    BFloat16WinogradWeightKernel(geometry: winograd, use: use, source: source, target: target)
                }
            }
        }
        return winograd.map { winograd in
            Preparation(input: 1, name: "winograd weight transform", count: winograd.weights) {
                source, target, threads in
                WinogradWeightTransformKernel(winograd, source: source, target: target, threads: threads)
            }
        }
    }
}
