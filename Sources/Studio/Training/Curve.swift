import Jobs
import Models
import Render

/// A curve of the training screen. To add one, add an entry to `all`.
package struct Curve: Sendable {
    /// Curves of one kind share a y axis.
    package enum Kind: String, Sendable, CaseIterable {
        case losses, probabilities, gradients, score
    }

    var kind: Kind
    var letter: Unicode.Scalar
    /// As the papers call it; and the same for narrow panels.
    var name: String, short: String
    /// For a panel without room for more.
    var least: String { kind == .probabilities ? name : String(letter) }
    var role: Theme.Role
    /// The values; nil where the run does not have the curve.
    var history: @Sendable (TrainingStatus) -> LossHistory?

    init(
        _ kind: Kind, _ letter: Unicode.Scalar, _ name: String, _ short: String, _ role: Theme.Role,
        _ history: @escaping @Sendable (TrainingStatus) -> LossHistory?
    ) {
        (self.kind, self.letter, self.name, self.short) = (kind, letter, name, short)
        (self.role, self.history) = (role, history)
    }

    static let all: [Curve] = [
        Curve(.losses, "D", "discriminator loss", "D loss", .discriminator) { $0.discriminatorLoss },
        Curve(.losses, "G", "generator loss", "G loss", .generator) { $0.generatorLoss },
        Curve(.probabilities, "x", "D(x)", "D(x)", .discriminator) { $0.curves[Metric.realProbability.tag] },
        Curve(.probabilities, "z", "D(G(z))", "D(G(z))", .generator) { $0.curves[Metric.generatedProbability.tag] },
        Curve(.gradients, "D", "discriminator gradient", "D gradient", .discriminator) {
            $0.curves["gradient/discriminator"]
        },
        Curve(.gradients, "G", "generator gradient", "G gradient", .generator) { $0.curves["gradient/generator"] },
        Curve(.score, "S", "score", "score", .accent) { $0.scoreHistory },
    ]

    /// The kinds of which the run has values; always with the losses.
    static func kinds(_ status: TrainingStatus) -> [Kind] {
        Kind.allCases.filter { kind in
            kind == .losses || all.contains { $0.kind == kind && $0.history(status)?.buckets.isEmpty == false }
        }
    }
}

extension TrainingStatus {
    /// The scores as a curve, with their times where the log has them.
    var scoreHistory: LossHistory {
        if let logged = Self.scoreTags.compactMap({ curves[$0] }).first { return logged }
        var history = LossHistory()
        for point in scores { history.append(Float(point.value), step: point.step) }
        return history
    }
}
