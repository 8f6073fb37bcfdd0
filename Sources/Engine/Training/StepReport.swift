package import Models

/// What a step reports.
package struct StepReport: Sendable {
    /// Steps done, this one included.
    package let step: Int
    /// The stage that the step belongs to, e.g. "adversarial".
    package let stage: String
    package let metrics: [Metric]
    /// A value for each of `metrics`.
    package let values: [Float]

    /// The value of one metric; nil in a stage without it.
    package subscript(metric: Metric) -> Float? { metrics.firstIndex(of: metric).map { values[$0] } }

    /// Whether every loss is a finite number.
    package var isFinite: Bool { zip(metrics, values).allSatisfy { !$0.isLoss || $1.isFinite } }
}
