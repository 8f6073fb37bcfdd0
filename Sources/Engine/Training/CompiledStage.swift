import Models
import Networks
import Numerics
import Runs
import Tensors

/// A declared stage, compiled: a plan for each combination of terms, updates and averages that its steps have.
///
/// Belongs to the trainer's thread. A step's inputs follow from the state, the seed and the step's number.
final class CompiledStage {
    /// What a step does: which terms, updates and averages are due, a bit each.
    private struct Due: Hashable {
        var terms: UInt32 = 0
        var updates: UInt32 = 0
        var averages: UInt32 = 0
    }

    private static let emaDecay = SettingKeys().emaDecay.name

    private struct Compiled {
        let plan: Plan
        let metrics: [Tensor]
    }

    let stage: TrainingStage
    let metrics: [Metric]
    /// The plan that does most.
    let plan: Plan
    private let declared: DeclaredStage
    private let compiled: [Due: Compiled]
    /// Updates of each network in earlier stages.
    private let updatesBefore: [String: Int]
    private let scalars: [NetworkScalars]
    /// The images of a step; the next step reuses the memory.
    private var indices: [Int]
    private var values: [Float]

    /// - Parameter updatesBefore: how often earlier stages update each network, by its name.
    init(
        _ declared: DeclaredStage, updatesBefore: [String: Int], layout: StateLayout, threads: Int, partition: Int?,
        precision: Precision
    ) {
        (self.declared, stage, self.updatesBefore) = (declared, declared.stage, updatesBefore)
        let whole = declared.whole
        metrics = whole.metrics.map(\.metric)
        precondition(
            max(whole.averages.count, declared.termIntervals.count, declared.updateIntervals.count) <= 32,
            "a step of more than 32 averages or intervals")
        var compiled: [Due: Compiled] = [:]
        for due in Self.combinations(declared, updatesBefore) {
            let step = declared.declarations[
                DeclaredStage.Due(
                    terms: Self.chosen(declared.termIntervals, due.terms),
                    updates: Self.chosen(declared.updateIntervals, due.updates))]!
            let metrics = step.metrics.map(\.value)
            let averages = step.averages.indices.filter { due.averages >> $0 & 1 == 1 }
            let results = metrics + step.updates.flatMap(\.results) + averages.flatMap { step.averages[$0].results }
            compiled[due] = Compiled(
                plan: Plan(results, layout: layout, threads: threads, partition: partition, precision: precision),
                metrics: metrics)
        }
        self.compiled = compiled
        plan = compiled.max { Self.size($0.key) < Self.size($1.key) }!.value.plan
        scalars = whole.updates.map { NetworkScalars(declared, $0.network) }
        indices = [Int](repeating: 0, count: stage.batches.batch)
        values = [Float](repeating: 0, count: metrics.count)
    }

    var plans: [Plan] { compiled.values.map(\.plan) }

    private static func size(_ due: Due) -> Int {
        due.terms.nonzeroBitCount + due.updates.nonzeroBitCount + due.averages.nonzeroBitCount
    }

    /// Every combination that some step has. Averages follow each update at first, so the steps that count are bounded.
    private static func combinations(_ declared: DeclaredStage, _ updatesBefore: [String: Int]) -> Set<Due> {
        let intervals = declared.termIntervals + declared.updateIntervals
        let period = intervals.reduce(1) { $0 * $1 / divisor($0, $1) } * ExponentialMovingAverage.interval
        let start = ExponentialMovingAverage.dueUntil * (intervals.max() ?? 1)
        return Set((0..<min(start + period, 1 << 20)).map { due(declared, updatesBefore, step: $0) })
    }

    private static func chosen(_ intervals: [Int], _ bits: UInt32) -> Set<Int> {
        Set(intervals.indices.filter { bits >> $0 & 1 == 1 }.map { intervals[$0] })
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

    /// What step `step`, from 0, does.
    private static func due(_ declared: DeclaredStage, _ updatesBefore: [String: Int], step: Int) -> Due {
        let whole = declared.whole
        var due = Due()
        for (bit, interval) in declared.termIntervals.enumerated() where step % interval == 0 { due.terms |= 1 << bit }
        for (bit, interval) in declared.updateIntervals.enumerated() where (step + 1) % interval == 0 {
            due.updates |= 1 << bit
        }
        for (bit, average) in whole.averages.enumerated() where (step + 1) % average.interval == 0 {
            let updates = updatesBefore[average.network.name, default: 0] + (step + 1) / average.interval
            if ExponentialMovingAverage.isDue(step: updates) { due.averages |= 1 << bit }
        }
        return due
    }

    /// How often this stage updates each network in `steps` steps, added to earlier stages.
    func updates(after steps: Int) -> [String: Int] {
        declared.whole.updates.reduce(into: updatesBefore) { $0[$1.network.name, default: 0] += steps / $1.interval }
    }

    /// The optimizer of each network that the stage updates.
    var optimizers: [String: Adam] {
        Dictionary(declared.whole.updates.map { ($0.network.name, $0.optimizer) }) { first, _ in first }
    }

    /// Fills the inputs of step `step`, from the stage's first, and runs it; returns the metrics' values.
    ///
    /// Allocates nothing besides `Plan.allocations`, unless an input does.
    func advance(step: Int, settings: Settings, _ executor: Executor) -> [Float] {
        stage.batches.fill(&indices, step: step)
        let context = StepContext(step: step, indices: indices, settings: settings)
        for input in declared.inputs { executor.fill(input.name) { input.fill(context, &$0) } }
        let updates = declared.whole.updates
        for (update, scalars) in zip(updates, scalars) {
            let t = max(1, updatesBefore[update.network.name, default: 0] + (step + 1) / update.interval)
            let values = update.optimizer.scalarValues(rate: update.learningRate(context), step: t)
            executor.write(scalars.stepSize, values.stepSize)
            executor.write(scalars.secondScale, values.secondScale)
            if scalars.isAveraged {
                executor.write(
                    scalars.emaWeight,
                    ExponentialMovingAverage.oneMinusDecay(decay: settings.number(Self.emaDecay), step: t))
            }
        }
        guard let due = compiled[Self.due(declared, updatesBefore, step: step)] else {
            preconditionFailure("no plan for step \(step)")
        }
        executor.run(due.plan, counter: UInt64(step))
        for index in values.indices { values[index] = executor.first(due.metrics[index], of: due.plan) }
        return values
    }
}

/// The names of the inputs that the trainer writes for one network, put together once.
private struct NetworkScalars {
    let stepSize: String, secondScale: String, emaWeight: String
    let isAveraged: Bool

    init(_ declared: DeclaredStage, _ network: Network) {
        stepSize = declared.inputName("\(network.name).stepSize")
        secondScale = declared.inputName("\(network.name).secondScale")
        emaWeight = declared.inputName("\(network.name).emaWeight")
        isAveraged = declared.whole.averages.contains { $0.network.name == network.name }
    }
}
