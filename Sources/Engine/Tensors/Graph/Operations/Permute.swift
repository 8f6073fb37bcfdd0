/// Reorders axes: axis i of the result is axis `order[i]` of the input.
package struct Permute: Operation {
    package let order: [Int]

    package var name: String { "permute" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(order.sorted() == Array(0..<inputs[0].rank), "permutation \(order) of \(inputs[0])")
        return Shape(order.map { inputs[0][$0] })
    }

    /// Elements between neighbours of the result along each axis, in the input.
    private func strides(_ input: Shape) -> [Int] {
        let natural = input.strides
        return order.map { natural[$0] }
    }

    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let strides = strides(inputs[0].shape)
        return (0..<shape.count).map { flat in
            var (rest, offset) = (flat, 0)
            for axis in order.indices.reversed() {
                offset += rest % shape[axis] * strides[axis]
                rest /= shape[axis]
            }
            return inputs[0].elements[offset]
        }
    }

    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.permuted(order.indices.map { order.firstIndex(of: $0)! })]
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let kernel = PermuteKernel(
            dimensions: context.shape.dimensions, strides: strides(context.inputShapes[0]),
            source: context.input(0).offset, target: context.output.offset)
        return LoweredKernel(kernel, name: name, shape: "\(context.shape)")
    }
}

extension Tensor {
    /// The axes in another order: axis i of the result is axis `order[i]` of this.
    package func permuted(_ order: [Int]) -> Tensor {
        order == Array(0..<shape.rank) ? self : graph.add(Permute(order: order), [self])
    }
}
