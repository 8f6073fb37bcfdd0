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

    /// Whether a variable of this name is one of those.
    static func isMoment(_ name: String) -> Bool { name.hasPrefix("adam.") }

    /// Running means of the gradient and of its square, for each learned weight.
    public struct Moments {
        let first: [Tensor]
        let second: [Tensor]
    }

    /// Declares the moments of `weights`.
    public func declareMoments(of weights: Weights) -> Moments {
        let learned = weights.learned
        return Moments(first: learned.map { $0.tensor.graph.variable(Self.firstMoment(of: $0.name), $0.tensor.shape) },
                       second: learned.map { $0.tensor.graph.variable(Self.secondMoment(of: $0.name), $0.tensor.shape) })
    }

    /// Adds the update of `weights` along `gradients`, one for each learned weight; the result is the new weights.
    public func update(_ weights: Weights, _ moments: Moments, along gradients: [Tensor], _ scalars: Scalars) -> Weights {
        var index = 0
        return Weights(weights.tensors.map { name, p, isLearned in
            guard isLearned else { return (name, p, false) }
            defer { index += 1 }
            let (m, v, g) = (moments.first[index], moments.second[index], gradients[index])
            let newM = m.assign(m + (g - m) * (1 - beta1))
            let newV = v.assign(v + (g * g - v) * (1 - beta2))
            return (name, p.assign(p - newM * scalars.stepSize / (newV.squareRoot * scalars.secondScale + epsilon)), true)
        })
    }

    /// Values of `Scalars` for step `t`, counted from 1.
    public func scalarValues(rate: Double, step t: Int) -> (stepSize: Float, secondScale: Float) {
        (Float(rate / (1 - pow(Double(beta1), Double(t)))), Float(1 / (1 - pow(Double(beta2), Double(t))).squareRoot()))
    }
}
