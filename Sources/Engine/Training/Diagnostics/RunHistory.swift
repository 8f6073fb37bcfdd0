/// The measurements of a run up to some step, in bounded memory: the only input of the training diagnostics.
///
/// Built from a run's event log it equals the history of the training session.
package struct RunHistory: Sendable, Equatable {
    /// A measured value and its step.
    package struct Measurement: Sendable, Equatable {
        package var step: Int
        package var value: Double

        package init(step: Int, value: Double) { (self.step, self.value) = (step, value) }
    }

    /// In ascending order of steps. At the capacity, every second one of the older half is dropped.
    package private(set) var metrics: [DiagnosticMetrics] = []
    /// Standard deviation among samples divided by that among images of the data.
    package var diversity: [Measurement] = []
    /// Fréchet distances, all of equally many samples; lower is better.
    package var scores: [Measurement] = []
    /// Fraction of samples that are closer to training images than 99 % of held-out images are; the lower end of its 95 % interval.
    package var copies: [Measurement] = []

    static let capacity = 4096

    package init() {}

    /// Adds the metrics of a later step.
    package mutating func append(_ next: DiagnosticMetrics) {
        if metrics.count == Self.capacity {
            let old = metrics.count / 2
            metrics = (0..<old).filter { $0 % 2 == 0 }.map { metrics[$0] } + metrics[old...]
        }
        metrics.append(next)
    }

    /// Removes the measurements after `step`: the run was rolled back.
    package mutating func removeAll(after step: Int) {
        metrics.removeAll { $0.step > step }
        diversity.removeAll { $0.step > step }
        scores.removeAll { $0.step > step }
        copies.removeAll { $0.step > step }
    }

    /// The metrics of the last `steps` steps; empty where the run is shorter, or fewer than `least` were measured.
    func recent(_ steps: Int, least: Int) -> ArraySlice<DiagnosticMetrics> {
        guard let last = metrics.last, last.step >= steps else { return [] }
        let start = metrics.firstIndex { $0.step > last.step - steps } ?? metrics.endIndex
        return metrics.count - start >= least ? metrics[start...] : []
    }

    /// The lowest score; the earliest of equal ones.
    package var best: Measurement? { scores.min { $0.value < $1.value } }
}
