import Engine
import Render

/// A curve that the training screen can draw. Adding one is an entry in `all`.
package struct Curve: Sendable {
    /// Curves of a kind share an axis.
    package enum Kind: String, Sendable, CaseIterable {
        case losses, probabilities, gradients, score
    }

    var kind: Kind
    var letter: Unicode.Scalar
    var name: String
    var role: Theme.Role
    /// nil where the run has nothing of the sort.
    var history: @Sendable (TrainingStatus) -> LossHistory?

    init(_ kind: Kind, _ letter: Unicode.Scalar, _ name: String, _ role: Theme.Role,
         _ history: @escaping @Sendable (TrainingStatus) -> LossHistory?) {
        (self.kind, self.letter, self.name, self.role, self.history) = (kind, letter, name, role, history)
    }

    static let all: [Curve] = [
        Curve(.losses, "D", "discriminator", .discriminator) { $0.discriminatorLoss },
        Curve(.losses, "G", "generator", .generator) { $0.generatorLoss },
        Curve(.probabilities, "x", "D(x)", .discriminator) { $0.curves["probability/real"] },
        Curve(.probabilities, "z", "D(G(z))", .generator) { $0.curves["probability/generated"] },
        Curve(.gradients, "D", "discriminator", .discriminator) { $0.curves["gradient/discriminator"] },
        Curve(.gradients, "G", "generator", .generator) { $0.curves["gradient/generator"] },
        Curve(.score, "S", "score", .accent) { status in
            status.curves.filter { $0.key.hasPrefix("score") }.min { $0.key < $1.key }?.value
        },
    ]

    /// The kinds that the run has anything of; losses it always has.
    static func kinds(_ status: TrainingStatus) -> [Kind] {
        Kind.allCases.filter { kind in
            kind == .losses || all.contains { $0.kind == kind && $0.history(status)?.buckets.isEmpty == false }
        }
    }

    static func kind(_ model: Model) -> Kind {
        let kinds = kinds(model.status)
        return kinds[model.curves.kind % kinds.count]
    }

    static func drawn(_ model: Model) -> [(curve: Curve, history: LossHistory)] {
        let kind = kind(model)
        return all.filter { $0.kind == kind }.compactMap { curve in curve.history(model.status).map { (curve, $0) } }
    }
}
