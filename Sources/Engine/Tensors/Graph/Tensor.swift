/// A node's value in a graph: a symbol, not yet computed.
package struct Tensor {
    package let graph: Graph
    package let id: Int

    package var node: Graph.Node { graph.nodes[id] }
    package var shape: Shape { node.shape }
}

extension Tensor {
    // MARK: Element by element, with broadcasting

    package static func + (a: Tensor, b: Tensor) -> Tensor { a.combined(.add, b) }
    package static func - (a: Tensor, b: Tensor) -> Tensor { a.combined(.subtract, b) }
    package static func * (a: Tensor, b: Tensor) -> Tensor { a.combined(.multiply, b) }
    package static func / (a: Tensor, b: Tensor) -> Tensor { a.combined(.divide, b) }
    package static func * (a: Float, b: Tensor) -> Tensor { b * a }
    package static func * (a: Tensor, b: Float) -> Tensor { b == 1 ? a : a.mapped(.scale(b)) }
    package static func / (a: Tensor, b: Float) -> Tensor { a * (1 / b) }
    package static func + (a: Tensor, b: Float) -> Tensor { b == 0 ? a : a.mapped(.offset(b)) }
    package static func - (a: Tensor, b: Float) -> Tensor { a + (-b) }
    package static func - (a: Float, b: Tensor) -> Tensor { -b + a }
    package static prefix func - (a: Tensor) -> Tensor { a * -1 }

    package func maximum(_ other: Tensor) -> Tensor { combined(.maximum, other) }

    package var squareRoot: Tensor { mapped(.squareRoot) }
    package var squared: Tensor { self * self }
    package var exponential: Tensor { mapped(.exponential) }
    package var logarithm: Tensor { mapped(.logarithm) }
    package var hyperbolicTangent: Tensor { mapped(.hyperbolicTangent) }
    package var sigmoid: Tensor { mapped(.sigmoid) }
    /// log(1 + exp(x)), without overflow.
    package var softplus: Tensor { mapped(.softplus) }
    /// The same values; no gradient flows through them.
    package var detached: Tensor { mapped(.detached) }
    package var absolute: Tensor { mapped(.absolute) }
    /// x where positive, `slope` x elsewhere; 0 < slope < 1.
    package func leakyReLU(_ slope: Float) -> Tensor { mapped(.leakyReLU(slope: slope)) }

    package func mapped(_ function: Elementwise.Function) -> Tensor {
        if let value = constantValue { return graph.constant(Float(function(Double(value), 0)), shape) }
        return graph.add(Elementwise(function), [self])
    }

    package func combined(_ function: Elementwise.Function, _ other: Tensor) -> Tensor {
        simplified(function, other) ?? graph.add(Elementwise(function), [self, other])
    }

    /// The value everywhere, of a constant.
    private var constantValue: Float? { (node.operation as? Constant)?.value }

    /// A constant on one side becomes part of the function, or disappears.
    private func simplified(_ function: Elementwise.Function, _ other: Tensor) -> Tensor? {
        guard let shape = Shape.broadcast(shape, other.shape) else { return nil }
        return switch (function, constantValue, other.constantValue) {
        case (.add, _, let b?): (self + b).broadcast(to: shape)
        case (.add, let a?, _): (other + a).broadcast(to: shape)
        case (.subtract, _, let b?): (self - b).broadcast(to: shape)
        case (.multiply, _, let b?): b == 0 ? graph.constant(0, shape) : (self * b).broadcast(to: shape)
        case (.multiply, let a?, _): a == 0 ? graph.constant(0, shape) : (other * a).broadcast(to: shape)
        case (.divide, _, let b?): (self / b).broadcast(to: shape)
        default: nil
        }
    }

    // MARK: Shape

    /// The same elements under another shape of the same count.
    package func reshaped(_ shape: Shape) -> Tensor {
        if let value = constantValue { return graph.constant(value, shape) }
        return shape == self.shape ? self : graph.add(Reshape(target: shape), [self])
    }

    /// Repeats elements along axes of size 1 and new leading axes, to `shape`.
    package func broadcast(to shape: Shape) -> Tensor {
        if let value = constantValue { return graph.constant(value, shape) }
        return shape == self.shape ? self : graph.add(Broadcast(target: shape), [self])
    }

    /// Sums over every axis where `shape` has size 1 or none: the transpose of `broadcast(to:)`.
    package func sum(to shape: Shape) -> Tensor { Sum.chain(self, to: shape) }

    package var sum: Tensor { sum(to: .scalar) }
    package var mean: Tensor { sum / Float(shape.count) }

    /// Elements `range` along `axis`.
    package func sliced(axis: Int, _ range: Range<Int>) -> Tensor {
        range == 0..<shape[axis] ? self : graph.add(Slice(axis: axis, range: range), [self])
    }

    /// Tensors that differ only along `axis`, one after the other.
    package static func concatenated(_ parts: [Tensor], axis: Int) -> Tensor {
        parts.count == 1 ? parts[0] : parts[0].graph.add(Concatenate(axis: axis), parts)
    }

    // MARK: Products

    /// Matrix product of rank 2 tensors, either one transposed.
    package func matmul(_ other: Tensor, transposeSelf: Bool = false, transposeOther: Bool = false) -> Tensor {
        graph.add(MatMul(transposeA: transposeSelf, transposeB: transposeOther), [self, other])
    }

    // MARK: State

    /// Stores `value` in this variable when the plan runs. The result is the new value; nodes that read the variable
    /// itself get the old one, in whatever order they run.
    package func assign(_ value: Tensor) -> Tensor { graph.add(Assign(), [self, value]) }
}
