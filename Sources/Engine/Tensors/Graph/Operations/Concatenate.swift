/// Tensors that differ only along one axis, one after the other.
package struct Concatenate: Operation {
    package let axis: Int

    package var name: String { "concatenate" }
    package func shape(of inputs: [Shape]) -> Shape {
        let result = inputs[0].replacing(axis, by: inputs.reduce(0) { $0 + $1[axis] })
        for shape in inputs {
            precondition(
                shape.replacing(axis, by: result[axis]) == result,
                "concatenate along axis \(axis): \(shape) beside \(inputs[0])")
        }
        return result
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let outer = shape.dimensions[..<axis].reduce(1, *)
        return (0..<outer).flatMap { row in
            inputs.flatMap { part in
                let run = part.shape.count / outer
                return part.elements[row * run..<(row + 1) * run]
            }
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        var start = 0
        return inputs.map { part in
            defer { start += part.shape[axis] }
            return g.sliced(axis: axis, start..<start + part.shape[axis])
        }
    }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let rows = context.shape.dimensions[..<axis].reduce(1, *), width = context.shape.count / rows
        var start = context.output.offset
        let blocks = zip(context.inputs, context.inputShapes).map { input, shape in
            let run = shape.count / rows
            defer { start += run }
            return CopyKernel.Block(
                rows: rows, run: run, source: input.offset, sourceStride: run, target: start, targetStride: width)
        }
        return LoweredKernel(CopyKernel(blocks: blocks), name: name, shape: "\(context.shape)")
    }
}
