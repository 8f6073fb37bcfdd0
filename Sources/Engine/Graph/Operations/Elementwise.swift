import Glibc

/// One function applied to every element; inputs stretch to the common shape.
package struct Elementwise: Operation {
    /// The functions, by number of inputs. Immediates ride along so that a constant needs no node.
    package enum Function: Hashable, Sendable {
        case identity, scale(Float), offset(Float)
        /// The identity, through which no gradient flows.
        case detached
        case reciprocal, squareRoot, exponential, logarithm, hyperbolicTangent, sigmoid, softplus, absolute, sign
        case leakyReLU(slope: Float)
        case add, subtract, multiply, divide, maximum, minimum
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
            preconditionFailure("\(name): \(inputs[0]) and \(inputs[1]) do not stretch to one shape")
        }
        return shape
    }

    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let stretched = inputs.map { $0.stretched(to: shape) }
        return (0..<shape.count).map { i in function(stretched[0][i], stretched.count > 1 ? stretched[1][i] : 0) }
    }

    package func gradient(_ g: Tensor, output y: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let x = inputs[0]
        guard function.arity == 2 else { return [unaryGradient(g, y: y, x: x)] }
        let b = inputs[1]
        let (toA, toB): (Tensor?, Tensor?) = switch function {
        case .add: (g, g)
        case .subtract: (g, -g)
        case .multiply: (g * b, g * x)
        case .divide: (g / b, -(g * y / b))
        case .maximum: (g * x.combined(.atLeast, b), g * (1 - x.combined(.atLeast, b)))
        case .minimum: (g * b.combined(.atLeast, x), g * (1 - b.combined(.atLeast, x)))
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
        case .reciprocal: -(g * y * y)
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

extension Elementwise.Function {
    package var arity: Int {
        switch self {
        case .add, .subtract, .multiply, .divide, .maximum, .minimum, .atLeast, .leakyReLUGradient: 2
        default: 1
        }
    }

    package var name: String {
        switch self {
        case .scale(let factor): "scale \(factor)"
        case .offset(let amount): "offset \(amount)"
        case .leakyReLU: "leakyReLU"
        case .leakyReLUGradient: "leakyReLU'"
        default: "\(self)"
        }
    }

    /// The value rule of one element.
    package func callAsFunction(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .identity, .detached: a
        case .scale(let factor): a * Double(factor)
        case .offset(let amount): a + Double(amount)
        case .reciprocal: 1 / a
        case .squareRoot: a.squareRoot()
        case .exponential: exp(a)
        case .logarithm: log(a)
        case .hyperbolicTangent: tanh(a)
        case .sigmoid: 1 / (1 + exp(-a))
        case .softplus: max(a, 0) + log1p(exp(-abs(a)))
        case .absolute: abs(a)
        case .sign: a > 0 ? 1 : a < 0 ? -1 : 0
        case .leakyReLU(let slope): a > 0 ? a : a * Double(slope)
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .maximum: max(a, b)
        case .minimum: min(a, b)
        case .atLeast: a >= b ? 1 : 0
        case .leakyReLUGradient(let slope): b > 0 ? a : a * Double(slope)
        }
    }
}
