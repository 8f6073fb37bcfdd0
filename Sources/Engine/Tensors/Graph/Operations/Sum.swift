/// Sums over one run of neighbouring axes; the axes stay, with size 1.
///
/// The axes before, in and after the run are a block (outer, summed, inner), which is what the kernel sums.
package struct Sum: Operation {
    package let axes: Range<Int>

    package var name: String { "sum" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(axes.upperBound <= inputs[0].rank, "sum over axes \(axes) of \(inputs[0])")
        return axes.reduce(inputs[0]) { $0.replacing($1, by: 1) }
    }

    /// Elements along the axes before the run, in it and after it.
    private func block(_ shape: Shape) -> (outer: Int, summed: Int, inner: Int) {
        (
            shape.dimensions[..<axes.lowerBound].reduce(1, *), shape.dimensions[axes].reduce(1, *),
            shape.dimensions[axes.upperBound...].reduce(1, *)
        )
    }

    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let (outer, summed, inner) = block(inputs[0].shape)
        var result = [Double](repeating: 0, count: outer * inner)
        for o in 0..<outer {
            for s in 0..<summed {
                for i in 0..<inner { result[o * inner + i] += inputs[0].elements[(o * summed + s) * inner + i] }
            }
        }
        return result
    }

    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.broadcast(to: inputs[0].shape)]
    }

    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let (outer, summed, inner) = block(context.inputShapes[0])
        let kernel = SumKernel(
            outer: outer, summed: summed, inner: inner, source: context.input(0).offset, target: context.output.offset)
        return LoweredKernel(
            kernel, name: name, shape: "\(outer)x\(summed)x\(inner)", otherOperations: outer * summed * inner)
    }

    /// Elements that one pass sums over leading axes, at most.
    private static let longest = 1 << 16

    /// Sums `x` down to `target`, one run of axes at a time, the last run first: it is the contiguous one.
    static func chain(_ x: Tensor, to target: Shape) -> Tensor {
        precondition(Shape.broadcast(target, x.shape) == x.shape, "\(x.shape) does not sum to \(target)")
        let aligned = target.padded(to: x.shape.rank)
        var result = x
        var end = aligned.count
        while end > 0 {
            guard aligned[end - 1] != x.shape[end - 1] else { end -= 1; continue }
            var start = end
            // An axis of size 1 on both sides joins the run at no cost.
            while start > 0, aligned[start - 1] == 1 { start -= 1 }
            // A large sum over many rows takes the inner axes first: each outer row is then a chunk of its own.
            if let first = (start..<end).first(where: { result.shape[$0] > 1 }), end > first + 1,
                result.shape.count > longest,
                result.shape.dimensions[..<first].reduce(1, *) < 16
            {
                result = x.graph.add(Sum(axes: first + 1..<end), [result])
                end = first + 1
            }
            result = x.graph.add(Sum(axes: start..<end), [result])
            end = start
        }
        return result.reshaped(target)
    }
}
