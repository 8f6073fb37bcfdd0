/// What can be wrong with a run. Help, documentation and what the doctor says come from this one table.
public enum Ailment: String, Sendable, CaseIterable {
    case divergence
    case discriminatorWinning = "discriminator winning"
    case collapse
    case frozenGradients = "frozen gradients"
    case memorisation
    case noImprovement = "no improvement"

    /// When the doctor says it, in words; the numbers are those that `Doctor` goes by.
    public var rule: String {
        switch self {
        case .divergence:
            "a loss or a weight is no number, or a loss has been beyond ±\(Int(Doctor.explodedLoss)) for \(Doctor.explodedSteps) steps"
        case .discriminatorWinning:
            "the discriminator's loss has been below \(Doctor.percent(Doctor.wonShare)) of what guessing costs it for \(Doctor.wonSteps) steps, at step "
                + "\(Doctor.wonFrom) or later; not for the Wasserstein distance, where it should win"
        case .collapse:
            "\(Doctor.collapseMeasures) times in a row samples differed less than \(Doctor.percent(Doctor.collapsedShare)) as much as they once did, "
                + "or after \(Doctor.lifelessStep) steps less than \(Doctor.percent(Doctor.lifelessDiversity)) as much as the data's pictures do"
        case .frozenGradients:
            "a network's gradient has been a thousand times smaller than is usual for the run for \(Doctor.frozenSteps) steps"
        case .memorisation:
            "surely more than \(Doctor.percent(Doctor.copiedShare)) of the samples are closer to a training picture than 99 % of held-out pictures are"
        case .noImprovement:
            "the best score is \(Doctor.staleScores) scores old, and the run has trained half as long again since"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .divergence: "lower generator.rate and discriminator.rate"
        case .discriminatorWinning: "lower discriminator.rate, or set augment=1 in a new run"
        case .collapse: "lower generator.rate; in a new run the preset modern is less prone to it"
        case .frozenGradients: "stop; start again with lower rates"
        case .memorisation: "stop here, or start again with augment=1 or more pictures; smooth samples look like this too"
        case .noImprovement: "stopping now loses nothing: the best is kept as `best`"
        }
    }
}

/// Something the doctor has found, with the figures that it was found by.
public struct Finding: Sendable, Equatable {
    public var ailment: Ailment
    /// What was seen, e.g. "the discriminator's loss has been below 0.01 for 300 steps".
    public var evidence: String

    public init(_ ailment: Ailment, _ evidence: String) { (self.ailment, self.evidence) = (ailment, evidence) }

    /// Takes a line of `text` apart; nil where it is none.
    public init?(text: String) {
        guard let ailment = Ailment.allCases.first(where: { text.hasPrefix($0.rawValue + ": ") }) else { return nil }
        let rest = text.dropFirst(ailment.rawValue.count + 2), advice = "; " + ailment.advice
        self.init(ailment, String(rest.hasSuffix(advice) ? rest.dropLast(advice.count) : rest))
    }

    /// The whole line: what, why, what to do.
    public var text: String { "\(ailment.rawValue): \(evidence); \(ailment.advice)" }
}
