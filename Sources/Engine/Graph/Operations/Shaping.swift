/// The same elements under another shape. Costs nothing: the result shares its input's memory.
package struct Reshape: Operation {
    let target: Shape

    package var name: String { "reshape" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0].count == target.count, "\(inputs[0]) does not reshape to \(target)")
        return target
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] { inputs[0].elements }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [g.reshaped(inputs[0].shape)] }
}

/// Repeats along axes of extent 1 and in front.
package struct Broadcast: Operation {
    let target: Shape

    package var name: String { "broadcast" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(Shape.broadcast(inputs[0], target) == target, "\(inputs[0]) does not stretch to \(target)")
        return target
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        inputs[0].stretched(to: shape)
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [g.sum(to: inputs[0].shape)] }
}

extension ReferenceValue {
    package func stretched(to target: Shape) -> [Double] {
        if target == shape { return elements }
        let (strides, extents) = (shape.strides(stretchedTo: target), target.extents)
        return (0..<target.count).map { flat in
            var (rest, offset) = (flat, 0)
            for axis in extents.indices.reversed() {
                offset += rest % extents[axis] * strides[axis]
                rest /= extents[axis]
            }
            return elements[offset]
        }
    }
}

/// Elements `range` along one axis.
package struct Slice: Operation {
    package let axis: Int
    package let range: Range<Int>

    package var name: String { "slice" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(axis < inputs[0].rank && !range.isEmpty && range.upperBound <= inputs[0][axis],
                     "slice \(range) along axis \(axis) of \(inputs[0])")
        var extents = inputs[0].extents
        extents[axis] = range.count
        return Shape(extents)
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let source = inputs[0].shape
        let inner = source.extents[(axis + 1)...].reduce(1, *)
        let outer = source.extents[..<axis].reduce(1, *)
        return (0..<outer).flatMap { row in
            let start = (row * source[axis] + range.lowerBound) * inner
            return inputs[0].elements[start..<start + range.count * inner]
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let source = inputs[0].shape
        func zeros(_ count: Int) -> [Tensor] {
            var extents = source.extents
            extents[axis] = max(count, 1)
            return count == 0 ? [] : [g.graph.constant(0, Shape(extents))]
        }
        return [.concatenated(zeros(range.lowerBound) + [g] + zeros(source[axis] - range.upperBound), axis: axis)]
    }
}

/// Tensors that differ only along one axis, one after the other.
package struct Concatenate: Operation {
    package let axis: Int

    package var name: String { "concatenate" }
    package func shape(of inputs: [Shape]) -> Shape {
        var extents = inputs[0].extents
        extents[axis] = inputs.reduce(0) { $0 + $1[axis] }
        for shape in inputs {
            var aligned = shape.extents
            aligned[axis] = extents[axis]
            precondition(aligned == extents, "concatenate along axis \(axis): \(shape) beside \(inputs[0])")
        }
        return Shape(extents)
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let outer = shape.extents[..<axis].reduce(1, *)
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
}
