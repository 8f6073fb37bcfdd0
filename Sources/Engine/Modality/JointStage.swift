/// The stage in which a run learns its joint space, see `JointStep`.
struct JointStage: TrainingStage {
    private let step: JointStep
    private let space: JointSpace
    private let data: JointData
    private let order: BatchOrder
    private let seed: UInt64
    private let lanes: Int
    let plan: Plan

    var plans: [Plan] { [plan] }

    /// Compiles `step`, which is in the graph that `layout` is of.
    init(_ space: JointSpace, _ step: JointStep, data: JointData, seed: UInt64, layout: StateLayout, lanes: Int) {
        (self.space, self.step, self.data, self.seed, self.lanes) = (space, step, data, seed, lanes)
        order = BatchOrder(seed: SeededMixing.word(seed, 6), count: data.images.count, batch: space.batch)
        plan = Plan([step.loss, step.agreement] + step.updates, layout: layout, lanes: lanes)
    }

    func advance(step number: Int, settings: Settings, _ executor: Executor) -> Trainer.Measures {
        JointBatch(data, pictures: order.indices(step: number), seed: SeededMixing.word(seed, UInt64(number)))
            .fill(executor, modalities: data.modalities, lanes: lanes)
        // Falls in a straight line over the last half: what comes after builds on where it ends.
        let share = min(1, 2 * Double(space.steps - number) / Double(space.steps))
        let scalars = space.adam.scalarValues(rate: settings["joint.rate"] * share, step: number + 1)
        executor.write(JointStep.Input.stepSize, scalars.stepSize)
        executor.write(JointStep.Input.secondScale, scalars.secondScale)
        executor.run(plan, counter: UInt64(number))
        return .joint(.init(loss: executor.first(step.loss, of: plan), agreement: executor.first(step.agreement, of: plan)))
    }
}
