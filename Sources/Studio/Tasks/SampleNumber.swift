/// A sample of a seed by its number, as the samples screen counts: from 1.
package struct SampleNumber: Sendable, Equatable {
    package var seed: UInt64
    package var number: Int

    package init(seed: UInt64, number: Int) { (self.seed, self.number) = (seed, number) }

    /// Parses `3`, or `7:3` for sample 3 of seed 7; nil for any other text.
    /// - Parameter standard: the seed where the text has none.
    package init?(_ text: some StringProtocol, seed standard: UInt64) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let number = Int(parts[parts.count - 1]), number > 0 else { return nil }
        guard let seed = parts.count == 1 ? standard : UInt64(parts[0]) else { return nil }
        self.init(seed: seed, number: number)
    }

    /// The seed and the number, as `--interpolate` takes it.
    package var text: String { "\(seed):\(number)" }
}

/// The two samples that an interpolation goes between.
package struct SampleEnds: Sendable, Equatable {
    package var from: SampleNumber, to: SampleNumber

    package init(from: SampleNumber, to: SampleNumber) { (self.from, self.to) = (from, to) }

    /// Parses `3-8` or `7:3-2:8`; nil for any other text.
    package init?(_ text: String, seed: UInt64) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = SampleNumber(parts[0], seed: seed),
            let to = SampleNumber(parts[1], seed: seed)
        else { return nil }
        self.init(from: from, to: to)
    }

    /// As `--interpolate` takes it.
    package var text: String { "\(from.text)-\(to.text)" }

    /// As the screen and file names say it: with the seeds only where they differ.
    package func name(_ joined: String) -> String {
        from.seed == to.seed
            ? "\(from.number)\(joined)\(to.number)"
            : "\(from.seed).\(from.number)\(joined)\(to.seed).\(to.number)"
    }
}
