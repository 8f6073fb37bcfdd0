import Glibc

/// A running average of weights, smoother than the weights themselves (Polyak and Juditsky 1992; for GANs Yazıcı et al. 2019).
public enum Averaging {
    /// Adds average += rest (weights - average); `rest` is 1 minus the decay. The result is the new average.
    public static func update(_ average: Weights, towards weights: Weights, rest: Tensor) -> Weights {
        Weights(zip(average.tensors, weights.tensors).map { average, new in
            (average.name, average.tensor.assign(average.tensor + (new.tensor - average.tensor) * rest), average.isLearned)
        })
    }

    /// Weights hardly move in this many steps, and to read and write their average costs as much memory traffic as half an Adam update.
    static let interval = 8
    private static let closelyUntil = 64

    /// True when the average follows at step `t`, counted from 1: at every early one, at every eighth later.
    public static func isDue(step t: Int) -> Bool { t <= closelyUntil || t % interval == 0 }

    /// 1 minus the decay at a step `t` where the average is due; `decay` is for one step, so it holds once for each since the last time.
    /// Early on the average follows closely, so that it forgets its start.
    public static func rest(decay: Double, step t: Int) -> Float {
        Float(1 - pow(min(decay, Double(t) / Double(t + 9)), t <= closelyUntil ? 1 : Double(interval)))
    }
}
