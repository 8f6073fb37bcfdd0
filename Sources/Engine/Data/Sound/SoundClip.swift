/// A piece of sound in memory: one channel.
public struct SoundClip: Sendable, Equatable {
    /// Amplitudes, mostly within -1...1.
    public var samples: [Float]
    /// Samples in a second.
    public var rate: Int

    /// What features are made from: all of human speech is below half of it.
    public static let standardRate = 16_000

    public init(samples: [Float], rate: Int = Self.standardRate) {
        precondition(rate > 0, "\(rate) samples in a second")
        (self.samples, self.rate) = (samples, rate)
    }

    /// Length in seconds.
    public var duration: Double { Double(samples.count) / Double(rate) }
}
