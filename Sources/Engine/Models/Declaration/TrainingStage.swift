package import Datasets
package import Tensors

/// A part of a run that repeats one step: its length, its batches, and the step itself.
package struct TrainingStage {
    /// E.g. "adversarial", "pretraining".
    package let name: String
    /// Steps; nil for the last stage, which ends with the run.
    package let steps: Int?
    /// Which images each step trains on.
    package let batches: BatchOrder
    /// Declares one step; called once for each combination of the terms that do not occur in every step, see `Step.every`.
    package let declare: (inout Step) -> Void
    /// What must be computed before the stage's first step; nil where nothing must.
    package let preparation: (any StagePreparation)?

    package init(
        _ name: String, steps: Int? = nil, batches: BatchOrder, preparation: (any StagePreparation)? = nil,
        declare: @escaping (inout Step) -> Void
    ) {
        (self.name, self.steps, self.batches) = (name, steps, batches)
        (self.preparation, self.declare) = (preparation, declare)
    }
}

/// Work between two stages, e.g. embedding the dataset with the pretrained encoders. Belongs to the trainer's thread.
package protocol StagePreparation: AnyObject {
    /// One line for the log when it is done, e.g. "the embedding space is trained".
    var summary: String { get }
    /// Whether it is done, for the weights as they are.
    var isReady: Bool { get }
    /// Writes variables that the data alone decides, e.g. a vocabulary, before a new run's first step.
    func setInitialState(_ executor: Executor)
    /// Compiles the plans that `prepare` runs.
    func compile(_ layout: StateLayout, threads: Int, partition: Int?) -> [Plan]
    /// Bytes that `prepare` allocates and keeps.
    var memory: Int { get }
    /// Does the work; may take seconds. `progress` gets what is being done and the fraction done, 0 to 1.
    /// - Parameter folder: the run's folder, which keeps results for later sessions; nil keeps nothing.
    func prepare(_ executor: Executor, folder: String?, progress: (String, Double) -> Void)
    /// The weights have changed since `prepare`, e.g. by a restored checkpoint.
    func invalidate()
}
