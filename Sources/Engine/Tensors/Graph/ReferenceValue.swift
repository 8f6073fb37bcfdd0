/// A tensor's values in the reference interpreter, in row-major order.
package struct ReferenceValue {
    package var shape: Shape
    package var elements: [Double]

    package init(shape: Shape, elements: [Double]) {
        precondition(elements.count == shape.count, "\(elements.count) elements for shape \(shape)")
        (self.shape, self.elements) = (shape, elements)
    }

    /// The elements of this value broadcast to `target`.
    package func broadcast(to target: Shape) -> [Double] {
        if target == shape { return elements }
        let (strides, dimensions) = (shape.strides(broadcastTo: target), target.dimensions)
        return (0..<target.count).map { flat in
            var (rest, offset) = (flat, 0)
            for axis in dimensions.indices.reversed() {
                offset += rest % dimensions[axis] * strides[axis]
                rest /= dimensions[axis]
            }
            return elements[offset]
        }
    }
}

/// What the value rules need besides their inputs: the key of the random numbers.
package struct ReferenceContext {
    package var seed: UInt64 = 0
    package var counter: UInt64 = 0
    package init(seed: UInt64 = 0, counter: UInt64 = 0) { (self.seed, self.counter) = (seed, counter) }
}
