/// Elements `range` along one axis.
package struct Slice: Operation {
    package let axis: Int
    package let range: Range<Int>

    package var name: String { "slice" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(
            axis < inputs[0].rank && !range.isEmpty && range.upperBound <= inputs[0][axis],
            "slice \(range) along axis \(axis) of \(inputs[0])")
        return inputs[0].replacing(axis, by: range.count)
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let source = inputs[0].shape
        let inner = source.dimensions[(axis + 1)...].reduce(1, *)
        let outer = source.dimensions[..<axis].reduce(1, *)
        return (0..<outer).flatMap { row in
            let start = (row * source[axis] + range.lowerBound) * inner
            return inputs[0].elements[start..<start + range.count * inner]
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let source = inputs[0].shape
        func zeros(_ count: Int) -> [Tensor] {
            count == 0 ? [] : [g.graph.constant(0, source.replacing(axis, by: count))]
        }
        return [.concatenated(zeros(range.lowerBound) + [g] + zeros(source[axis] - range.upperBound), axis: axis)]
    }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let source = context.inputShapes[0]
        let inner = source.dimensions[(axis + 1)...].reduce(1, *), run = range.count * inner
        let block = CopyKernel.Block(
            rows: context.shape.count / run, run: run,
            source: context.input(0).offset + range.lowerBound * inner, sourceStride: source[axis] * inner,
            target: context.output.offset, targetStride: run)
        return LoweredKernel(CopyKernel(blocks: [block]), name: name, shape: "\(context.shape)")
    }
}
