import Networks
import Tensors

/// The training of Goodfellow et al. (2014) without extras, which several papers share: the discriminator learns from a real and a generated
/// batch, then the generator from the updated discriminator's logits for the same generated batch.
struct AlternatingTraining {
    let generator: Generator
    let discriminator: Network
    let loss: AdversarialLoss
    let optimizer: Adam
    var augmentation: Augmentation = .none

    init(
        _ generator: Generator, _ discriminator: Network, loss: AdversarialLoss, optimizer: Adam,
        augmentation: Augmentation = .none
    ) {
        (self.generator, self.discriminator, self.loss) = (generator, discriminator, loss)
        (self.optimizer, self.augmentation) = (optimizer, augmentation)
    }

    func program(_ run: RunInputs) -> TrainingProgram {
        let N = run.settings.batchSize
        return TrainingProgram(stages: [
            TrainingStage("adversarial", batches: run.batches(size: N)) {
                declare(&$0, real: $0.realImages(run, batchSize: N))
            }
        ])
    }

    func declare(_ step: inout Step, real: Tensor) {
        let (G, D) = (generator.network, discriminator)
        var generating = ForwardContext(isTraining: true), discriminating = ForwardContext(isTraining: true)
        let fake = generator(step.noise([real.shape[0], generator.latentDim]), step.weights(G), context: &generating)

        let pass = DiscriminatorPass(
            D, step.weights(D), real: augmentation.apply(real), generated: augmentation.apply(fake), &discriminating)
        let discriminatorLoss = loss.discriminatorLoss(realLogits: pass.real, fakeLogits: pass.generated)
        let updatedD = step.update(
            D, minimizing: discriminatorLoss, optimizer, learningRate: \.discriminatorLearningRate)

        let logits = D(augmentation.apply(fake), updatedD, &discriminating)
        let generatorLoss = loss.generatorLoss(realLogits: pass.real, fakeLogits: logits)
        let updatedG = step.update(
            G, minimizing: generatorLoss, optimizer, learningRate: \.generatorLearningRate,
            statistics: [generating, discriminating])
        step.average(G, updatedG)
        step.report(discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss, pass)
    }
}
