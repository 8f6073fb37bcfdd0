import Tensors
import Testing

/// Compares a compiled plan with the reference interpreter: outputs and changed state, over several runs.
enum PlanCheck {
    static func run(
        _ outputs: [Tensor], values: [String: [Double]], runs: Int = 1, threads: Int = 2, seed: UInt64 = 7,
        tolerance: Double = 2e-4,
        _ comment: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let layout = StateLayout(outputs[0].graph)
        let plan = Plan(outputs, layout: layout, threads: threads)
        let executor = Executor([plan], seed: seed)
        for (name, values) in values { executor.write(name, values.map(Float.init)) }
        var reference = ReferenceInterpreter(values.mapValues { $0.map { Double(Float($0)) } })
        for counter in 0..<runs {
            executor.run(plan, counter: UInt64(counter))
            reference.context = ReferenceContext(seed: seed, counter: UInt64(counter))
            let expected = reference.run(outputs)
            for (output, expected) in zip(outputs, expected) {
                compare(
                    executor.read(output, of: plan), expected, tolerance,
                    "\(comment) output \(output.id), run \(counter)", sourceLocation)
            }
            for variable in layout.variables where values[variable.name] != nil {
                compare(
                    executor.read(variable.name), reference.values[variable.name]!, tolerance,
                    "\(comment) \(variable.name), run \(counter)", sourceLocation)
            }
        }
    }

    private static func compare(
        _ found: [Float], _ expected: [Double], _ tolerance: Double, _ what: String, _ location: SourceLocation
    ) {
        #expect(found.count == expected.count, "\(what)", sourceLocation: location)
        let worst = zip(found, expected).enumerated().max { difference($0.1) < difference($1.1) }
        guard let worst else { return }
        #expect(
            difference(worst.1) <= tolerance,
            "\(what): element \(worst.0) is \(worst.1.0), the reference gives \(worst.1.1)", sourceLocation: location)
    }

    private static func difference(_ pair: (Float, Double)) -> Double {
        if pair.0.isNaN || pair.1.isNaN { return pair.0.isNaN && pair.1.isNaN ? 0 : .infinity }
        if Double(pair.0) == pair.1 { return 0 }
        return abs(Double(pair.0) - pair.1) / max(1, abs(pair.1))
    }
}
