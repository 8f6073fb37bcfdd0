// N batch.

/// A step that trains a joint space, as a graph: encoders, the contrastive loss over each two kinds, gradients, updates.
struct JointStep {
    /// Names of the graph's inputs.
    enum Input {
        /// (N, numbers of the kind), and (N, 1): 1 where there is one.
        static func values(_ modality: Modality) -> String { "joint.\(modality.rawValue).values" }
        static func isThere(_ modality: Modality) -> String { "joint.\(modality.rawValue).there" }
        /// (N, N): 1 where the second one's sample in a column belongs to the first one's in a row.
        static func belongs(_ first: Modality, _ second: Modality) -> String { "joint.\(first.rawValue).\(second.rawValue)" }
        static let stepSize = "joint.stepSize", secondScale = "joint.secondScale"
    }

    /// Every two of the kinds, in order.
    static func pairs(of modalities: [Modality]) -> [(Modality, Modality)] {
        modalities.enumerated().flatMap { index, first in modalities[(index + 1)...].map { (first, $0) } }
    }

    let loss: Tensor
    let agreement: Tensor
    let updates: [Tensor]
    /// The weights as stored, of all kinds: those that the data lacks stay as they are.
    let weights: [Modality: Weights]

    /// Adds the step to `graph`.
    /// - Parameter modalities: the kinds that the data has, two at least.
    init(_ space: JointSpace, modalities: [Modality], pixels: Int, side: (height: Int, width: Int), in graph: Graph) {
        precondition(modalities.count > 1, "a joint space of \(modalities)")
        let N = space.batch
        let stored = Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, space[$0].declare(in: graph)) })
        var embedded: [Modality: Embedded] = [:]
        for modality in modalities {
            let given = graph.input(Input.values(modality), [N, space.inputs(modality, pixels: pixels)])
            var pass = Pass(isTraining: true)
            let vectors = space[modality](Self.disturbed(given, modality, side), stored[modality]!, &pass)
            embedded[modality] = Embedded(vectors: vectors, isThere: graph.input(Input.isThere(modality), [N, 1]))
        }
        let results = Self.pairs(of: modalities).map { first, second in
            ContrastiveLoss.between(embedded[first]!, embedded[second]!, belongs: graph.input(Input.belongs(first, second), [N, N]))
        }
        let total = results.map(\.loss).reduce(graph.constant(0)) { $0 + $1 } / Float(results.count)
        agreement = results.map(\.agreement).reduce(graph.constant(0)) { $0 + $1 } / Float(results.count)
        let scalars = Adam.Scalars(stepSize: graph.input(Input.stepSize, .scalar), secondScale: graph.input(Input.secondScale, .scalar))
        var updates: [Tensor] = []
        for modality in Modality.allCases {
            let own = stored[modality]!, moments = space.adam.declareMoments(of: own)
            // Moments for every kind, so that a run's state has one shape whatever its data.
            guard modalities.contains(modality) else { continue }
            let gradients = graph.gradient(of: total, withRespectTo: own.learned.map(\.tensor))
            updates += space.adam.update(own, moments, along: gradients, scalars).learned.map(\.tensor)
        }
        (loss, self.updates, weights) = (total, updates, stored)
    }

    /// Pixels that a picture moves at most, as a share of its side; the loudness of noise in a sound.
    private static let movedShare: Float = 0.06, noise: Float = 0.05

    /// Changes that leave the meaning: pictures move a little, sounds get noise. Texts are changed before.
    private static func disturbed(_ x: Tensor, _ modality: Modality, _ side: (height: Int, width: Int)) -> Tensor {
        let (graph, N) = (x.graph, x.shape[0])
        switch modality {
        case .text: return x
        case .audio: return x + graph.normal(x.shape) * (graph.uniform([N, 1]) * noise)
        case .image:
            let reach = Float(max(1, Int(Float(min(side.height, side.width)) * movedShare)))
            let pictures = x.reshaped([N, side.height, side.width, x.shape.count / N / side.height / side.width])
            return pictures.displaced(by: (graph.uniform([N, 2]) - 0.5) * (2 * reach + 1)).reshaped(x.shape)
        }
    }
}
