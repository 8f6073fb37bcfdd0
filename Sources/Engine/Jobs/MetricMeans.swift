import Training

/// Means of the steps' metrics between two points of the event log.
struct MetricMeans {
    private var sums: [String: Double] = [:]
    private var stage = ""
    private var count = 0.0

    /// Adds a step's report; a new stage starts new means.
    mutating func add(_ report: StepReport) {
        if report.stage != stage { reset() }
        stage = report.stage
        for (metric, value) in zip(report.metrics, report.values) { sums[metric.tag, default: 0] += Double(value) }
        count += 1
    }

    /// The means by tag; starts new means.
    mutating func take() -> [String: Float] {
        defer { reset() }
        return sums.mapValues { Float($0 / max(count, 1)) }
    }

    mutating func reset() { (sums, count) = ([:], 0) }
}
