/// A kind of step that a run consists of: what it computes, what it reads, what it says.
///
/// A stage adds its nodes to the trainer's one graph, so that its state is part of every checkpoint; then it is compiled. A run goes
/// through its stages one after the other. What a step does follows from the state, the seed and the step's number.
protocol TrainingStage {
    /// Every plan that a step may run.
    var plans: [Plan] { get }
    /// The step with everything that it may do.
    var plan: Plan { get }

    /// Fills the inputs of step `step`, counted from the beginning of the stage, and runs it.
    func advance(step: Int, settings: Settings, _ executor: Executor) -> Trainer.Measures
}
