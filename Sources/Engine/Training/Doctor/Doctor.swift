import Glibc

/// Says in plain language what is wrong with a run; a function of its history alone.
///
/// The rules are deliberately slow: a healthy run has bad moments, and a warning that cries wolf is not read.
public struct Doctor: Sendable {
    static let explodedLoss: Float = 1000, explodedSteps = 50
    /// Dense networks begin so and come out of it: the preset article after 550 to 650 steps. From `wonFrom` on it counts.
    static let wonShare = 0.01, wonSteps = 500, wonFrom = 1500
    static let collapseMeasures = 3, collapsedShare = 0.4, lifelessStep = 2000, lifelessDiversity = 0.1
    static let frozenShare: Float = 1e-3, frozenSteps = 300
    static let copiedShare = 0.1
    static let staleScores = 12
    /// Fewer points than this say nothing about a stretch of steps.
    private static let leastPoints = 3

    private let objective: Objective

    public init(_ objective: Objective) { self.objective = objective }

    /// What is wrong at the end of `history`, the worst first.
    public func findings(_ history: RunHistory) -> [Finding] {
        [divergence(history), winning(history), collapse(history), frozen(history), copies(history), stale(history)].compactMap(\.self)
    }

    /// The last step at which the losses were those of a run in order; what came after led to the divergence.
    public static func lastGoodStep(_ history: RunHistory) -> Int {
        history.vitals.last { $0.largestLoss < explodedLoss }?.step ?? 0
    }

    private func divergence(_ history: RunHistory) -> Finding? {
        guard let last = history.vitals.last else { return nil }
        if !last.largestLoss.isFinite { return Finding(.divergence, "the losses are no numbers any more") }
        let recent = history.recent(Self.explodedSteps, least: Self.leastPoints)
        guard !recent.isEmpty, recent.allSatisfy({ $0.largestLoss > Self.explodedLoss }) else { return nil }
        return Finding(.divergence, "the losses have exploded, D \(Self.short(last.discriminatorLoss)) G \(Self.short(last.generatorLoss))")
    }

    private func winning(_ history: RunHistory) -> Finding? {
        guard let guessing = objective.guessingLoss else { return nil }
        let recent = history.recent(Self.wonSteps, least: Self.leastPoints), limit = Float(Self.wonShare * guessing)
        guard let last = recent.last, last.step >= Self.wonFrom, recent.allSatisfy({ $0.discriminatorLoss < limit }) else { return nil }
        return Finding(.discriminatorWinning, "its loss has been below \(Self.short(limit)) for \(Self.wonSteps) steps, guessing costs \(Self.short(Float(guessing)))")
    }

    private func collapse(_ history: RunHistory) -> Finding? {
        let newest = history.diversity.suffix(Self.collapseMeasures)
        guard newest.count == Self.collapseMeasures, let last = newest.last else { return nil }
        let most = history.diversity.map(\.value).max() ?? 0
        let now = "samples differ \(Self.percent(last.value)) as much as pictures of the data do"
        if newest.allSatisfy({ $0.value < Self.collapsedShare * most }), most > Self.lifelessDiversity {
            return Finding(.collapse, "\(now), it was \(Self.percent(most))")
        }
        guard newest.allSatisfy({ $0.step >= Self.lifelessStep && $0.value < Self.lifelessDiversity }) else { return nil }
        return Finding(.collapse, now)
    }

    private func frozen(_ history: RunHistory) -> Finding? {
        let recent = history.recent(Self.frozenSteps, least: Self.leastPoints)
        guard !recent.isEmpty else { return nil }
        for (name, norm) in [("generator", \Vitals.generatorGradient), ("discriminator", \Vitals.discriminatorGradient)] {
            let usual = Self.median(history.vitals.map { $0[keyPath: norm] }), now = recent.map { $0[keyPath: norm] }.max() ?? 0
            // What is usual cannot be told from a run that was frozen for half of its life: then zero alone counts.
            guard now < Self.frozenShare * usual || now == 0 else { continue }
            return Finding(.frozenGradients, "the \(name)'s is \(Self.short(now)) since \(Self.frozenSteps) steps, usual is \(Self.short(usual))")
        }
        return nil
    }

    private func copies(_ history: RunHistory) -> Finding? {
        guard let last = history.copies.last, last.value > Self.copiedShare else { return nil }
        return Finding(.memorisation, "at least \(Self.percent(last.value)) of the samples are closer to training pictures than 99 % of held-out pictures are")
    }

    private func stale(_ history: RunHistory) -> Finding? {
        guard let best = history.best, let last = history.scores.last, let place = history.scores.firstIndex(of: best) else { return nil }
        guard history.scores.count - 1 - place >= Self.staleScores, 2 * last.step >= 3 * best.step else { return nil }
        return Finding(.noImprovement, "the best score, \(Self.short(Float(best.value))), is of step \(best.step); it is \(Self.short(Float(last.value))) now")
    }

    // MARK: Words

    static func percent(_ share: Double) -> String { "\(((share * 1000).rounded() / 10).short) %" }

    /// Three digits that count.
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

extension Objective {
    /// What a discriminator pays that cannot tell real from generated; nil where its loss has no such level.
    var guessingLoss: Double? {
        switch self {
        case .crossEntropy: 1.386
        case .hinge: 2
        case .relativistic: 0.693
        case .wasserstein: nil
        }
    }
}
