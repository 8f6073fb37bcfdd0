/// One function applied to every element; inputs are broadcast to the common shape.
package struct Elementwise: ElementwiseOperation {
    /// The functions, of one input or two. Constant factors are part of the function, so that they need no nodes.
    package enum Function: Hashable, Sendable {
        case identity, scale(Float), offset(Float)
        /// The identity, through which no gradient flows.
        case detached
        case squareRoot, exponential, logarithm, hyperbolicTangent, sigmoid, softplus, absolute, sign
        case leakyReLU(slope: Float)
        case add, subtract, multiply, divide, maximum
        /// (a, b) -> 1 where a >= b, else 0.
        case atLeast
        /// (g, y) -> g where y > 0, slope g elsewhere. `y` is the output of leakyReLU: it has its input's sign.
        case leakyReLUGradient(slope: Float)
    }

    package let function: Function

    package init(_ function: Function) { self.function = function }

    package var name: String { function.name }

    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs.count == function.arity, "\(name) takes \(function.arity) inputs, got \(inputs.count)")
        guard inputs.count == 2 else { return inputs[0] }
        guard let shape = Shape.broadcast(inputs[0], inputs[1]) else {
            preconditionFailure("\(name): \(inputs[0]) and \(inputs[1]) do not broadcast to one shape")
        }
        return shape
    }

    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let x = inputs.map { $0.broadcast(to: shape) }
        return (0..<shape.count).map { i in function(x[0][i], x.count > 1 ? x[1][i] : 0) }
    }

    package func gradient(_ g: Tensor, output y: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let x = inputs[0]
        guard function.arity == 2 else { return [unaryGradient(g, y: y, x: x)] }
        let b = inputs[1]
        let (toA, toB): (Tensor?, Tensor?) =
            switch function {
            case .add: (g, g)
            case .subtract: (g, -g)
            case .multiply: (g * b, g * x)
            case .divide: (g / b, -(g * y / b))
            case .maximum: (g * x.combined(.atLeast, b), g * (1 - x.combined(.atLeast, b)))
            case .leakyReLUGradient: (g.combined(function, b), nil)
            case .atLeast: (nil, nil)
            default: preconditionFailure("\(name) takes one input")
            }
        return [toA?.sum(to: x.shape), toB?.sum(to: b.shape)]
    }

    private func unaryGradient(_ g: Tensor, y: Tensor, x: Tensor) -> Tensor? {
        switch function {
        case .identity, .offset: g
        case .scale(let factor): g * factor
        case .squareRoot: g / (y * 2)
        case .exponential: g * y
        case .logarithm: g / x
        case .hyperbolicTangent: g * (1 - y * y)
        case .sigmoid: g * (y * (1 - y))
        case .softplus: g * x.sigmoid
        case .absolute: g * x.mapped(.sign)
        case .sign, .detached: nil
        case .leakyReLU(let slope): g.combined(.leakyReLUGradient(slope: slope), y)
        default: preconditionFailure("\(name) takes two inputs")
        }
    }
}
