/// A stage whose step is declared: one declaration for each combination of the terms and updates that steps have, and all its inputs.
package struct DeclaredStage {
    /// Which intervals are due in a step: of terms, and of updates.
    package struct Due: Hashable {
        package let terms: Set<Int>
        package let updates: Set<Int>

        package init(terms: Set<Int>, updates: Set<Int>) { (self.terms, self.updates) = (terms, updates) }
    }

    package let stage: TrainingStage
    package let inputs: [StepInput]
    /// Intervals of the terms that do not occur in every step, ascending; likewise of the updates.
    package let termIntervals: [Int]
    package let updateIntervals: [Int]
    package let declarations: [Due: Step]

    /// The declaration with every term and every update.
    package let whole: Step

    /// Adds the stage's step to the graph: with every update, first without periodic terms, then with more of them; then with fewer updates.
    ///
    /// A declaration with fewer updates has the same random tensors as the one with all.
    package init(_ stage: TrainingStage, in training: TrainingGraph) {
        let inputs = StepInputs(stage: stage.name), graph = training.graph
        var (declarations, starts) = ([Due: Step](), [Set<Int>: UInt32]())
        func declare(_ terms: Set<Int>, _ updates: Set<Int>?) {
            var step = Step(training, inputs, terms: terms, updates: updates)
            stage.declare(&step)
            declarations[Due(terms: terms, updates: updates ?? inputs.updateIntervals)] = step
        }
        starts[[]] = graph.nextRandomStream
        declare([], nil)
        let termIntervals = inputs.termIntervals.sorted(), updateIntervals = inputs.updateIntervals.sorted()
        for terms in Self.subsets(termIntervals).dropFirst() {
            starts[terms] = graph.nextRandomStream
            declare(terms, nil)
        }
        for terms in Self.subsets(termIntervals) {
            for updates in Self.subsets(updateIntervals) where updates.count < updateIntervals.count {
                if terms.isEmpty { inputs.forgetNoise() }
                graph.repeatingRandomStreams(from: starts[terms]!) { declare(terms, updates) }
            }
        }
        (self.stage, self.inputs, self.declarations) = (stage, inputs.inputs, declarations)
        (self.termIntervals, self.updateIntervals) = (termIntervals, updateIntervals)
        whole = declarations[Due(terms: Set(termIntervals), updates: Set(updateIntervals))]!
    }

    /// Every subset, the empty one first.
    private static func subsets(_ intervals: [Int]) -> [Set<Int>] {
        (0..<1 << intervals.count).map { choice in
            Set(intervals.indices.filter { choice >> $0 & 1 == 1 }.map { intervals[$0] })
        }
    }

    /// The name of one of the stage's inputs in the graph.
    package func inputName(_ name: String) -> String { "\(stage.name).\(name)" }
}
