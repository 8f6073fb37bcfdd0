import Raster

/// The stage in which a generator and a discriminator learn from each other, see `AdversarialStep`.
final class AdversarialStage: TrainingStage {
    /// What a step may do besides training: each combination that occurs has a plan of its own.
    private struct Extras: Hashable {
        var averages: Bool
        var penalises: Bool
        var generates: Bool
    }

    private let compiled: [Extras: (plan: Plan, losses: AdversarialStep.Losses)]
    let plan: Plan
    private let architecture: Architecture
    private let images: ImageSet
    private let order: BatchOrder
    private let inputs: [NetworkInputs]
    /// What the networks are told; nil where they are told nothing, or it is not known yet.
    var conditions: (any ConditionSource)?
    /// For generators that repair.
    private var damage: Damage?
    /// The pictures of a step, in a place that is used again by the next.
    private var batch: [Int]

    /// Compiles `step`, which is in the graph that `layout` is of.
    init(_ architecture: Architecture, _ step: AdversarialStep, images: ImageSet, masks: [Mask], batch: Int, seed: UInt64, layout: StateLayout, lanes: Int) {
        (self.architecture, self.images) = (architecture, images)
        var compiled: [Extras: (plan: Plan, losses: AdversarialStep.Losses)] = [:]
        for (variant, penalises) in [(step.plain, false), (step.penalised, true)] {
            guard let variant, penalises || architecture.penalty?.interval != 1 else { continue }
            for averages in [false, true] {
                let results = variant.losses.all + variant.updates + (averages ? variant.averageUpdates : [])
                compiled[Extras(averages: averages, penalises: penalises, generates: true)] = (Plan(results, layout: layout, lanes: lanes), variant.losses)
            }
            guard architecture.generatorInterval > 1 else { continue }
            compiled[Extras(averages: false, penalises: penalises, generates: false)]
                = (Plan(variant.losses.all + variant.discriminatorUpdates, layout: layout, lanes: lanes), variant.losses)
        }
        self.compiled = compiled
        plan = compiled[Extras(averages: true, penalises: step.penalised != nil, generates: true)]!.plan
        order = BatchOrder(seed: seed, count: images.count, batch: batch)
        inputs = [architecture.generator, architecture.discriminator].map(NetworkInputs.init)
        self.batch = [Int](repeating: 0, count: batch)
        if architecture.repairs {
            damage = Damage(seed: seed, height: architecture.height, width: architecture.width, channels: architecture.channels, masks: masks)
        }
    }

    var plans: [Plan] { compiled.values.map(\.plan) }

    /// Nothing is allocated in it beyond what `Plan.allocations` says, unless the conditions or the damage do.
    func advance(step: Int, settings: Settings, _ executor: Executor) -> Trainer.Measures {
        order.fill(&batch, step: step)
        executor.fill(AdversarialStep.Input.real) { images.copyPixels(of: batch, to: &$0) }
        if let conditions {
            executor.fill(AdversarialStep.Input.condition) { conditions.copy(of: batch, step: step, to: &$0) }
        }
        if let reconstruction = architecture.reconstruction {
            let mix = DamageMix(settings), position = step * batch.count
            executor.fill(AdversarialStep.Input.damaged) { damage?.write(batch, of: images, position: position, mix: mix, to: &$0) }
            for weight in reconstruction.weights { executor.write(weight.rawValue, Float(settings[weight.rawValue])) }
        }
        if architecture.matches {
            for name in [AdversarialStep.Input.mismatch, AdversarialStep.Input.alignment] { executor.write(name, Float(settings[name])) }
        }
        let t = step + 1
        for network in inputs {
            let updates = network.name == architecture.generator.name ? max(1, t / architecture.generatorInterval) : t
            let scalars = architecture.adam.scalarValues(rate: settings[network.rate], step: updates)
            executor.write(network.stepSize, scalars.stepSize)
            executor.write(network.secondScale, scalars.secondScale)
        }
        let rest = Averaging.rest(decay: settings["average"], step: max(1, t / architecture.generatorInterval))
        executor.write(AdversarialStep.Input.averageRest, rest)
        let penalises = architecture.penalty.map { step % $0.interval == 0 } ?? false
        let generates = t % architecture.generatorInterval == 0
        let averages = generates && Averaging.isDue(step: t / architecture.generatorInterval)
        if penalises {
            let halving = settings.values["discriminator.penalty.halving"] ?? 0
            executor.write(AdversarialStep.Input.penalty, Penalty.weight(settings["discriminator.penalty"], halving: halving, step: step))
        }
        let (due, losses) = compiled[Extras(averages: averages, penalises: penalises, generates: generates)]!
        executor.run(due, counter: UInt64(step))
        func value(_ tensor: Tensor) -> Float { executor.first(tensor, of: due) }
        return .adversarial(.init(discriminatorLoss: value(losses.discriminator), generatorLoss: value(losses.generator),
                                  realProbability: value(losses.realProbability), fakeProbability: value(losses.fakeProbability)))
    }
}

/// The names under which a network's scalars go into a step, put together once.
private struct NetworkInputs {
    let name: String, rate: String, stepSize: String, secondScale: String

    init(_ network: Network) {
        name = network.name
        rate = "\(network.name).rate"
        (stepSize, secondScale) = (AdversarialStep.Input.stepSize(network.name), AdversarialStep.Input.secondScale(network.name))
    }
}
