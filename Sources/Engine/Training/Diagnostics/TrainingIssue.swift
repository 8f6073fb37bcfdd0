/// A problem of a run that the diagnostics detect. Help, documentation and messages come from this table.
package enum TrainingIssue: String, Sendable, CaseIterable {
    case divergence
    case discriminatorWinning = "discriminator winning"
    case modeCollapse = "mode collapse"
    case vanishingGradients = "vanishing gradients"
    case memorization
    case noImprovement = "no improvement"

    /// The condition under which it is reported, with the thresholds of `TrainingDiagnostics`.
    package var rule: String {
        typealias D = TrainingDiagnostics
        return switch self {
        case .divergence:
            "a loss or a weight is not a finite number, or a loss has been beyond ±\(Int(D.explodedLoss)) for \(D.explodedSteps) steps"
        case .discriminatorWinning:
            "the discriminator's loss has been below \(D.percent(D.winningFraction)) of its loss at random guessing for "
                + "\(D.winningSteps) steps, at step \(D.winningFrom) or later; not for the Wasserstein loss, where a good critic is wanted"
        case .modeCollapse:
            "\(D.collapseMeasurements) times in a row the diversity of samples was below \(D.percent(D.collapsedFraction)) of its "
                + "maximum, or after \(D.uniformStep) steps below \(D.percent(D.uniformDiversity)) of the data's"
        case .vanishingGradients:
            "a network's gradient norm has been below a thousandth of the run's median for \(D.vanishingSteps) steps"
        case .memorization:
            "more than \(D.percent(D.copiedFraction)) of the samples, with 95 % confidence, are closer to a training image than 99 % of held-out images are"
        case .noImprovement:
            "the best score is \(D.staleScores) scores old, and the run has trained half as many steps again since"
        }
    }

    /// What the user can do.
    package var advice: String {
        switch self {
        case .divergence: "lower generator.learning_rate and discriminator.learning_rate"
        case .discriminatorWinning: "lower discriminator.learning_rate, or set augment=true in a new run"
        case .modeCollapse: "lower generator.learning_rate, or use the preset modern in a new run"
        case .vanishingGradients: "stop, and start a new run with lower learning rates"
        case .memorization:
            "stop, or start a new run with augment=true or more images; samples that are too smooth look the same"
        case .noImprovement: "you can stop: the best checkpoint is kept as `best`"
        }
    }
}
