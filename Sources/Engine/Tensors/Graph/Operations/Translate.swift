// N batch, H height, W width, C channels.

/// Shifts each image (N, H, W, C) by whole pixels, down and right by the values (N, 2), which are rounded; zeros fill
/// the border.
///
/// Linear in the images; the opposite shift is the transpose.
package struct Translate: Operation {
    /// True for the opposite direction, up and left.
    let isReversed: Bool

    package var name: String { isReversed ? "translate back" : "translate" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0].rank == 4 && inputs[1] == [inputs[0][0], 2], "translate \(inputs[0]) by \(inputs[1])")
        return inputs[0]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let (H, W, C) = (shape[1], shape[2], shape[3])
        let (x, shifts) = (inputs[0].elements, inputs[1].elements)
        return (0..<shape.count).map { flat in
            let (c, w, h, n) = (flat % C, flat / C % W, flat / C / W % H, flat / C / W / H)
            let (row, column) = (h - sign * Int(shifts[2 * n].rounded()), w - sign * Int(shifts[2 * n + 1].rounded()))
            return 0..<H ~= row && 0..<W ~= column ? x[((n * H + row) * W + column) * C + c] : 0
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.graph.add(Translate(isReversed: !isReversed), [g, inputs[1]]), nil]
    }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let shape = context.shape
        let kernel = TranslateKernel(
            sign: sign, images: shape[0], height: shape[1], width: shape[2], channels: shape[3],
            source: context.input(0).offset, shifts: context.input(1).offset, target: context.output.offset)
        return LoweredKernel(kernel, name: name, shape: "\(shape)")
    }

    private var sign: Int { isReversed ? -1 : 1 }
}

extension Tensor {
    /// These images (N, H, W, C), each shifted down and right by the pixels in `shifts` (N, 2).
    package func translated(by shifts: Tensor) -> Tensor { graph.add(Translate(isReversed: false), [self, shifts]) }
}
