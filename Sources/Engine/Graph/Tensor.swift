/// A value in a graph that is yet to be computed.
public struct Tensor {
    package let graph: Graph
    package let id: Int

    package var node: Graph.Node { graph.nodes[id] }
    public var shape: Shape { node.shape }
}

extension Tensor {
    // MARK: Element by element, stretching as needed

    public static func + (a: Tensor, b: Tensor) -> Tensor { a.combined(.add, b) }
    public static func - (a: Tensor, b: Tensor) -> Tensor { a.combined(.subtract, b) }
    public static func * (a: Tensor, b: Tensor) -> Tensor { a.combined(.multiply, b) }
    public static func / (a: Tensor, b: Tensor) -> Tensor { a.combined(.divide, b) }
    public static func * (a: Float, b: Tensor) -> Tensor { b * a }
    public static func * (a: Tensor, b: Float) -> Tensor { b == 1 ? a : a.mapped(.scale(b)) }
    public static func / (a: Tensor, b: Float) -> Tensor { a * (1 / b) }
    public static func + (a: Tensor, b: Float) -> Tensor { b == 0 ? a : a.mapped(.offset(b)) }
    public static func - (a: Tensor, b: Float) -> Tensor { a + (-b) }
    public static func - (a: Float, b: Tensor) -> Tensor { -b + a }
    public static prefix func - (a: Tensor) -> Tensor { a * -1 }

    public func maximum(_ other: Tensor) -> Tensor { combined(.maximum, other) }
    public func minimum(_ other: Tensor) -> Tensor { combined(.minimum, other) }

    public var reciprocal: Tensor { mapped(.reciprocal) }
    public var squareRoot: Tensor { mapped(.squareRoot) }
    public var squared: Tensor { self * self }
    public var exponential: Tensor { mapped(.exponential) }
    public var logarithm: Tensor { mapped(.logarithm) }
    public var hyperbolicTangent: Tensor { mapped(.hyperbolicTangent) }
    public var sigmoid: Tensor { mapped(.sigmoid) }
    /// log(1 + exp(x)), without overflow.
    public var softplus: Tensor { mapped(.softplus) }
    /// The same numbers, through which no gradient flows.
    public var detached: Tensor { mapped(.detached) }
    public var absolute: Tensor { mapped(.absolute) }
    /// x where positive, `slope` x elsewhere; 0 < slope < 1.
    public func leakyReLU(_ slope: Float) -> Tensor { mapped(.leakyReLU(slope: slope)) }

    package func mapped(_ function: Elementwise.Function) -> Tensor {
        if let value = constantValue { return graph.constant(Float(function(Double(value), 0)), shape) }
        return graph.add(Elementwise(function), [self])
    }

    package func combined(_ function: Elementwise.Function, _ other: Tensor) -> Tensor {
        simplified(function, other) ?? graph.add(Elementwise(function), [self, other])
    }

    /// The value everywhere, of a constant.
    private var constantValue: Float? { (node.operation as? Constant)?.value }

    /// A constant on one side of a sum or product becomes an immediate, or nothing at all.
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
    public func reshaped(_ shape: Shape) -> Tensor {
        if let value = constantValue { return graph.constant(value, shape) }
        return shape == self.shape ? self : graph.add(Reshape(target: shape), [self])
    }

    /// Repeats along axes of extent 1 and in front until the shape is `shape`.
    public func broadcast(to shape: Shape) -> Tensor {
        if let value = constantValue { return graph.constant(value, shape) }
        return shape == self.shape ? self : graph.add(Broadcast(target: shape), [self])
    }

    /// Adds up along every axis where `shape` has extent 1 or none: the transpose of `broadcast(to:)`.
    public func sum(to shape: Shape) -> Tensor { Sum.chain(self, to: shape) }

    public var sum: Tensor { sum(to: .scalar) }
    public var mean: Tensor { sum / Float(shape.count) }

    /// Elements `range` along `axis`.
    public func sliced(axis: Int, _ range: Range<Int>) -> Tensor {
        range == 0..<shape[axis] ? self : graph.add(Slice(axis: axis, range: range), [self])
    }

    /// Puts tensors that differ only along `axis` one after the other.
    public static func concatenated(_ parts: [Tensor], axis: Int) -> Tensor {
        parts.count == 1 ? parts[0] : parts[0].graph.add(Concatenate(axis: axis), parts)
    }

    // MARK: Products

    /// Matrix product of rank 2 tensors, either read transposed.
    public func matmul(_ other: Tensor, transposeSelf: Bool = false, transposeOther: Bool = false) -> Tensor {
        graph.add(MatMul(transposeA: transposeSelf, transposeB: transposeOther), [self, other])
    }

    // MARK: State

    /// Stores `value` in this variable when the plan runs. The result is the new value; whoever read the variable itself
    /// reads the old one, whatever the order of the schedule.
    public func assign(_ value: Tensor) -> Tensor { graph.add(Assign(), [self, value]) }
}
