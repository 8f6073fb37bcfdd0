/// A running average of weights, smoother than the weights themselves (Polyak and Juditsky 1992; for GANs Yazıcı et al. 2019).
public enum Averaging {
    /// Adds average += rest (weights - average); `rest` is 1 minus the decay. The result is the new average.
    public static func update(_ average: Weights, towards weights: Weights, rest: Tensor) -> Weights {
        Weights(zip(average.tensors, weights.tensors).map { average, new in
            (average.name, average.tensor.assign(average.tensor + (new.tensor - average.tensor) * rest))
        })
    }

    /// 1 minus the decay at step `t`, counted from 1: early on the average follows closely, so that it forgets its start.
    public static func rest(decay: Double, step t: Int) -> Float { Float(1 - min(decay, Double(t) / Double(t + 9))) }
}
