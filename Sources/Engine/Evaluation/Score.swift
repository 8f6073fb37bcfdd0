package import Numerics

/// Quality measures of samples, each with the number of samples behind it; nil for measures that were not requested.
package struct Score: Sendable, Equatable, Codable {
    /// The first measure alone takes some seconds, all of them less than a minute.
    package enum Measure: Sendable, CaseIterable {
        case frechet, kernel, precisionRecall, memorization
    }

    /// Scored samples.
    package var samples: Int
    /// Held-out images that they were compared with.
    package var heldOut: Int
    /// Fréchet distance in the classifier's features, in thousandths of the training images' variance; lower is better.
    package var frechet: Estimate?
    /// Kernel distance in the same features; lower is better.
    package var kernel: Estimate?
    package var precision: Estimate?
    package var recall: Estimate?
    package var memorization: Memorization?

    /// Caveats, one line each.
    package var warnings: [String] {
        var lines: [String] = []
        if frechet == nil, let kernel {
            let needed = 10 * Scorer.fewestSamples
            lines.append(
                "\(heldOut) images to compare with are too few for a Fréchet distance, precision and recall, which need \(needed) images or a test "
                    + "split of \(Scorer.fewestSamples); the kernel distance has no bias"
                    + (kernel.low <= 0 && kernel.high >= 0 ? ", and this one is not distinguishable from 0" : ""))
            return lines + memorizationWarnings
        }
        if samples < Scorer.few {
            lines.append(
                "only \(samples) samples: the Fréchet distance is biased upward, "
                    + "compare it with scores of \(samples) samples only")
        }
        if heldOut < Scorer.few {
            lines.append("only \(heldOut) held-out images: distances are biased upward and noisy")
        }
        if let precision, let recall, recall.high < 0.05, precision.value > 0.05 {
            lines.append(
                "almost no recall: the precision is not meaningful, "
                    + "because balls around outliers are large")
        }
        return lines + memorizationWarnings
    }

    private var memorizationWarnings: [String] {
        guard let memorization, memorization.isSuspicious else { return [] }
        let percent = (memorization.closer.value * 1000).rounded() / 10
        return [
            "\(percent) % of the samples are closer to training images than 99 % of held-out images are: "
                + "memorized, or smoother than real images; look at the closest pairs"
        ]
    }
}
