import Datasets
import Models
import Networks
import Tensors

// Three models that no preset has, to show what a model may declare. The trainer runs them as it runs any other.

/// Two generators and two discriminators trained together with a cycle loss, as in CycleGAN (Zhu et al. 2017).
struct ToyCycleGAN: Model {
    let shape: ImageShape
    let aToB: Generator, bToA: Generator
    let discriminatorA: Network, discriminatorB: Network

    init(_ shape: ImageShape) {
        self.shape = shape
        func translator(_ name: String) -> Generator {
            let layers: [any Layer] = [
                Linear(shape.count, 24), Activation.leakyReLU(0.2), Linear(24, shape.count), Activation.tanh,
            ]
            return Generator(Network(name, layers), from: .image, shape: shape)
        }
        func discriminator(_ name: String) -> Network {
            Network(name, [Linear(shape.count, 16), Activation.leakyReLU(0.2), Linear(16, 1)])
        }
        (aToB, bToA) = (translator("generator_ab"), translator("generator_ba"))
        (discriminatorA, discriminatorB) = (discriminator("discriminator_a"), discriminator("discriminator_b"))
    }

    var networks: [Network] { [aToB.network, bToA.network, discriminatorA, discriminatorB] }
    var generator: Generator { aToB }

    /// Domain B is domain A with light and dark exchanged.
    func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize, images = run.images
        return TrainingProgram(stages: [
            TrainingStage("cycle", batches: run.batches(size: N)) { step in
                let a = step.input("a", [N, shape.count]) { images.copyPixels(of: $0.indices, to: &$1) }
                let b = step.input("b", [N, shape.count]) { context, target in
                    images.copyPixels(of: Array(context.indices.reversed()), to: &target)
                    for index in 0..<target.count { target[index] = -target[index] }
                }
                declare(&step, a: a, b: b)
            }
        ])
    }

    private func declare(_ step: inout Step, a: Tensor, b: Tensor) {
        let adam = Adam(beta1: 0.5, beta2: 0.999)
        var context = ForwardContext(isTraining: true)
        func real(_ logits: Tensor) -> Tensor { (logits - 1).squared.mean }
        let fakeB = aToB(a, step.weights(aToB.network), context: &context),
            fakeA = bToA(b, step.weights(bToA.network), context: &context)

        for (network, real, fake) in [(discriminatorA, a, fakeA), (discriminatorB, b, fakeB)] {
            let weights = step.weights(network)
            let loss =
                (network(real, weights, &context) - 1).squared.mean + network(fake, weights, &context).squared.mean
            step.update(network, minimizing: loss, adam, learningRate: \.discriminatorLearningRate)
            step.report(Metric("loss/\(network.name)", isLoss: true), loss)
        }
        let cycleA = bToA(fakeB, step.weights(bToA.network), context: &context),
            cycleB = aToB(fakeA, step.weights(aToB.network), context: &context)
        let cycle = (cycleA - a).absolute.mean + (cycleB - b).absolute.mean
        let loss =
            real(discriminatorB(fakeB, step.weights(discriminatorB), &context))
            + real(discriminatorA(fakeA, step.weights(discriminatorA), &context))
            + cycle * 10
        // Both generators learn from one loss.
        let updatedAB = step.update(aToB.network, minimizing: loss, adam, learningRate: \.generatorLearningRate)
        step.update(bToA.network, minimizing: loss, adam, learningRate: \.generatorLearningRate)
        step.average(aToB.network, updatedAB)
        step.report(Metric("loss/generators", isLoss: true), loss)
        step.report(Metric("loss/cycle", isLoss: true), cycle)
    }
}

/// An encoder and a decoder with an adversary on the code, as in adversarial autoencoders (Makhzani et al. 2015).
struct ToyAdversarialAutoencoder: Model {
    let shape: ImageShape
    let encoder: Network
    let decoder: Generator
    let adversary: Network
    private let codeSize = 6

    init(_ shape: ImageShape) {
        self.shape = shape
        encoder = Network("encoder", [Linear(shape.count, 32), Activation.leakyReLU(0.2), Linear(32, codeSize)])
        decoder = Generator(
            Network(
                "decoder", [Linear(codeSize, 32), Activation.leakyReLU(0.2), Linear(32, shape.count), Activation.tanh]),
            from: .noise(codeSize), shape: shape)
        adversary = Network("adversary", [Linear(codeSize, 16), Activation.leakyReLU(0.2), Linear(16, 1)])
    }

    var networks: [Network] { [encoder, decoder.network, adversary] }
    var generator: Generator { decoder }

    func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize, images = run.images
        return TrainingProgram(stages: [
            TrainingStage("autoencoder", batches: run.batches(size: N)) { step in
                let x = step.input("images", [N, shape.count]) { images.copyPixels(of: $0.indices, to: &$1) }
                var context = ForwardContext(isTraining: true)
                let code = encoder(x, step.weights(encoder), &context)
                let reconstruction = decoder(code, step.weights(decoder.network), context: &context)
                let error = (reconstruction - x).squared.mean
                let updatedDecoder = step.update(
                    decoder.network, minimizing: error, Adam(), learningRate: \.generatorLearningRate)

                // The adversary tells codes from samples of the prior; it is updated every other step.
                let prior = step.noise([N, codeSize])
                let adversaryLoss =
                    (-adversary(prior, step.weights(adversary), &context)).softplus.mean
                    + adversary(code, step.weights(adversary), &context).softplus.mean
                let updatedAdversary = step.update(
                    adversary, minimizing: adversaryLoss, Adam(), learningRate: \.discriminatorLearningRate, every: 2)
                // The encoder learns to reconstruct and to fool the adversary.
                let encoderLoss = error + (-adversary(code, updatedAdversary, &context)).softplus.mean * 0.1
                step.update(encoder, minimizing: encoderLoss, Adam(), learningRate: \.generatorLearningRate)
                step.average(decoder.network, updatedDecoder)
                step.report(Metric("loss/reconstruction", isLoss: true), error)
                step.report(Metric("loss/adversary", isLoss: true), adversaryLoss)
                step.report(Metric("loss/encoder", isLoss: true), encoderLoss)
            }
        ])
    }
}

/// A network that grows between stages: a generator of half the size, then one more block at full size, faded in, as in progressive growing
/// (Karras et al. 2018).
struct ToyProgressiveGAN: Model {
    let shape: ImageShape
    let small: Network, grown: Network
    let smallDiscriminator: Network, discriminator: Network
    let firstStageSteps: Int
    private let latentDim = 8, channels = 8

    init(_ shape: ImageShape, firstStageSteps: Int) {
        (self.shape, self.firstStageSteps) = (shape, firstStageSteps)
        let half = ImageShape(height: shape.height / 2, width: shape.width / 2, channels: shape.channels)
        small = Network(
            "generator_half",
            [
                Linear(latentDim, half.height * half.width * channels), Activation.leakyReLU(0.2),
                Unflatten(height: half.height, width: half.width, channels: channels),
            ])
        grown = Network(
            "generator_full",
            [Upsample.nearest(2), Conv2d(channels, shape.channels, 3, padding: 1), Activation.tanh, Flatten()])
        smallDiscriminator = Network(
            "discriminator_half", [Linear(half.count, 16), Activation.leakyReLU(0.2), Linear(16, 1)])
        discriminator = Network(
            "discriminator_full", [Linear(shape.count, 16), Activation.leakyReLU(0.2), Linear(16, 1)])
    }

    var networks: [Network] { [small, grown, smallDiscriminator, discriminator] }

    /// Samples come from the whole chain, whose first network is trained already when the second begins.
    var generator: Generator { Generator(small, grown, from: .noise(latentDim), shape: shape) }

    func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize, images = run.images
        func real(_ step: Step) -> Tensor {
            step.input("images", [N, shape.count]) { images.copyPixels(of: $0.indices, to: &$1) }
        }
        let batches = run.batches(size: N)
        return TrainingProgram(stages: [
            TrainingStage("half", steps: firstStageSteps, batches: batches) { step in
                var context = ForwardContext(isTraining: true)
                let fake = reduced(small(step.noise([N, latentDim]), step.weights(small), &context))
                play(&step, real: halved(real(step), N), fake: fake, [small], smallDiscriminator)
            },
            TrainingStage("full", batches: batches) { step in
                var context = ForwardContext(isTraining: true)
                let features = small(step.noise([N, latentDim]), step.weights(small), &context)
                let alpha = step.scalar("alpha") { Float(min(1, Double($0.step) / 4)) }
                let new = grown(features, step.weights(grown), &context)
                let old = reduced(features).reshaped([N, shape.height / 2, shape.width / 2, shape.channels])
                    .upsampledNearest(2).reshaped(new.shape)
                play(&step, real: real(step), fake: old + (new - old) * alpha, [small, grown], discriminator)
            },
        ])
    }

    /// The mean over feature channels: an image of half the size (N, H/2 · W/2 · C).
    private func reduced(_ features: Tensor) -> Tensor {
        let N = features.shape[0], pixels = shape.height / 2 * shape.width / 2
        let mean = features.reshaped([N, pixels, channels]).sum(to: [N, pixels, 1]) / Float(channels)
        return mean.broadcast(to: [N, pixels, shape.channels]).reshaped([N, pixels * shape.channels])
    }

    private func halved(_ images: Tensor, _ N: Int) -> Tensor {
        images.reshaped([N, shape.height, shape.width, shape.channels]).averagePooled(2).reshaped([N, shape.count / 4])
    }

    private func play(_ step: inout Step, real: Tensor, fake: Tensor, _ generators: [Network], _ discriminator: Network)
    {
        var context = ForwardContext(isTraining: true)
        let weights = step.weights(discriminator)
        let loss =
            (-discriminator(real, weights, &context)).softplus.mean
            + discriminator(fake, weights, &context).softplus.mean
        let updated = step.update(discriminator, minimizing: loss, Adam(), learningRate: \.discriminatorLearningRate)
        let generatorLoss = (-discriminator(fake, updated, &context)).softplus.mean
        for network in generators {
            step.update(network, minimizing: generatorLoss, Adam(), learningRate: \.generatorLearningRate)
        }
        step.report(.discriminatorLoss, loss)
        step.report(.generatorLoss, generatorLoss)
    }
}
