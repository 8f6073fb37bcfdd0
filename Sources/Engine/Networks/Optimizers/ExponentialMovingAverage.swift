import Glibc
package import Tensors

/// An exponential moving average of weights, which varies less than the weights (Polyak and Juditsky 1992; for GANs
/// Yazıcı et al. 2019).
package enum ExponentialMovingAverage {
    /// Adds average += oneMinusDecay (weights - average) to the graph and returns the new average.
    package static func update(_ average: Weights, towards weights: Weights, oneMinusDecay: Tensor) -> Weights {
        Weights(
            zip(average.tensors, weights.tensors).map { average, new in
                (
                    average.name, average.tensor.assign(average.tensor + (new.tensor - average.tensor) * oneMinusDecay),
                    average.isTrainable
                )
            })
    }

    /// Steps between two updates after the first `dueUntil`: weights change little in so few steps, and an update of
    /// the average costs half the memory traffic of an Adam update.
    package static let interval = 8
    /// Until this step the average is updated in every step.
    package static let dueUntil = 64

    /// True where the average is updated at step `t`, counted from 1.
    package static func isDue(step t: Int) -> Bool { t <= dueUntil || t % interval == 0 }

    /// 1 - decay for an update at step `t`. `decay` is that of one step, so it applies once for each step since the
    /// last update; early on it is at most t / (t + 9), so that the average forgets the initial weights.
    package static func oneMinusDecay(decay: Double, step t: Int) -> Float {
        Float(1 - pow(min(decay, Double(t) / Double(t + 9)), t <= dueUntil ? 1 : Double(interval)))
    }
}
