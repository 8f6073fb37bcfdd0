import Conditioning
import Networks
import Tensors

// N batch, E length of a condition.

/// A discriminator's forward pass over a real and a generated batch.
struct DiscriminatorPass {
    /// Logits (N, 1) or (N, patches).
    let real: Tensor
    let generated: Tensor
    /// The images that the logits were computed from, for gradient penalties: one tensor of both batches, or two.
    let inputs: [Tensor]
    /// What goes into the last layer for the real images, where both batches went through in one pass.
    let realFeatures: Tensor?

    /// - Parameters:
    ///   - condition: (N, E), the same for both batches; nil for unconditional networks.
    ///   - context: collects running statistics; its condition is `condition` afterwards.
    init(
        _ discriminator: Network, _ weights: Weights, real: Tensor, generated: Tensor, condition: Tensor? = nil,
        _ context: inout ForwardContext
    ) {
        // Batch statistics of real and generated images must not mix.
        guard !discriminator.usesBatchStatistics else {
            context.condition = condition
            self.real = discriminator(real, weights, &context)
            self.generated = discriminator(generated, weights, &context)
            (inputs, realFeatures) = ([real, generated], nil)
            return
        }
        // Both batches in one pass: one large product instead of two small ones.
        let N = real.shape[0], images = Tensor.concatenated([real, generated], axis: 0)
        context.condition = condition.map { .concatenated([$0, $0], axis: 0) }
        let stages = discriminator.stages(images, weights, &context), logits = stages[stages.count - 1]
        context.condition = condition
        self.real = logits.sliced(axis: 0, 0..<N)
        self.generated = logits.sliced(axis: 0, N..<2 * N)
        (inputs, realFeatures) = ([images], stages[stages.count - 2].sliced(axis: 0, 0..<N))
    }
}

extension Step {
    /// Reports both losses and the mean probabilities of being real, D(x) and D(G(z)).
    mutating func report(discriminatorLoss: Tensor, generatorLoss: Tensor, _ pass: DiscriminatorPass) {
        report(.discriminatorLoss, discriminatorLoss)
        report(.generatorLoss, generatorLoss)
        report(.realProbability, pass.real.sigmoid.mean)
        report(.generatedProbability, pass.generated.sigmoid.mean)
    }

    /// The step's real images (N, H · W · C), -1 to 1.
    func realImages(_ run: RunInputs, batchSize: Int) -> Tensor {
        let images = run.images
        return input("real", [batchSize, images.stride]) { context, target in
            images.copyPixels(of: context.indices, to: &target)
        }
    }

    /// The conditions (N, E) of the step's images.
    func conditions(_ source: any ConditionSource, batchSize: Int) -> Tensor {
        input("condition", [batchSize, source.size]) { context, target in
            source.copy(of: context.indices, step: context.step, to: &target)
        }
    }
}
