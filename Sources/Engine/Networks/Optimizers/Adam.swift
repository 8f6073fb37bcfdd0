import Glibc
package import Tensors

/// The Adam optimizer (Kingma and Ba 2015, algorithm 1): steps scaled by moving averages of the gradient and of its
/// square.
package struct Adam: Sendable, Equatable {
    package var beta1: Float
    package var beta2: Float
    package var epsilon: Float

    package init(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8) {
        (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    }

    /// The two scalars that change from step to step; the host computes them in double precision, see `scalarValues`.
    package struct Scalars {
        /// learning rate / (1 - beta1^t), and 1 / sqrt(1 - beta2^t).
        package let stepSize: Tensor
        package let secondScale: Tensor

        package init(stepSize: Tensor, secondScale: Tensor) {
            (self.stepSize, self.secondScale) = (stepSize, secondScale)
        }
    }

    /// Variable names of the moments, as in the state of PyTorch's optimizer.
    package static func firstMoment(of parameter: String) -> String { "adam.exp_avg.\(parameter)" }
    package static func secondMoment(of parameter: String) -> String { "adam.exp_avg_sq.\(parameter)" }

    /// True for the names of moments.
    package static func isMoment(_ name: String) -> Bool { name.hasPrefix("adam.") }

    /// Moving averages of the gradient and of its square, for each trainable weight.
    package struct Moments {
        let first: [Tensor]
        let second: [Tensor]
    }

    /// Declares the moments of `weights`.
    package func declareMoments(of weights: Weights) -> Moments {
        let trainable = weights.trainable
        return Moments(
            first: trainable.map { $0.tensor.graph.variable(Self.firstMoment(of: $0.name), $0.tensor.shape) },
            second: trainable.map { $0.tensor.graph.variable(Self.secondMoment(of: $0.name), $0.tensor.shape) })
    }

    /// Adds the update of `weights` to the graph and returns the new weights; `gradients` has one tensor for each
    /// trainable weight.
    package func update(_ weights: Weights, _ moments: Moments, along gradients: [Tensor], _ scalars: Scalars)
        -> Weights
    {
        var index = 0
        return Weights(
            weights.tensors.map { name, p, isTrainable in
                guard isTrainable else { return (name, p, false) }
                defer { index += 1 }
                let (m, v, g) = (moments.first[index], moments.second[index], gradients[index])
                let newM = m.assign(m + (g - m) * (1 - beta1))
                let newV = v.assign(v + (g * g - v) * (1 - beta2))
                return (
                    name, p.assign(p - newM * scalars.stepSize / (newV.squareRoot * scalars.secondScale + epsilon)),
                    true
                )
            })
    }

    /// The values of `Scalars` for step `t`, counted from 1.
    package func scalarValues(rate: Double, step t: Int) -> (stepSize: Float, secondScale: Float) {
        (Float(rate / (1 - pow(Double(beta1), Double(t)))), Float(1 / (1 - pow(Double(beta2), Double(t))).squareRoot()))
    }
}
