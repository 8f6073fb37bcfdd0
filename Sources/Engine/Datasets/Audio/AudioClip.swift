/// Mono audio in memory.
package struct AudioClip: Sendable, Equatable {
    /// Amplitudes, usually within -1...1.
    package var samples: [Float]
    /// Samples a second.
    package var rate: Int

    /// The rate of all features: speech lies below its half.
    package static let standardRate = 16_000

    package init(samples: [Float], rate: Int = Self.standardRate) {
        precondition(rate > 0, "\(rate) samples a second")
        (self.samples, self.rate) = (samples, rate)
    }

    /// Length in seconds.
    package var duration: Double { Double(samples.count) / Double(rate) }
}
