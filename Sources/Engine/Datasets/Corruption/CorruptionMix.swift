package import Runs

/// The relative frequency of each kind of corruption.
package struct CorruptionMix: Sendable, Equatable {
    /// The kinds that occur, each with the cumulative probability up to and including it.
    private let cumulative: [(kind: CorruptionKind, upTo: Double)]

    /// Weights in any unit, at least one above 0.
    package init(_ weights: [CorruptionKind: Double]) {
        let total = weights.values.reduce(0, +)
        precondition(total > 0, "no kind of corruption has a weight")
        var sum = 0.0
        cumulative = CorruptionKind.allCases.compactMap { kind in
            guard let weight = weights[kind], weight > 0 else { return nil }
            sum += weight
            return (kind, sum / total)
        }
    }

    /// The frequencies in a run's settings; a kind that the preset does not have is 0.
    package init(_ settings: Settings) {
        self.init(Dictionary(uniqueKeysWithValues: CorruptionKind.allCases.map { ($0, settings.value($0.key) ?? 0) }))
    }

    /// The kinds that occur.
    package var kinds: [CorruptionKind] { cumulative.map(\.kind) }

    /// The kind for a uniform random number in 0..<1.
    package func kind(at uniform: Double) -> CorruptionKind {
        (cumulative.first { uniform < $0.upTo } ?? cumulative[cumulative.count - 1]).kind
    }

    package static func == (a: CorruptionMix, b: CorruptionMix) -> Bool {
        a.cumulative.elementsEqual(b.cumulative) { $0 == $1 }
    }
}
