import Glibc
import Networks
import Runs
import Tensors

/// Penalties on the gradient of a discriminator with respect to its input.
package enum GradientPenalty {
    /// R1 + R2 (Mescheder et al. 2018): half the mean squared gradient norm at real and at generated images.
    static func r1r2(_ pass: DiscriminatorPass, batchSize: Int) -> Tensor {
        let graph = pass.real.graph
        let gradients = graph.gradient(of: pass.real.sum + pass.generated.sum, withRespectTo: pass.inputs)
        return gradients.map { $0.squared.sum }.reduce(graph.constant(0)) { $0 + $1 } * (0.5 / Float(batchSize))
    }

    /// WGAN-GP (Gulrajani et al. 2017): the mean squared distance of the gradient norm from 1, at random points between real and
    /// generated images.
    static func wassersteinGP(
        _ discriminator: Network, _ weights: Weights, real: Tensor, generated: Tensor, _ context: inout ForwardContext
    ) -> Tensor {
        let graph = real.graph, N = real.shape[0]
        let fraction = graph.uniform([N, 1])
        let between = generated + (real - generated) * fraction
        let gradient = graph.gradient(of: discriminator(between, weights, &context).sum, withRespectTo: [between])[0]
        return ((gradient.squared.sum(to: [N, 1]) + 1e-12).squareRoot - 1).squared.mean
    }

    /// The fraction of its weight that a decaying penalty ends at (Huang et al. 2024).
    private static let least = 0.1

    /// The weight in step `step`, from 0, of a penalty that halves every `halfLife` steps down to a tenth; constant for a half-life of 0.
    ///
    /// As generated images approach the real ones, the discriminator needs steeper gradients to tell them apart.
    package static func weight(_ weight: Double, halfLife: Double, step: Int) -> Float {
        Float(halfLife == 0 ? weight : weight * max(least, exp2(-Double(step) / halfLife)))
    }
}

extension Step {
    /// The weight of a gradient penalty that occurs in every `interval`-th step and is weighted by the interval (lazy
    /// regularization, Karras et al. 2020).
    func gradientPenaltyWeight(interval: Int) -> Tensor {
        let weight = SettingKeys().gradientPenaltyWeight.name, halfLife = SettingKeys().gradientPenaltyHalfLife.name
        return scalar("gradient_penalty.weight") {
            GradientPenalty.weight(
                $0.settings.number(weight), halfLife: $0.settings.values[halfLife]?.number ?? 0, step: $0.step)
        } * Float(interval)
    }
}
