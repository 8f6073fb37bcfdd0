import ArgumentParser
import Foundation
import Numerics
import Render
import Tensors
import Training

/// Prints the plan of a training step: operations, shapes, cost and measured time.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Print the plan of a training step with measured times.")

    @OptionGroup(title: "Training configuration") var options: ConfigurationOptions

    @Option(help: ArgumentHelp("Threads of the step (default: one for each core).", valueName: "count"))
    var threads: Int?

    @Flag(help: "Print only the plan, without measuring it.")
    var dry = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var quiet: QuietOption

    mutating func run() throws {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let stages = StageProgress(isQuiet: quiet.isOn)
        let (configuration, taken) = try options.configurationForData(threads: threads, progress: stages.show)
        stages.end()
        let trainer = try Trainer(configuration, pairs: .noise(for: configuration), threads: threads)
        if json {
            return try JSONReport.print(PlanReport(trainer, of: configuration, threads: threads, measured: !dry))
        }
        if !quiet.isOn {
            print("\(configuration.preset.name): \(configuration.preset.summary)")
            if let taken { print(taken) }
        }
        if !trainer.isInLastStage {
            print("\n\(Numbers.grouped(trainer.stepsBeforeLastStage)) steps of the stage \(trainer.stageName):\n")
            explain(trainer, threads: threads)
            trainer.skipToLastStage()
            print("\nall other steps, of the stage \(trainer.stageName):\n")
        }
        explain(trainer, threads: threads)
    }

    /// Prints the plan of the current stage.
    private func explain(_ trainer: Trainer, threads: Int) {
        let plan = trainer.plan
        print(
            "batch size \(trainer.batchSize), \(plan.steps.count) steps, \(Numbers.fixed(Double(plan.productOperations) / 1e9, 2)) GFLOP in products, "
                + "\(plan.bytes >> 20) MB moved, arena \(plan.arenaBytes >> 20) MB, \(threads) threads, \(plan.kernelNames) kernels"
        )
        let allocations =
            plan.allocations == 0
            ? "none" : "none of ours, at most \(plan.allocations) small ones of Dispatch for \(threads) threads"
        print("allocations in a step: \(allocations); all offsets are fixed when the plan is compiled\n")
        // A stage may compute embeddings of the data before its first step.
        if !dry { _ = trainer.prepare() }
        let seconds = dry ? nil : trainer.profile(repetitions: 7)
        let table = PlanTable(plan: plan, seconds: seconds)
        table.lines.forEach { print($0) }
        if plan.usesWinograd {
            print(
                "\nGFLOP of Winograd steps are those of direct convolution; Winograd needs 0.56 of its multiplications")
        }
        guard seconds != nil else { return }
        // Whole steps as in training, without the profile's timing between operations.
        let whole = Ceiling.seconds(20) { _ = trainer.advance() }
        let ceiling = Ceiling.productRate(threads: threads, precision: plan.precision),
            rate = Double(plan.productOperations) / whole
        print(
            "\nwhole step \(Numbers.fixed(whole * 1e3, 2)) ms: \(Int(rate / 1e9)) GFLOP/s, "
                + "\(Int(rate / ceiling * 100)) % of this machine's \(Int(ceiling / 1e9)) GFLOP/s in \(plan.precision) (product of two 2048x2048 matrices)"
        )
        print(
            "products alone: \(Int(table.productRate / 1e9)) GFLOP/s, \(Int(table.productRate / ceiling * 100)) % of it"
        )
    }
}

extension Plan {
    /// What computes the products, e.g. "Haswell", or "AVX512-BF16 (40 of 41 products) and Haswell".
    var kernelNames: String {
        guard precision == .bf16 else { return BLAS.coreName }
        return "\(BFloat16.instructions.name) (\(products.bfloat16) of \(products.all) products) and \(BLAS.coreName)"
    }
}

/// A plan as aligned columns.
struct PlanTable {
    let plan: Plan
    let seconds: [Double]?

    /// Operations per second of the steps with a product, their epilogues included.
    var productRate: Double {
        let products = zip(plan.steps, seconds ?? []).filter { $0.0.productOperations > 0 }
        return Double(products.reduce(0) { $0 + $1.0.productOperations }) / products.reduce(0) { $0 + $1.1 }
    }

    var lines: [String] {
        let header = ["#", "shape", "GFLOP", "KB"] + (seconds == nil ? [] : ["us", "GFLOP/s"]) + ["step"]
        let rows = plan.steps.enumerated().map { index, step -> [String] in
            let time = seconds.map { seconds in
                [
                    String(Int(seconds[index] * 1e6)),
                    step.productOperations > 0
                        ? String(Int(Double(step.productOperations) / seconds[index] / 1e9)) : "",
                ]
            }
            let flops = step.productOperations > 0 ? Numbers.fixed(Double(step.productOperations) / 1e9, 3) : ""
            return [String(index + 1), step.shape, flops, String(step.bytes >> 10)] + (time ?? []) + [
                step.name + Self.names(step.variables)
            ]
        }
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == row.count - 1 ? text : column == 1 ? text + padding : padding + text
            }.joined(separator: "  ")
        }
    }

    private static func names(_ variables: [String]) -> String {
        let weights = variables.filter { !$0.hasPrefix("adam.") }
        return weights.isEmpty ? "" : "  [\(weights.joined(separator: ", "))]"
    }
}
