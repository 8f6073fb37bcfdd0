/// Adds up along one run of neighbouring axes; the axes stay, with extent 1.
///
/// Kept axes before and after the run make it a [kept, summed, kept] block, which is what the kernel takes.
package struct Sum: Operation {
    package let axes: Range<Int>

    package var name: String { "sum" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(axes.upperBound <= inputs[0].rank, "sum over axes \(axes) of \(inputs[0])")
        var extents = inputs[0].extents
        for axis in axes { extents[axis] = 1 }
        return Shape(extents)
    }

    /// Extents of the block: axes before the run, in it, after it.
    package func block(_ shape: Shape) -> (outer: Int, summed: Int, inner: Int) {
        (shape.extents[..<axes.lowerBound].reduce(1, *), shape.extents[axes].reduce(1, *), shape.extents[axes.upperBound...].reduce(1, *))
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

    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [g.broadcast(to: inputs[0].shape)] }

    /// Elements that one pass adds up over leading axes at most.
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
            // An axis of extent 1 on both sides joins the run for free.
            while start > 0, aligned[start - 1] == 1 { start -= 1 }
            // Over many rows at once, inner axes first: each outer row is then a piece of work of its own.
            if let first = (start..<end).first(where: { result.shape[$0] > 1 }), end > first + 1, result.shape.count > longest,
               result.shape.extents[..<first].reduce(1, *) < 16 {
                result = x.graph.add(Sum(axes: first + 1..<end), [result])
                end = first + 1
            }
            result = x.graph.add(Sum(axes: start..<end), [result])
            end = start
        }
        return result.reshaped(target)
    }
}
