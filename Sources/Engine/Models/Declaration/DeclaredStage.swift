package import Networks
package import Tensors

/// A stage whose step is declared: one declaration for each combination of its terms, and all its inputs.
package struct DeclaredStage {
    package let stage: TrainingStage
    package let inputs: [StepInput]
    /// Intervals of the terms that do not occur in every step, ascending.
    package let intervals: [Int]
    /// By the intervals that are due.
    package let declarations: [Set<Int>: Step]

    /// The declaration with every term.
    package var whole: Step { declarations[Set(intervals)]! }

    /// Adds the stage's step to the graph: without periodic terms first, then with one more at a time.
    package init(_ stage: TrainingStage, in training: TrainingGraph) {
        let inputs = StepInputs(stage: stage.name)
        func declared(_ due: Set<Int>) -> Step {
            var step = Step(training, inputs, due: due)
            stage.declare(&step)
            return step
        }
        var declarations = [Set<Int>(): declared([])]
        let intervals = inputs.intervals.subtracting([1]).sorted()
        for choice in 1..<(1 << intervals.count) where !intervals.isEmpty {
            let due = Set(intervals.indices.filter { choice >> $0 & 1 == 1 }.map { intervals[$0] })
            declarations[due] = declared(due)
        }
        (self.stage, self.inputs) = (stage, inputs.inputs)
        (self.intervals, self.declarations) = (intervals, declarations)
    }

    /// The name of one of the stage's inputs in the graph.
    package func inputName(_ name: String) -> String { "\(stage.name).\(name)" }
}
