import Glibc
package import Models

/// Detects problems of a run from its history.
///
/// The rules are slow on purpose: healthy runs have bad phases too, and frequent false alarms would be ignored.
package struct TrainingDiagnostics: Sendable {
    static let explodedLoss: Float = 1000, explodedSteps = 50
    /// Linear networks start below this loss and recover: the preset article after 550 to 650 steps. So it counts from `winningFrom` on.
    static let winningFraction = 0.01, winningSteps = 500, winningFrom = 1500
    static let collapseMeasurements = 3, collapsedFraction = 0.4, uniformStep = 2000, uniformDiversity = 0.1
    static let vanishingFraction: Float = 1e-3, vanishingSteps = 300
    static let copiedFraction = 0.1
    static let staleScores = 12
    /// Rules do not apply to a stretch of steps with fewer points.
    private static let minPoints = 3

    private let adversarialLoss: AdversarialLoss?

    /// - Parameter adversarialLoss: the loss that `Metric.discriminatorLoss` reports; nil for models without one.
    package init(_ adversarialLoss: AdversarialLoss?) { self.adversarialLoss = adversarialLoss }

    /// The problems at the end of `history`, most severe first.
    package func diagnostics(_ history: RunHistory) -> [Diagnostic] {
        [divergence(history), winning(history), collapse(history), vanishing(history), copies(history), stale(history)]
            .compactMap(\.self)
    }

    /// The last step with losses in the normal range; what came later led to the divergence.
    package static func lastGoodStep(_ history: RunHistory) -> Int {
        history.metrics.last { $0.largestLoss < explodedLoss }?.step ?? 0
    }

    private func divergence(_ history: RunHistory) -> Diagnostic? {
        guard let last = history.metrics.last else { return nil }
        if !last.largestLoss.isFinite { return Diagnostic(.divergence, "a loss is not a finite number") }
        let recent = history.recent(Self.explodedSteps, least: Self.minPoints)
        guard !recent.isEmpty, recent.allSatisfy({ $0.largestLoss > Self.explodedLoss }) else { return nil }
        let losses = last.losses.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.short($0.value))" }
        return Diagnostic(.divergence, "the losses have exploded: \(losses.joined(separator: ", "))")
    }

    private func winning(_ history: RunHistory) -> Diagnostic? {
        guard let guessing = adversarialLoss?.guessingLoss else { return nil }
        let recent = history.recent(Self.winningSteps, least: Self.minPoints),
            limit = Float(Self.winningFraction * guessing)
        guard let last = recent.last, last.step >= Self.winningFrom,
            recent.allSatisfy({ $0.discriminatorLoss.map { $0 < limit } ?? false })
        else { return nil }
        return Diagnostic(
            .discriminatorWinning,
            "its loss has been below \(Self.short(limit)) for \(Self.winningSteps) steps; "
                + "random guessing has \(Self.short(Float(guessing)))")
    }

    private func collapse(_ history: RunHistory) -> Diagnostic? {
        let newest = history.diversity.suffix(Self.collapseMeasurements)
        guard newest.count == Self.collapseMeasurements, let last = newest.last else { return nil }
        let maximum = history.diversity.map(\.value).max() ?? 0
        let now = "the diversity of samples is \(Self.percent(last.value)) of the data's"
        if newest.allSatisfy({ $0.value < Self.collapsedFraction * maximum }), maximum > Self.uniformDiversity {
            return Diagnostic(.modeCollapse, "\(now), its maximum was \(Self.percent(maximum))")
        }
        guard newest.allSatisfy({ $0.step >= Self.uniformStep && $0.value < Self.uniformDiversity }) else { return nil }
        return Diagnostic(.modeCollapse, now)
    }

    private func vanishing(_ history: RunHistory) -> Diagnostic? {
        let recent = history.recent(Self.vanishingSteps, least: Self.minPoints)
        guard let last = recent.last else { return nil }
        for network in last.gradients.keys.sorted().reversed() {
            let usual = Self.median(history.metrics.compactMap { $0.gradients[network] }),
                now = recent.compactMap { $0.gradients[network] }.max() ?? 0
            // The median of a run whose gradient vanished for half of its steps is no reference; then only zero counts.
            guard now < Self.vanishingFraction * usual || now == 0 else { continue }
            return Diagnostic(
                .vanishingGradients,
                "the \(network)'s norm has been at most \(Self.short(now)) for \(Self.vanishingSteps) steps, "
                    + "the median is \(Self.short(usual))")
        }
        return nil
    }

    private func copies(_ history: RunHistory) -> Diagnostic? {
        guard let last = history.copies.last, last.value > Self.copiedFraction else { return nil }
        return Diagnostic(
            .memorization,
            "at least \(Self.percent(last.value)) of the samples are closer to training images than 99 % of held-out images are"
        )
    }

    private func stale(_ history: RunHistory) -> Diagnostic? {
        guard let best = history.best, let last = history.scores.last, let index = history.scores.firstIndex(of: best)
        else { return nil }
        guard history.scores.count - 1 - index >= Self.staleScores, 2 * last.step >= 3 * best.step else { return nil }
        return Diagnostic(
            .noImprovement,
            "the best score, \(Self.short(Float(best.value))), is of step \(best.step); "
                + "the newest is \(Self.short(Float(last.value)))")
    }

    // MARK: Formatting

    static func percent(_ fraction: Double) -> String { "\(((fraction * 1000).rounded() / 10).short) %" }

    /// Three significant digits.
    package static func short(_ value: Float) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        var exponent = Int(log10(Double(abs(value))).rounded(.down))
        var digits = (Double(value) * pow(10, Double(2 - exponent))).rounded()
        if abs(digits) >= 1000 { (digits, exponent) = (digits / 10, exponent + 1) }
        guard (-4...5).contains(exponent) else { return "\((digits / 100).short)e\(exponent)" }
        return (exponent > 2 ? digits * pow(10, Double(exponent - 2)) : digits / pow(10, Double(2 - exponent))).short
    }

    private static func median(_ values: [Float]) -> Float { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
}

extension AdversarialLoss {
    /// The discriminator's loss when it cannot distinguish real from generated images; nil where the loss has no such level.
    var guessingLoss: Double? {
        switch self {
        case .crossEntropy: 1.386
        case .hinge: 2
        case .relativistic: 0.693
        case .wasserstein: nil
        }
    }
}
