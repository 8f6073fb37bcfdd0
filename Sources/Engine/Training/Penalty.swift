import Glibc

/// What keeps a discriminator's slopes in check.
public struct Penalty: Sendable, Equatable {
    public enum Kind: Sendable {
        /// Squared length at real and at generated images, halved (R1 and R2; Mescheder et al. 2018).
        case slopes
        /// Squared distance of the length from 1, at random points between pairs (Gulrajani et al. 2017).
        case unitSlopesBetween
    }

    public var kind: Kind
    /// Steps between two with the penalty, which is then that many times as heavy (Karras et al. 2020).
    public var interval: Int

    public init(kind: Kind, interval: Int) { (self.kind, self.interval) = (kind, interval) }

    /// Share of its weight that a falling penalty ends at (Huang et al. 2024).
    private static let least = 0.1

    /// The weight at a step, counted from 0, of a penalty that halves every `halving` steps down to a tenth; 0 is one that stays.
    ///
    /// As pictures get closer to the real ones, a discriminator needs steeper slopes to tell them apart.
    package static func weight(_ weight: Double, halving: Double, step: Int) -> Float {
        Float(halving == 0 ? weight : weight * max(least, exp2(-Double(step) / halving)))
    }
}
