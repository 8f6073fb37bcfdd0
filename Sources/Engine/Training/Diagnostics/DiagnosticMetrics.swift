import Models

/// Means of a run's losses over the steps since the previous point of its event log, and the gradient norms at its end.
package struct DiagnosticMetrics: Sendable, Equatable {
    /// Steps done.
    package var step: Int
    /// By the tag of the metric, e.g. "loss/generator".
    package var losses: [String: Float]
    /// Gradient norms by the name of the network, see `GradientNorms`.
    package var gradients: [String: Float]

    package init(step: Int, losses: [String: Float], gradients: [String: Float]) {
        (self.step, self.losses, self.gradients) = (step, losses, gradients)
    }

    /// From the means of an event log's point, by tag; nil where it has no adversarial losses, as during pretraining.
    package init?(step: Int, means: [String: Float]) {
        losses = means.filter { $0.key.hasPrefix(Self.lossPrefix) }
        guard !losses.isEmpty else { return nil }
        let norms = means.filter { $0.key.hasPrefix(Self.gradientPrefix) }
        gradients = Dictionary(
            uniqueKeysWithValues: norms.map { (String($0.key.dropFirst(Self.gradientPrefix.count)), $0.value) })
        self.step = step
    }

    /// Prefixes of the tags that the metrics come from.
    package static let lossPrefix = "loss/", gradientPrefix = "gradient/"

    package var discriminatorLoss: Float? { losses[Metric.discriminatorLoss.tag] }

    /// The largest absolute loss; infinite where a loss is not a finite number, 0 without losses.
    var largestLoss: Float {
        losses.values.reduce(0) { $1.isFinite ? max($0, abs($1)) : .infinity }
    }
}
