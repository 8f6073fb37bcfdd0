/// What samples are worth, each number with how many samples it was measured on; nil for what was not asked for.
public struct Score: Sendable, Equatable, Codable {
    /// What can be measured. The first alone takes some seconds, all of them under a minute.
    public enum Measure: Sendable, CaseIterable {
        case frechet, kernel, precisionRecall, memorisation
    }

    /// Samples given.
    public var samples: Int
    /// Held-out pictures they were held against.
    public var heldOut: Int
    /// Fréchet distance in the classifier's features, in thousandths of the training pictures' variance; less is
    /// better.
    public var frechet: Estimate?
    /// Kernel distance in the same features; less is better.
    public var kernel: Estimate?
    public var precision: Estimate?
    public var recall: Estimate?
    public var memorisation: Memorisation?

    /// What the reader of the numbers should know about them.
    public var warnings: [String] {
        var lines: [String] = []
        if samples < Scorer.few {
            lines.append("only \(samples) samples: the Fréchet distance is biased upwards, "
                + "compare it with scores of \(samples) samples only")
        }
        if heldOut < Scorer.few {
            lines.append("only \(heldOut) held-out pictures: distances are biased upwards and noisy")
        }
        if let precision, let recall, recall.high < 0.05, precision.value > 0.05 {
            lines.append("almost no recall: the precision beside it says little, "
                + "for the wide regions around odd pictures catch anything")
        }
        if let memorisation, memorisation.isSuspicious {
            let share = (memorisation.closer.value * 1000).rounded() / 10
            lines.append(
                "\(share) % of the samples are closer to training pictures than 99 % of held-out pictures are: "
                    + "memorised, or smoother than real ones; look at the closest pairs")
        }
        return lines
    }
}
