import Glibc

extension Elementwise.Function {
    package var arity: Int {
        switch self {
        case .add, .subtract, .multiply, .divide, .maximum, .atLeast, .leakyReLUGradient: 2
        default: 1
        }
    }

    /// PyTorch's name; a gradient has the name of its function with an apostrophe.
    package var name: String {
        switch self {
        case .scale(let factor): "scale \(factor)"
        case .offset(let amount): "offset \(amount)"
        // A ReLU is a leaky one without a slope.
        case .leakyReLU(let slope): slope == 0 ? "relu" : "leaky_relu"
        case .leakyReLUGradient(let slope): slope == 0 ? "relu'" : "leaky_relu'"
        case .detached: "detach"
        case .squareRoot: "sqrt"
        case .exponential: "exp"
        case .logarithm: "log"
        case .hyperbolicTangent: "tanh"
        case .absolute: "abs"
        case .atLeast: "ge"
        default: "\(self)"
        }
    }

    /// The value rule of one element.
    package func callAsFunction(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .identity, .detached: a
        case .scale(let factor): a * Double(factor)
        case .offset(let amount): a + Double(amount)
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
        case .atLeast: a >= b ? 1 : 0
        case .leakyReLUGradient(let slope): b > 0 ? a : a * Double(slope)
        }
    }
}
