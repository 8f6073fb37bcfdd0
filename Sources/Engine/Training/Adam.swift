import Glibc

/// Adam (Kingma and Ba 2015, algorithm 1): steps scaled by running means of the gradient and of its square.
public struct Adam: Sendable, Equatable {
    public var beta1: Float
    public var beta2: Float
    public var epsilon: Float

    public init(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8) {
        (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    }

    /// The two numbers that change from step to step, computed by the host in double precision.
    public struct Scalars {
        /// rate / (1 - beta1^t), and 1 / sqrt(1 - beta2^t).
        public let stepSize: Tensor
        public let secondScale: Tensor

        public init(stepSize: Tensor, secondScale: Tensor) { (self.stepSize, self.secondScale) = (stepSize, secondScale) }
    }

    public static func firstMoment(of parameter: String) -> String { "adam.first.\(parameter)" }
    public static func secondMoment(of parameter: String) -> String { "adam.second.\(parameter)" }

    /// Declares moments for `weights` and adds their update along `gradients`; the result is the new weights.
    public func update(_ weights: Weights, along gradients: [Tensor], _ scalars: Scalars) -> Weights {
        Weights(zip(weights.tensors, gradients).map { parameter, g in
            let (name, p) = parameter
            let m = p.graph.variable(Self.firstMoment(of: name), p.shape), v = p.graph.variable(Self.secondMoment(of: name), p.shape)
            let newM = m.assign(m + (g - m) * (1 - beta1))
            let newV = v.assign(v + (g * g - v) * (1 - beta2))
            return (name, p.assign(p - newM * scalars.stepSize / (newV.squareRoot * scalars.secondScale + epsilon)))
        })
    }

    /// Values of `Scalars` for step `t`, counted from 1.
    public func scalarValues(rate: Double, step t: Int) -> (stepSize: Float, secondScale: Float) {
        (Float(rate / (1 - pow(Double(beta1), Double(t)))), Float(1 / (1 - pow(Double(beta2), Double(t))).squareRoot()))
    }
}
