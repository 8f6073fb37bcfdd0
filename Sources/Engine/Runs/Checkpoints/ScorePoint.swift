/// A score computed during training.
package struct ScorePoint: Sendable, Equatable {
    /// What is measured; lower is better.
    package enum Measure: String, Sendable, CaseIterable {
        case frechet
        /// For data with too few images for a Fréchet distance.
        case kernel

        /// In words.
        package var name: String { self == .frechet ? "Fréchet" : "kernel distance" }

        /// The tag in the event log.
        package var tag: String { "score/\(rawValue)" }
    }

    /// The training step.
    package var step: Int
    package var measure: Measure
    /// The distance; comparable only between scores of the same measure and number of samples.
    package var value: Double
    package var samples: Int

    package init(step: Int, _ measure: Measure = .frechet, _ value: Double, samples: Int) {
        (self.step, self.measure, self.value, self.samples) = (step, measure, value, samples)
    }

    package init(step: Int, frechet: Double, samples: Int) {
        self.init(step: step, .frechet, frechet, samples: samples)
    }
}

/// The distance has the name of its measure: `{"step": 1000, "frechet": 12.5, "samples": 2000}`.
extension ScorePoint: Codable {
    private enum Key: String, CodingKey { case step, frechet, kernel, samples }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        step = try values.decode(Int.self, forKey: .step)
        samples = try values.decode(Int.self, forKey: .samples)
        let kernel = try values.decodeIfPresent(Double.self, forKey: .kernel)
        measure = kernel == nil ? .frechet : .kernel
        value = try kernel ?? values.decode(Double.self, forKey: .frechet)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(step, forKey: .step)
        try values.encode(value, forKey: measure == .frechet ? .frechet : .kernel)
        try values.encode(samples, forKey: .samples)
    }
}
